"""A customer's card at the till: it attaches them wherever it is scanned; a blocked one only says whose it was."""

import pytest
from django.test import Client

from habitue.customers.actions import block_card
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.sales import baskets, checkout
from habitue.sales.models import Tender
from habitue.stores.models import Register

from .conftest import LOAFER_BLACK_38, Knows

CARD = "290012778"


def attached(register: Register) -> Customer | None:
    basket = baskets.basket_at(register)
    return basket.customer if basket else None


@pytest.mark.parametrize("where", ["sell", "pay"])
def test_it_attaches_its_customer_when_part_is_paid_too(
    till: Client, known: Knows, register: Register, where: str
) -> None:
    marie, odile = known("Marie", "Curie", cards=[CARD]), known("Odile", cards=["HAB7"])
    till.post("/till/scan/", {"code": CARD, "where": where})
    assert attached(register) == marie
    till.post("/till/scan/", {"code": LOAFER_BLACK_38, "where": where})
    checkout.take_payment(register, Tender.CASH, 100)
    till.post("/till/scan/", {"code": "hab-7", "where": where})
    assert attached(register) == odile


def test_it_becomes_no_gift_card_of_one_that_is_just_being_sold(till: Client, known: Knows, register: Register) -> None:
    marie = known("Marie", "Curie", cards=[CARD])
    answer = till.post("/till/scan/", {"code": CARD, "form": "gift_card", "where": "sell"})
    assert "close-dialog" in answer.headers["HX-Trigger-After-Swap"]
    assert attached(register) == marie


@pytest.mark.parametrize("where", ["sell", "pay"])
@pytest.mark.parametrize("form", ["", "open"])
def test_a_blocked_one_says_whose_it_was_and_attaches_nobody(
    till: Client, known: Knows, register: Register, where: str, form: str
) -> None:
    marie = known("Marie", "Curie", cards=[CARD])
    perform(block_card, Stamp(register.id), customer=marie.id, number=CARD)
    answer = till.post("/till/scan/", {"code": "2900-12778", "where": where, "form": form})
    assert "This card is blocked" in answer.text
    assert "Marie Curie" in answer.text
    assert attached(register) is None
