"""On the payment page whoever is attached brings all their balances along, also where the shop has no loyalty."""

import pytest
from django.test import Client

from habitue.balances.actions import change_credit, open_account
from habitue.catalogue.models import Variant
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets
from habitue.stores.models import Register, Shop, Staff
from tests.counter.conftest import Knows


@pytest.fixture
def paying(till: Client, register: Register, tom: Staff, loafer: Variant) -> Client:
    baskets.put_in(register, tom, loafer)
    return till


def test_who_is_attached_brings_their_ways_of_paying(paying: Client, shop: Shop, known: Knows) -> None:
    marie = known("Marie", "Curie")
    perform(open_account, Stamp(shop.node), customer=marie.id, limit=10_000, days=30)
    perform(change_credit, Stamp(shop.node), id=new_id(), customer=marie.id, amount=500, reason="a scratch")
    attached = paying.post("/till/basket/customer/", {"customer": marie.id, "where": "pay"}).text
    assert 'id="way-credit"' in attached
    assert 'id="way-account"' in attached
    detached = paying.post("/till/basket/customer/detach/", {"where": "pay"}).text
    assert 'id="payment"' in detached
    assert 'id="way-credit"' not in detached
    assert 'id="way-account"' not in detached
