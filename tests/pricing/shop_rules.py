"""Books and promotions of a small shop, made by the product's own actions."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from habitue.catalogue.models import Variant
from habitue.customers.actions import create_group
from habitue.customers.models import Customer, Group
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.pricing.actions import create_price_book, create_promotion, set_book_prices
from habitue.pricing.given import GivenPrice, GivenPromotion, GivenTarget
from habitue.pricing.models import PriceBook, Promotion


def again(stamp: Stamp) -> Stamp:
    """The same place and person, for one more action."""
    return Stamp(stamp.stream, stamp.by)


def a_group(stamp: Stamp, name: str = "VIP", *members: Customer) -> Group:
    group = perform(create_group, again(stamp), id=new_id(), name=name)
    Customer.objects.filter(id__in=[member.id for member in members]).update(group=group)
    return group


def a_book(stamp: Stamp, prices: dict[Variant, int], name: str = "VIP prices", **more: Any) -> PriceBook:
    """A book in which each of these variants has this price."""
    book = perform(create_price_book, again(stamp), id=new_id(), name=name, **more)
    given = [GivenPrice(id=new_id(), variant=variant.id, price=price) for variant, price in prices.items()]
    perform(set_book_prices, again(stamp), book=book.id, prices=given)
    return book


def a_promotion(
    stamp: Stamp, name: str = "Autumn", value: str = "10", *on: Variant, takes: str = "percent", **more: Any
) -> Promotion:
    """A percentage off these variants, or off the whole sale."""
    targets = [GivenTarget(id=new_id(), variant=variant.id) for variant in on]
    rule = GivenPromotion(name=name, takes=takes, value=Decimal(value), targets=targets, **more)
    return perform(create_promotion, again(stamp), id=new_id(), rule=rule)


def ids(*promotions: Promotion) -> list[UUID]:
    return [promotion.id for promotion in promotions]
