"""A shop whose members collect money: what the till says, what is earned, and what a part of it pays."""

from decimal import Decimal

import pytest
from django.test import Client

from habitue.balances.actions import GivenRate, join_loyalty, set_loyalty_plan, set_loyalty_rates
from habitue.balances.sums import loyalty_of
from habitue.catalogue.models import Variant
from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets
from habitue.sales.models import Basket, Sale
from habitue.stores.models import Register, Shop, Staff
from tests.counter.conftest import Knows
from tests.counter.test_pay import COMPLETE, PAY, PAYMENTS, plain


@pytest.fixture
def marie(shop: Shop, known: Knows) -> Customer:
    """Five per cent in general; a welcome gift of ten euros."""
    perform(set_loyalty_plan, Stamp(shop.node), active=True, unit="money", rate=Decimal(5), least=200, welcome=1000)
    marie = known("Marie", "Curie")
    perform(join_loyalty, Stamp(shop.node), customer=marie.id, words="We count what you buy.", welcome=1000)
    return marie


@pytest.fixture
def basket(register: Register, tom: Staff, loafer: Variant, marie: Customer) -> Basket:
    baskets.put_in(register, tom, loafer)
    return baskets.attach_customer(register, tom, marie)


def test_a_part_of_it_pays_and_only_the_rest_earns(till: Client, basket: Basket, marie: Customer) -> None:
    page = plain(till.get(PAY).text)
    assert "There is: 10,00 €" in page
    assert "4,45 €" in page
    assert "Loyalty pays from 2,00 € on." in plain(till.post(PAYMENTS, {"tender": "loyalty", "amount": "1,99"}).text)
    assert "at most 10,00 €" in plain(till.post(PAYMENTS, {"tender": "loyalty", "amount": "10,01"}).text)
    assert "4,05 €" in plain(till.post(PAYMENTS, {"tender": "loyalty", "amount": "8"}).text)
    till.post(PAYMENTS, {"tender": "cash", "amount": "81"})
    till.post(COMPLETE, {"basket": basket.id})
    assert loyalty_of(marie.id) == 1000 - 800 + 405
    receipt = plain(till.get(f"/till/receipts/{Sale.objects.get().id}/").text)
    assert "6,05 €" in receipt


def test_a_groups_rate_stands_in_place_of_the_general_one(
    till: Client, shop: Shop, basket: Basket, marie: Customer
) -> None:
    rate = GivenRate(id=new_id(), rate=Decimal("7.5"), group=ALL_CUSTOMERS)
    perform(set_loyalty_rates, Stamp(shop.node), rates=[rate])
    till.post(PAYMENTS, {"tender": "card", "amount": "89"})
    till.post(COMPLETE, {"basket": basket.id})
    # 6.675 is rounded down.
    assert loyalty_of(marie.id) == 1000 + 667
