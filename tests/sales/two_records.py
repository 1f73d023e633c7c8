"""Two records of one person: all that is known of them, and merging and parting them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from habitue.customers.actions import GivenAnswer, record_consents
from habitue.customers.listing import filing
from habitue.customers.models import (
    Consent,
    Customer,
    CustomerAddress,
    CustomerCard,
    CustomerPerson,
    FieldValue,
    Invoicing,
    Listed,
    Merge,
    Size,
    SocialName,
    Token,
)
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.actions import merge_customers, unmerge_customers
from habitue.sales.models import Basket, Sale, Tender
from tests.shop import SmallShop

TABLES: list[tuple[Any, tuple[str, ...]]] = [
    (Customer, ("id",)),
    (CustomerCard, ("customer",)),
    (CustomerAddress, ("customer",)),
    (CustomerPerson, ("customer",)),
    (Invoicing, ("customer",)),
    (SocialName, ("customer",)),
    (Size, ("customer",)),
    (FieldValue, ("customer",)),
    (Consent, ("customer",)),
    (Sale, ("customer",)),
    (Basket, ("customer",)),
]


def everything_about(*customers: Customer) -> dict[str, Any]:
    ids = [customer.id for customer in customers]
    keys = [customer.search_key for customer in customers]
    rows: dict[str, Any] = {
        model.__name__: sorted(
            sorted((name, str(value)) for name, value in row.items()) for row in model.objects.filter(asked).values()
        )
        for model, names in TABLES
        for asked in [Q(**{f"{names[0]}__in": ids})]
    }
    filing.catch_up_with_all()
    rows["Token"] = sorted(Token.objects.filter(customer_key__in=keys).values_list("token", "recency", "customer_key"))
    rows["Listed"] = sorted(Listed.objects.filter(customer__search_key__in=keys).values_list())
    return rows


def sell(shop: SmallShop, customer: Customer) -> Sale:
    variant = shop.stock(name=f"Thing {new_id().hex[-6:]}")
    baskets.put_in(shop.register, shop.cashier, variant)
    baskets.attach_customer(shop.register, shop.cashier, customer)
    basket = baskets.basket_at(shop.register)
    assert basket
    checkout.take_payment(shop.register, Tender.CASH, variant.price)
    return checkout.complete(shop.register, basket.id, shop.at_register())


def answer(shop: SmallShop, customer: Customer, channel: str, *, given: bool, days_ago: int = 0) -> None:
    perform(
        record_consents,
        shop.at_register(),
        customer=customer.id,
        answers=[GivenAnswer(id=new_id(), purpose="write" if channel else "keep", channel=channel, given=given)],
        way="till",
        language="fr",
        at=datetime.now(UTC) - timedelta(days=days_ago),
    )


def merge(shop: SmallShop, kept: Customer, gone: Customer, take: list[str] | None = None) -> Merge:
    return perform(merge_customers, Stamp(shop.node), id=new_id(), kept=kept.id, gone=gone.id, take=take or [])


def undo(shop: SmallShop, merged: Merge) -> None:
    perform(unmerge_customers, Stamp(shop.node), id=merged.id)
