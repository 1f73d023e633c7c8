"""The card of who stands here, what they bought before, and buying it again."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout, parking
from habitue.sales.models import Duplicate, Sale, Tender
from habitue.stores.models import Outlet, Register, Staff

type Knows = Callable[..., Customer]
type Sells = Callable[..., Sale]


@pytest.fixture
def marie(known: Knows) -> Customer:
    return known("Marie", "Curie", phone="+33612341278")


@pytest.fixture
def sell(register: Register, tom: Staff, loafer: Variant, polish: Variant) -> Sells:
    def sale(customer: Customer | None, place: Register = register) -> Sale:
        for variant in (loafer, polish):
            baskets.put_in(place, tom, variant)
        basket = baskets.attach_customer(place, tom, customer)
        checkout.take_payment(place, Tender.CASH, 20_000)
        return checkout.complete(place, basket.id, Stamp(place.id, tom.id))

    return sale


def attach(till: Client, customer: Customer) -> str:
    answer = till.post("/till/basket/customer/", {"customer": str(customer.id), "where": "sell"})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def test_the_card_comes_with_the_answer_that_attaches(till: Client, marie: Customer, sell: Sells) -> None:
    sell(marie)
    answer = attach(till, marie)
    for told in ("Marie Curie", "today · Loafer 38 black, Wax polish", "Shoes", "<strong>38</strong> · Mavel"):
        assert told in answer, told


def test_the_card_is_not_drawn_with_every_line(till: Client, marie: Customer, sell: Sells, polish: Variant) -> None:
    sell(marie)
    attach(till, marie)
    answer = till.post("/till/basket/lines/", {"variant": str(polish.id), "shown": str(marie.id)})
    assert 'id="regular"' not in answer.text


def test_a_basket_of_theirs_that_is_parked_is_told(
    till: Client, marie: Customer, register: Register, tom: Staff, loafer: Variant
) -> None:
    baskets.put_in(register, tom, loafer)
    baskets.attach_customer(register, tom, marie)
    parking.park(register)
    assert "1 parked sale of theirs" in attach(till, marie)


def test_somebody_who_was_merged_is_attached_as_who_they_are_now(till: Client, marie: Customer, known: Knows) -> None:
    kept = known("Marie", "Joliot")
    Customer.objects.filter(id=marie.id).update(merged_into=kept)
    assert "Marie Joliot" in attach(till, marie)


def test_the_history_is_that_of_the_customer_of_this_sale(till: Client, marie: Customer, sell: Sells) -> None:
    sale = sell(marie)
    assert "No customer on this sale" in till.get("/till/basket/customer/history/").headers["HX-Trigger-After-Swap"]
    attach(till, marie)
    page = till.get("/till/basket/customer/history/").text
    for told in (
        "What Marie Curie bought",
        sale.receipt_number,
        "Maison Orsel",
        "Loafer",
        "38 · black",
        "89,00",
        "Buy",
    ):
        assert told in page, told
    found = till.post("/till/basket/customer/history/", {"q": "brossard"}).text
    assert ("Wax polish" in found, "Loafer" in found) == (True, False)
    assert "Nothing of theirs is called" in till.post("/till/basket/customer/history/", {"q": "<b>hat"}).text


@pytest.mark.parametrize("start", ["-1", "x", "99999999999999999999", "٣", ""])
def test_a_page_that_is_none_is_the_first_or_empty(till: Client, marie: Customer, sell: Sells, start: str) -> None:
    sell(marie)
    attach(till, marie)
    assert till.post("/till/basket/customer/history/", {"start": start}).status_code == 200


def test_what_is_sold_no_more_is_told_so(till: Client, marie: Customer, sell: Sells, polish: Variant) -> None:
    sell(marie)
    Variant.objects.filter(id=polish.id).update(retired_at=now())
    attach(till, marie)
    page = till.get("/till/basket/customer/history/").text
    assert "no longer sold" in page
    assert page.count("Buy again:") == 1


def test_a_lost_receipt_is_printed_again_as_a_counted_duplicate(till: Client, marie: Customer, sell: Sells) -> None:
    sale = sell(marie)
    assert "DUPLICATA" not in till.get(f"/till/receipts/{sale.id}/again/").text
    for count in (1, 2):
        answer = till.post(f"/till/receipts/{sale.id}/reprint/")
        assert f"DUPLICATA {count}" in answer.text, "in the customer's language"
        assert answer.headers["HX-Trigger-After-Settle"] == "print-paper"
    assert Duplicate.objects.filter(sale=sale).count() == 2


def test_a_lost_receipt_is_sent_from_where_it_is_shown_again(till: Client, marie: Customer, sell: Sells) -> None:
    sale = sell(marie)
    attach(till, marie)
    page = till.get(f"/till/receipts/{sale.id}/again/").text
    assert f'hx-post="/till/receipts/{sale.id}/send/"' in page
    assert f'hx-post="/till/receipts/{sale.id}/qr/"' in page
    assert till.post(f"/till/receipts/{sale.id}/send/", {"email": "marie@example.org"}).status_code == 200
    assert "marie@example.org" in till.get(f"/till/receipts/{sale.id}/again/").text
    till.post("/till/basket/customer/detach/", {"where": "sell"})
    page = till.get(f"/till/receipts/{sale.id}/again/").text
    assert "marie@example.org" not in page, "her address is for whoever has her before them"
    assert "send/" not in page


def test_on_the_receipt_screen_the_first_print_is_the_original(till: Client, sell: Sells) -> None:
    sale = sell(None)
    first = till.post(f"/till/receipts/{sale.id}/print/").text
    assert "DUPLICATE" not in first
    assert "Print a duplicate" in first
    assert "Print a duplicate" in till.get(f"/till/receipts/{sale.id}/").text
    assert "DUPLICATE 1" in till.post(f"/till/receipts/{sale.id}/print/").text


def test_a_receipt_of_elsewhere_is_shown_while_its_customer_stands_here(
    till: Client, marie: Customer, sell: Sells, tom: Staff
) -> None:
    lyon = Outlet.objects.create(name="Lyon", country="FR", time_zone="Europe/Paris")
    theirs = sell(marie, Register.objects.create(outlet=lyon, name="Lyon", code="LY"))
    page = f"/till/receipts/{theirs.id}/again/"
    assert till.get(page).status_code == 404
    attach(till, marie)
    assert "Lyon" in till.get(page).text
    assert till.post(f"/till/receipts/{theirs.id}/send/", {"email": "marie@example.org"}).status_code == 200
    assert till.get(f"/till/receipts/{new_id()}/again/").status_code == 404


def test_the_receipt_names_the_customer_or_not(till: Client, marie: Customer, sell: Sells) -> None:
    sale = sell(marie)
    for names in (True, False):
        Outlet.objects.update(names_customer=names)
        page = till.get(f"/till/receipts/{sale.id}/").text
        assert ("Marie Curie" in page[page.index('<section class="receipt"') :]) is names


# --- Ask before the sale --------------------------------------------------------------------------------------------


def test_an_outlet_that_asks_first_asks_while_nothing_has_begun(
    till: Client, marie: Customer, polish: Variant, register: Register, tom: Staff
) -> None:
    assert 'id="asks-first"' not in till.get("/till/").text
    Outlet.objects.update(asks_first=True)
    page = till.get("/till/").text
    assert 'id="asks-first"' in page
    assert "Skip" in page
    baskets.put_in(register, tom, polish)
    assert 'id="asks-first"' not in till.get("/till/").text
    baskets.empty(register)
    attach(till, marie)
    assert 'id="asks-first"' not in till.get("/till/").text
