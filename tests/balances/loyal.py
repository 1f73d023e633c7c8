"""A shop with a loyalty plan, and what its tests ask again and again."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from habitue.balances.actions import expire_loyalty, join_loyalty, set_loyalty_plan
from habitue.balances.models import LoyaltyEntry
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from tests.shop import SmallShop


def plan(shop: SmallShop, **told: object) -> None:
    """A point for each euro, a cent for each point, unless told otherwise."""
    usual = {"active": True, "unit": "points", "rate": Decimal(1), "worth": Decimal(1), "expires_months": None}
    perform(set_loyalty_plan, Stamp(shop.node, shop.owner.id), **(usual | told))  # type: ignore[arg-type]  # told by name


def join(shop: SmallShop, customer: Customer, welcome: int = 0) -> None:
    words = "We count what you buy."
    perform(
        join_loyalty,
        shop.at_register(),
        customer=customer.id,
        words=words,
        register=shop.register.id,
        welcome=welcome,
    )


def expire(shop: SmallShop, day: date, *customers: Customer) -> int:
    return perform(expire_loyalty, Stamp(shop.node), day=day, customers=[each.id for each in customers])


def entries(customer: Customer) -> list[tuple[str, int]]:
    """What happened, in its order: cause and units."""
    found = LoyaltyEntry.objects.filter(customer=customer).order_by("at", "id")
    return [(each.cause, each.amount) for each in found]


def at(shop: SmallShop, moment: datetime, by: UUID | None = None) -> Stamp:
    return Stamp(shop.register.id, by or shop.cashier.id, moment)
