"""Codes of promotions: typed, refused, taken back."""

from datetime import timedelta
from typing import Any

import pytest

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.pricing.actions import retire_promotion
from habitue.pricing.promotions import Why
from habitue.sales import baskets, codes
from habitue.sales.models import Basket
from tests.pricing.shop_rules import a_group, a_promotion, again
from tests.sales.prices.priced import basket_of, total
from tests.shop import SmallShop


def test_a_code_is_had_until_it_is_taken_back(shop: SmallShop, loafer: Variant, office: Stamp) -> None:
    autumn = a_promotion(office, "Autumn", "10", loafer, code="AUTUMN26")
    basket_of(shop, loafer)
    assert total(shop) == 8900
    for _time in range(2):
        assert codes.type_code(shop.register, shop.cashier, " autumn 26 ") == (autumn, True)
    assert total(shop) == 8010
    basket = Basket.objects.get()
    assert codes.codes_typed(basket, baskets.price(basket)) == [codes.TypedCode("AUTUMN26", "Autumn", counts=True)]
    codes.take_code_back(shop.register, shop.cashier, "AUTUMN26")
    assert total(shop) == 8900


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"starts_at": timedelta(hours=1)}, Why.NOT_YET),
        ({"ends_at": timedelta(hours=-1)}, Why.OVER),
        ({"days": 0}, Why.ANOTHER_TIME),
        ({"per_customer": 1}, Why.NOBODY),
        ({"in_total": 0}, None),
    ],
)
def test_a_code_that_is_not_to_be_had_says_why(
    shop: SmallShop, loafer: Variant, office: Stamp, facts: dict[str, Any], why: Why | None
) -> None:
    facts = {name: now() + value if isinstance(value, timedelta) else value for name, value in facts.items()}
    a_promotion(office, "Autumn", "10", loafer, code="AUTUMN26", **facts)
    basket_of(shop, loafer)
    with pytest.raises(codes.NotForNow) as told:
        codes.type_code(shop.register, shop.cashier, "AUTUMN26")
    assert told.value.why == why
    assert Basket.objects.get().codes == []


def test_a_code_of_others_is_not_had(shop: SmallShop, loafer: Variant, office: Stamp, marie: Customer) -> None:
    a_promotion(office, "Theirs", "10", loafer, code="THEIRS", groups=[a_group(office).id])
    a_promotion(office, "There", "10", loafer, code="THERE", outlets=[shop.another_outlet().id])
    basket_of(shop, loafer, customer=marie)
    with pytest.raises(codes.NotForNow) as told:
        codes.type_code(shop.register, shop.cashier, "THEIRS")
    assert told.value.why == Why.NOT_THEIRS
    with pytest.raises(codes.NotHere):
        codes.type_code(shop.register, shop.cashier, "THERE")
    gone = a_promotion(office, "Gone", "10", loafer, code="GONE")
    perform(retire_promotion, again(office), id=gone.id)
    with pytest.raises(codes.NotForNow) as told:
        codes.type_code(shop.register, shop.cashier, "GONE")
    assert told.value.why == Why.OVER
    for unknown in ("", "NOTHING"):
        with pytest.raises(codes.UnknownCode):
            codes.type_code(shop.register, shop.cashier, unknown)
