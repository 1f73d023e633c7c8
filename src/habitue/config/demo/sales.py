"""A fortnight of sales, so that receipts can be looked up and regulars have a last visit."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from habitue.balances.earning import Bought
from habitue.balances.loyalty import last_day, the_plan
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.customers.search import freshen
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.pricing.basket import PricedBasket, PricedLine, Wanted, price_basket
from habitue.sales.actions import LineFacts, PaymentFacts, complete_sale
from habitue.sales.earning import earning_of
from habitue.sales.models import Tender
from habitue.stores.models import Outlet, Register, Shop, Staff

DAYS = 14
SUNDAY = 6


def sell(chance: Random, today: date) -> None:
    """Sales of the fortnight before `today`, at the first outlet's registers, in the order of time."""
    outlet = Outlet.objects.order_by("id")[0]
    variants = list(Variant.objects.select_related("product__tax_rate").order_by("sku"))
    regulars = list(Customer.objects.order_by("created_at"))
    staff = list(Staff.objects.order_by("name"))
    for register in outlet.registers.order_by("code")[:2]:
        for at in _moments(chance, today, outlet.zone):
            customer = chance.choice(regulars) if chance.random() < 0.6 else None
            sold = chance.sample(variants, chance.choice((1, 1, 2, 2, 3)))
            _sell(Stamp(register.id, chance.choice(staff).id, at), register, customer, sold, cash=chance.random() < 0.3)
    for customer in regulars:
        freshen(customer.id)


def _moments(chance: Random, today: date, zone: ZoneInfo) -> list[datetime]:
    """Four to seven moments a day between ten and seven, but on Sundays."""
    days = [today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    return [
        datetime.combine(day, time(10), zone) + timedelta(minutes=minute)
        for day in days
        if day.weekday() != SUNDAY
        for minute in sorted(chance.sample(range(9 * 60), chance.randint(4, 7)))
    ]


def _sell(stamp: Stamp, register: Register, customer: Customer | None, sold: list[Variant], *, cash: bool) -> None:
    priced = price_basket(
        [Wanted(1, variant.price, variant.product.tax_rate.rate) for variant in sold],
        prices_include_tax=register.outlet.prices_include_tax,
    )
    earned = _earned(customer, sold, priced, stamp.at)
    handed_over = -(-priced.total // 1000) * 1000 if cash else priced.total
    perform(
        complete_sale,
        stamp,
        id=new_id(),
        register=register.id,
        customer=customer.id if customer else None,
        currency=Shop.objects.get().currency,
        prices_include_tax=register.outlet.prices_include_tax,
        lines=[
            line_facts(variant, line, units) for variant, line, units in zip(sold, priced.lines, earned, strict=True)
        ],
        payments=[PaymentFacts(Tender.CASH if cash else Tender.CARD, priced.total, handed_over)],
        loyalty_expires=last_day(the_plan(), stamp.at.date()),
    )


def _earned(customer: Customer | None, sold: list[Variant], priced: PricedBasket, at: datetime) -> list[int]:
    earning = earning_of(customer, at.date())
    if earning is None:
        return [0] * len(sold)
    lines = zip(sold, priced.lines, strict=True)
    bought = [Bought(each.product_id, each.product.brand, each.product.category_id, line.total) for each, line in lines]
    return earning.of(bought, 0)


def line_facts(variant: Variant, priced: PricedLine, earned: int) -> LineFacts:
    return LineFacts(
        variant=variant.id,
        name=variant.product.name,
        sku=variant.sku,
        options=variant.options,
        quantity=1,
        unit_price=variant.price,
        off=priced.off,
        discount_percent=None,
        tax_rate=variant.product.tax_rate.rate,
        net=priced.net,
        tax=priced.tax,
        total=priced.total,
        earned=earned,
    )
