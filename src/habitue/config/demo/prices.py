"""Whom the demo shop calls VIP and what they pay, and its promotions. None of them touches what is sold to everybody
at the first outlet without a code, but socks."""

from datetime import datetime, time
from decimal import Decimal
from uuid import UUID

from habitue.catalogue.models import Category, Product, Variant
from habitue.config.demo.people import KNOWN
from habitue.customers.actions import create_group, put_in_group
from habitue.customers.models import Customer, Group
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.pricing.actions import create_price_book, create_promotion, set_book_prices, set_book_rules
from habitue.pricing.given import GivenPrice, GivenPromotion, GivenRule, GivenTarget
from habitue.stores.models import Outlet, Role, Staff
from habitue.stores.shop import the_node

VIP = ("Joanna Brown", "Zoë Müller", "Théâtre du Quai", "Costume Hire & Co")
EACH = 25
"""One in so many of the others is a VIP too."""
SATURDAY = 0b0100000


def price(at: datetime) -> None:
    """The books and promotions, all made at that moment."""
    stamp = _Office(at)
    vip = perform(create_group, stamp.next(), id=new_id(), name="VIP", colour=6)
    perform(put_in_group, stamp.next(), customers=_vips(), group=vip.id)
    _books(stamp, vip)
    _promotions(stamp, at)


class _Office:
    """The owner, at the back office."""

    def __init__(self, at: datetime) -> None:
        self._node, self._at = the_node(), at
        self._by = Staff.objects.get(role=Role.OWNER).id

    def next(self) -> Stamp:
        return Stamp(self._node, self._by, self._at)


def _vips() -> list[UUID]:
    named = {f"{first} {last}" for first, last, _language in KNOWN}
    everybody = list(Customer.objects.order_by("created_at", "id"))
    return [
        who.id
        for place, who in enumerate(everybody)
        if who.name in VIP or (place % EACH == EACH - 1 and who.name not in named)
    ]


def _books(stamp: _Office, vip: Group) -> None:
    book = perform(create_price_book, stamp.next(), id=new_id(), name="VIP prices", group=vip.id)
    cases = {"HF-BRI": 25900, "HF-WEE": 29900}
    prices = [
        GivenPrice(id=new_id(), variant=variant.id, price=minor)
        for code, minor in cases.items()
        for variant in Variant.objects.filter(sku__startswith=code).order_by("sku")
    ]
    socks = Variant.objects.filter(sku__startswith="TF-SOC").order_by("sku")
    prices += [GivenPrice(id=new_id(), variant=each.id, from_quantity=5, percent_off=Decimal(20)) for each in socks]
    perform(set_book_prices, stamp.next(), book=book.id, prices=prices)
    rule = GivenRule(id=new_id(), percent_off=Decimal(10), brand="Atelier Vaubert")
    perform(set_book_rules, stamp.next(), book=book.id, rules=[rule])


def _promotions(stamp: _Office, at: datetime) -> None:
    socks = [GivenTarget(id=new_id(), product=Product.objects.get(name="Cotton socks").id)]
    care = [GivenTarget(id=new_id(), category=Category.objects.get(name="Care").id)]
    market = Outlet.objects.order_by("id")[1]
    for rule in (
        GivenPromotion(
            name="Welcome",
            takes="percent",
            value=Decimal(10),
            code="BIENVENUE",
            per_customer=1,
        ),
        GivenPromotion(
            name="Three socks for two",
            takes="percent",
            value=Decimal(100),
            targets=socks,
            buy_quantity=2,
            get_quantity=1,
        ),
        GivenPromotion(
            name="Care on market days",
            takes="percent",
            value=Decimal(15),
            targets=care,
            outlets=[market.id],
            starts_at=datetime.combine(at.date(), time(), market.zone),
            days=SATURDAY,
            from_time=time(8),
            until_time=time(13),
        ),
    ):
        perform(create_promotion, stamp.next(), id=new_id(), rule=rule)
