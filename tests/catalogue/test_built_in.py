"""What is made the first time that it is sold: two tills may come to it at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from uuid import UUID

import pytest
from django.db import connections

from habitue.catalogue import built_in
from habitue.catalogue.actions import sell_gift_cards
from habitue.catalogue.models import Kind, Product, TaxRate, Variant
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from tests.shop import SmallShop

TILLS = 4


@pytest.mark.django_db(transaction=True)
def test_tills_that_sell_the_first_gift_card_at_once_make_one_product(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = SmallShop()
    registers = [shop.register, *(shop.another_register(str(number)) for number in range(2, TILLS + 1))]
    all_have_looked, look = Barrier(TILLS), built_in.built_in

    def looked(kind: Kind) -> Variant | None:
        there = look(kind)
        if there is None:
            # Where only one writes at a time, nobody else comes here.
            with suppress(BrokenBarrierError):
                all_have_looked.wait(timeout=2)
        return there

    monkeypatch.setattr(built_in, "built_in", looked)

    def sell(register: UUID) -> UUID:
        try:
            stamp = Stamp(register, shop.cashier.id)
            return perform(sell_gift_cards, stamp, name="Gift card", tax_name="Untaxed").id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TILLS) as tills:
        made = set(tills.map(sell, [register.id for register in registers]))
    assert len(made) == 1
    assert Product.objects.filter(kind=Kind.GIFT_CARD).count() == 1
    assert TaxRate.objects.filter(rate=0).count() == 1
    assert Entry.objects.filter(action="sell_gift_cards").count() == 1
