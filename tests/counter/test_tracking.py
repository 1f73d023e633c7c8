"""On the receipt screen the sale that was nobody's finds its customer: picked, new or by their card."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, Sale, Tender, Track
from habitue.stores.models import Outlet, Register, Staff
from tests.counter.conftest import LOAFER_BLACK_38

type Knows = Callable[..., Customer]


@pytest.fixture
def marie(known: Knows) -> Customer:
    return known("Marie", "Curie", phone="+33612341278", cards=["HAB1"], language="fr")


@pytest.fixture
def sale(register: Register, tom: Staff, polish: Variant) -> Sale:
    baskets.put_in(register, tom, polish)
    basket = baskets.basket_at(register)
    assert basket
    checkout.take_payment(register, Tender.CASH, 490)
    return checkout.complete(register, basket.id, Stamp(register.id, tom.id))


def track(till: Client, sale: Sale, customer: Customer) -> Any:
    given = {"customer": str(customer.id), "where": "receipt", "sale": str(sale.id)}
    return till.post("/till/basket/customer/", given)


def move(till: Client, sale: Sale, customer: Customer) -> Any:
    given = {"customer": str(customer.id), "where": "receipt", "sale": str(sale.id), "moves": "yes"}
    return till.post("/till/basket/customer/", given)


def whose(sale: Sale) -> Customer | None:
    return Sale.objects.select_related("customer").get(id=sale.id).customer


def test_the_sale_is_theirs_and_the_receipt_says_so(till: Client, sale: Sale, marie: Customer) -> None:
    assert 'id="track"' in till.get(f"/till/receipts/{sale.id}/").text
    answer = track(till, sale, marie)
    assert answer.headers["HX-Retarget"] == "#receipt-customer"
    page = answer.text
    assert "Marie Curie is the customer of this sale" in page
    assert 'lang="fr"' in page[page.index('<section class="receipt"') :]
    assert whose(sale) == marie
    assert Track.objects.get().register == sale.register
    assert not Basket.objects.exists()
    assert "Marie Curie" in till.get(f"/till/receipts/{sale.id}/").text


def test_a_new_customer_gets_the_sale(till: Client, sale: Sale) -> None:
    given = {"id": str(new_id()), "first_name": "Odile", "where": "receipt", "sale": str(sale.id), "language": "fr"}
    till.post("/till/customers/create/", given)
    found = whose(sale)
    assert found
    assert (found.first_name, found.spent) == ("Odile", sale.total)


def test_a_card_that_is_scanned_here_gives_the_sale_to_its_customer(till: Client, sale: Sale, marie: Customer) -> None:
    till.post("/till/scan/", {"code": "HAB1", "where": "receipt", "sale": str(sale.id)})
    assert whose(sale) == marie
    assert not Basket.objects.exists()


def test_the_card_of_the_next_in_the_queue_begins_their_sale(
    till: Client, sale: Sale, marie: Customer, known: Knows
) -> None:
    track(till, sale, known("Joan", "Browne"))
    answer = till.post("/till/scan/", {"code": "HAB1", "where": "receipt", "sale": str(sale.id)})
    assert answer.headers["HX-Refresh"] == "true"
    assert Basket.objects.get().customer == marie
    assert whose(sale) != marie


def test_a_product_that_is_scanned_here_begins_the_next_sale(till: Client, sale: Sale, register: Register) -> None:
    till.post("/till/scan/", {"code": LOAFER_BLACK_38, "where": "receipt", "sale": str(sale.id)})
    basket = baskets.basket_at(register)
    assert basket
    assert len(baskets.lines_of(basket)) == 1


def test_a_sale_is_not_taken_from_its_customer_by_a_slip_of_the_hand(
    till: Client, sale: Sale, marie: Customer, known: Knows
) -> None:
    joan = known("Joan", "Browne")
    track(till, sale, joan)
    asked = track(till, sale, marie)
    assert asked.headers["HX-Retarget"] == "#dialog-place"
    assert "It is Joan Browne's. It would be Marie Curie's" in asked.text
    assert whose(sale) == joan
    assert "is the customer of this sale" in track(till, sale, joan).text


def test_a_new_customer_is_kept_but_does_not_get_the_sale_of_another_unasked(
    till: Client, sale: Sale, marie: Customer
) -> None:
    track(till, sale, marie)
    given = {"id": str(new_id()), "first_name": "Odile", "where": "receipt", "sale": str(sale.id), "language": "fr"}
    assert "Odile" in till.post("/till/customers/create/", given).text
    assert Customer.objects.filter(first_name="Odile").exists()
    assert whose(sale) == marie


def test_a_slip_is_corrected_at_once_and_later_in_the_back_office_only(
    till: Client, sale: Sale, marie: Customer, known: Knows
) -> None:
    joan = known("Joan", "Browne")
    track(till, sale, joan)
    move(till, sale, marie)
    assert whose(sale) == marie
    Sale.objects.filter(id=sale.id).update(completed_at=now() - timedelta(hours=1))
    assert "The back office can give it to somebody else." in track(till, sale, joan).headers["HX-Trigger"]
    assert whose(sale) == marie


def test_a_sale_of_another_outlet_is_not_tracked_here(till: Client, sale: Sale, marie: Customer) -> None:
    lyon = Outlet.objects.create(name="Lyon", country="FR", time_zone="Europe/Paris")
    Sale.objects.update(register=Register.objects.create(outlet=lyon, name="Lyon", code="LY"))
    assert track(till, sale, marie).status_code == 404
    assert whose(sale) is None
    assert not Basket.objects.exists()


def test_the_record_of_the_one_who_got_it_is_changed_from_here(till: Client, sale: Sale, marie: Customer) -> None:
    track(till, sale, marie)
    assert 'value="receipt"' in till.get(f"/till/customers/{marie.id}/?where=receipt&sale={sale.id}").text
    given = {"first_name": "Maria", "last_name": "Curie", "code": marie.code, "language": "fr"}
    answer = till.post(f"/till/customers/{marie.id}/", {**given, "where": "receipt", "sale": str(sale.id)})
    assert answer.headers["HX-Retarget"] == "#receipt-customer"
    assert "Maria Curie" in answer.text


@pytest.mark.parametrize("typed", ["1-000001", "1-1", " 1-000001 ", "1000001"])
def test_a_receipts_number_finds_its_customer_first(till: Client, sale: Sale, marie: Customer, typed: str) -> None:
    assert "Marie" not in till.post("/till/customers/", {"q": typed}).text
    track(till, sale, marie)
    rows = till.post("/till/customers/", {"q": typed}).text
    assert "Marie Curie" in rows.split("</li>")[0]
