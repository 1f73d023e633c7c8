"""What a sale earns its customer, worked out at the door: a basket that is paid, or a sale that is tracked later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from habitue.balances.earning import ONCE, Bought, Rates, earned
from habitue.balances.loyalty import is_member, last_day, the_plan
from habitue.balances.models import LoyaltyPlan, LoyaltyRate, LoyaltyTier, LoyaltyUnit
from habitue.catalogue.models import Kind
from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.lib.clock import months_after
from habitue.lib.money import minor_digits
from habitue.pricing.basket import Buyer, PricedBasket, Wanted, price_basket
from habitue.pricing.rules import circumstances
from habitue.sales.models import Basket, BasketLine, BasketPayment, Payment, Sale, SaleLine, Tender
from habitue.stores.shop import the_currency

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Earning:
    """By what a member earns: the plan's rates, their group and their tier."""

    plan: LoyaltyPlan
    rates: Rates
    group: UUID
    tier: LoyaltyTier | None

    @property
    def times(self) -> Decimal:
        return self.tier.multiplier if self.tier else ONCE

    def of(self, lines: Sequence[Bought], with_loyalty: int) -> list[int]:
        return earned(lines, self.rates, group=self.group, times=self.times, with_loyalty=with_loyalty)

    def last_day(self, today: date) -> date | None:
        return last_day(self.plan, today)


def earning_of(customer: Customer | None, today: date) -> Earning | None:
    """None when they earn nothing: they have not joined, or the shop has no loyalty now."""
    plan = the_plan()
    if customer is None or not plan.active or not is_member(customer.id):
        return None
    return Earning(plan, _rates(plan), customer.group_id or ALL_CUSTOMERS, tier_of(customer.id, plan, today))


def tier_of(customer: UUID, plan: LoyaltyPlan, today: date) -> LoyaltyTier | None:
    """The highest that what they have spent in the plan's months reaches."""
    tiers = list(LoyaltyTier.objects.order_by("-spent"))
    if not tiers:
        return None
    since = datetime.combine(months_after(today, -plan.tier_months), time.min, UTC)
    theirs = SaleLine.objects.filter(sale__customer=customer, sale__completed_at__gte=since, kind=Kind.GOODS)
    spent = theirs.aggregate(total=Sum("total"))["total"] or 0
    return next((tier for tier in tiers if spent >= tier.spent), None)


def bought_in_basket(lines: Sequence[BasketLine], priced: PricedBasket) -> list[Bought]:
    return [
        Bought(
            line.variant.product_id,
            line.variant.product.brand,
            line.variant.product.category_id,
            cost.total if line.variant.product.kind == Kind.GOODS and not line.of_sale_id else 0,
            cost.loyalty,
        )
        for line, cost in zip(lines, priced.lines, strict=True)
    ]


def earned_now(
    basket: Basket, lines: Sequence[BasketLine], priced: PricedBasket, payments: Sequence[BasketPayment], at: datetime
) -> tuple[list[int], date | None]:
    """What each line of a basket earns its customer when it is completed, and the last day of it."""
    today = at.astimezone(basket.outlet.zone).date()
    earning = earning_of(basket.customer if basket.customer_id else None, today)
    if earning is None:
        return [0] * len(lines), None
    return earning.of(bought_in_basket(lines, priced), paid_with_loyalty(payments)), earning.last_day(today)


def paid_with_loyalty(payments: "Iterable[BasketPayment | Payment]") -> int:
    """Minor units; what is refunded to loyalty is of another sale."""
    return sum(max(0, each.amount) for each in payments if each.tender == Tender.LOYALTY)


def earned_late(sale: Sale, customer: Customer, now: datetime) -> tuple[list[int], date | None]:
    """What the completed sale earns somebody, line by line, and the last day of it."""
    today = now.astimezone(sale.register.outlet.zone).date()
    earning = earning_of(customer, today)
    if earning is None:
        return [], None
    lines = list(sale.lines.select_related("variant__product").order_by("position"))
    sold = [line for line in lines if line.kind == Kind.GOODS and line.quantity > 0 and not line.of_sale_id]
    times = dict(zip((line.id for line in sold), _times_then(sale, customer, sold), strict=True))
    bought = [
        Bought(
            line.variant.product_id,
            line.variant.product.brand,
            line.variant.product.category_id,
            line.total if line.id in times else 0,
            times.get(line.id, ONCE),
        )
        for line in lines
    ]
    return earning.of(bought, paid_with_loyalty(sale.payments.all())), earning.last_day(today)


def _times_then(sale: Sale, customer: Customer, sold: list[SaleLine]) -> list[Decimal]:
    """How often promotions that were live when it was sold, and are kept as they were, let the customer earn."""
    outlet = sale.register.outlet
    wanted = [
        Wanted(
            line.quantity,
            line.unit_price,
            line.tax_rate,
            variant=line.variant_id,
            product=line.variant.product_id,
            category=line.variant.product.category_id,
            brand=line.variant.product.brand,
            supplier=line.variant.product.supplier_id,
        )
        for line in sold
    ]
    moment = (sale.priced_at or sale.completed_at).astimezone(outlet.zone)
    under = circumstances(outlet.id, moment, Buyer(customer.id, customer.group_id), sale.codes, of=sale.id)
    priced = price_basket(wanted, prices_include_tax=sale.prices_include_tax, under=under)
    return [line.loyalty for line in priced.lines]


def _rates(plan: LoyaltyPlan) -> Rates:
    found = list(LoyaltyRate.objects.all())
    return Rates(
        plan=plan.rate,
        per=PERCENT if plan.unit == LoyaltyUnit.MONEY else 10 ** minor_digits(the_currency()),
        groups={each.group_id: each.rate for each in found if each.group_id},
        categories={each.category_id: each.rate for each in found if each.category_id},
        brands={each.brand.casefold(): each.rate for each in found if each.brand},
        products={each.product_id: each.rate for each in found if each.product_id},
    )
