"""A record is opened and changed while its customer stands here, and on the receipt of their sale; no other is."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Consent, Customer, CustomerCard
from habitue.journal.action import Stamp
from habitue.sales import baskets, checkout
from habitue.sales.models import Sale, Tender
from habitue.stores.models import Outlet, Register, Staff

from .conftest import Knows

CARD = "290012778"


@pytest.fixture
def marie(known: Knows) -> Customer:
    return known("Marie", "Curie", phone="+33612341278", email="marie@example.org", cards=[CARD])


@pytest.fixture
def sell_to(register: Register, tom: Staff, loafer: Variant) -> Callable[[Customer], str]:
    def sell(customer: Customer) -> str:
        """The id of a sale to them."""
        baskets.put_in(register, tom, loafer)
        basket = baskets.attach_customer(register, tom, customer)
        checkout.take_payment(register, Tender.CASH, loafer.price)
        return str(checkout.complete(register, basket.id, Stamp(register.id, tom.id)).id)

    return sell


def opened(till: Client, customer: Customer, what: str = "", **where: str) -> tuple[int, str]:
    answer = till.get(f"/till/customers/{customer.id}/{what}", where)
    return answer.status_code, answer.text + answer.headers.get("HX-Trigger", "")


@pytest.mark.parametrize("what", ["", "consents/", "loyalty/"])
def test_nobody_is_opened_who_is_not_on_the_sale(till: Client, known: Knows, marie: Customer, what: str) -> None:
    for standing in (None, known("Jean")):
        if standing:
            till.post("/till/basket/customer/", {"customer": str(standing.id)})
        status, shown = opened(till, marie, what)
        assert (status, "not on the sale any more" in shown) == (403, True)
        assert "marie@example.org" not in shown
        assert "12 78" not in shown
    till.post("/till/basket/customer/", {"customer": str(marie.id)})
    assert opened(till, marie, what)[0] == 200


def test_nobody_is_written_down_who_is_not_on_the_sale(till: Client, marie: Customer) -> None:
    at = f"/till/customers/{marie.id}/"
    changed = {"first_name": "Maria", "code": marie.code, "language": "fr"}
    consent = {"purpose": "write", "channel": "email", "given": "yes"}
    for way, sent in (("", changed), ("consents/", consent), ("cards/block/", {"number": CARD}), ("loyalty/", {})):
        answer = till.post(at + way, sent)
        assert answer.status_code == 403
        # What is typed stays in its dialog, and the words say what to do.
        assert json.loads(answer.headers["HX-Trigger"])["show-message"]["kind"] == "error"
    marie.refresh_from_db()
    assert marie.first_name == "Marie"
    assert not Consent.objects.exists()
    assert not CustomerCard.objects.exclude(blocked_at=None).exists()


def test_the_record_of_whose_receipt_is_shown_is_opened_and_of_no_other_outlets(
    till: Client, marie: Customer, sell_to: Callable[[Customer], str]
) -> None:
    sale = sell_to(marie)
    assert opened(till, marie)[0] == 403
    assert opened(till, marie, sale=sale)[0] == 200
    blocked = till.post(f"/till/customers/{marie.id}/cards/block/", {"number": CARD, "sale": sale})
    assert blocked.status_code == 200
    lyon = Outlet.objects.create(name="Lyon", country="FR", time_zone="Europe/Paris")
    Sale.objects.update(register=Register.objects.create(outlet=lyon, name="Lyon", code="LY"))
    assert opened(till, marie, sale=sale)[0] == 403


def test_a_sale_of_somebody_else_opens_nobody(
    till: Client, marie: Customer, known: Knows, sell_to: Callable[[Customer], str]
) -> None:
    for id in (sell_to(known("Jean")), "nonsense"):
        assert opened(till, marie, sale=id)[0] == 403
