"""What must always hold of sales, and between sales and balances."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from habitue.balances.models import AccountEntry, Cause, CreditEntry, GiftCardEntry, LoyaltyEntry
from habitue.balances.models.entry import BalanceEntry
from habitue.catalogue.models import Kind
from habitue.customers.models import Customer
from habitue.lib.invariants import Finding, invariant
from habitue.pricing.models import PromotionUse
from habitue.sales.models import Payment, Sale, SaleLine, Tender, Track
from habitue.stores.models import Register


@invariant(_("a sale is the sum of its lines, and of its payments"))
def sales_add_up() -> Iterator[Finding]:
    lines = _sum_of(SaleLine.objects.filter(sale=OuterRef("id")), "total")
    paid = _sum_of(Payment.objects.filter(sale=OuterRef("id")), "amount")
    off = Sale.objects.annotate(sold=lines, paid_in_all=paid).exclude(total=F("sold"), sold=F("paid_in_all"))
    yield from (f"sale {id}" for id in off.values_list("id", flat=True))


@invariant(_("what each step took off a line's price adds up to what was taken off it"))
def prices_explain_themselves() -> Iterator[Finding]:
    for line in SaleLine.objects.exclude(why=[]).only("sale_id", "position", "off", "why").iterator():
        if sum(step.get("off", 0) for step in line.why) != line.off:
            yield f"sale {line.sale_id}, line {line.position}"


@invariant(_("a register's receipts are numbered without a gap"))
def receipts_have_no_gap() -> Iterator[Finding]:
    counted = Register.objects.annotate(
        count=Count("sales"), first=Min("sales__number"), last=Coalesce(Max("sales__number"), 0)
    )
    gaps = counted.exclude(Q(count=F("last"), last=F("last_receipt")) & (Q(first=1) | Q(count=0)))
    yield from (f"register {register.code}: {register.count} receipts up to {register.last}" for register in gaps)


@invariant(_("no more of a line comes back than was sold of it, and for no more than was paid"))
def no_more_comes_back_than_was_sold() -> Iterator[Finding]:
    back: Counter[tuple[Any, int | None]] = Counter()
    money: Counter[Any] = Counter()
    came = SaleLine.objects.filter(of_sale__isnull=False)
    for sale, position, quantity, total in came.values_list("of_sale", "of_line", "quantity", "total"):
        back[sale, position] -= quantity
        money[sale] -= total
    # What came back without a receipt is undone by a void alone, which names it.
    sold = SaleLine.objects.filter(sale__in=money).filter(Q(quantity__gt=0) | Q(of_sale=None))
    bought: Counter[Any] = Counter()
    for sale, position, quantity, total in sold.values_list("sale", "position", "quantity", "total"):
        bought[sale] += max(0, total)
        if not min(0, quantity) <= back.pop((sale, position), 0) <= max(0, quantity):
            yield f"sale {sale}, line {position}"
    yield from (f"sale {sale}, line {position}: it is not there" for sale, position in back)
    yield from (f"sale {sale}: {over} too much" for sale in money if (over := money[sale] - bought[sale]) > 0)


@invariant(_("what a customer has spent is the sum of the goods in their sales"))
def spending_is_counted() -> Iterator[Finding]:
    goods = SaleLine.objects.filter(kind=Kind.GOODS, sale__customer__isnull=False)
    bought = dict(goods.values_list("sale__customer").annotate(Sum("total")))
    for id, spent in Customer.objects.filter(Q(id__in=list(bought)) | ~Q(spent=0), merged_into=None).values_list(
        "id", "spent"
    ):
        if spent != bought.get(id, 0):
            yield f"customer {id}: {spent}, sales {bought.get(id, 0)}"


@invariant(_("a promotion was used by whose sale had it"))
def promotions_are_used_by_whose_sale_it_is() -> Iterator[Finding]:
    whose = Sale.objects.filter(id=OuterRef("sale")).values("customer")[:1]
    uses = PromotionUse.objects.annotate(whose=Subquery(whose))
    astray = uses.filter(Q(whose__isnull=False, customer=None) | ~Q(customer=F("whose")) & Q(customer__isnull=False))
    yield from (f"sale {sale}" for sale in astray.values_list("sale", flat=True))


@invariant(_("what a sale says was paid from a balance was taken from it"))
def payments_reached_their_balances() -> Iterator[Finding]:
    paid_down = SaleLine.objects.filter(kind=Kind.ACCOUNT_PAYMENT).values_list("sale").annotate(Sum("total"))
    sold = SaleLine.objects.filter(kind=Kind.GIFT_CARD).values_list("sale").annotate(Sum("total"))
    yield from _compare(Tender.CREDIT, CreditEntry, {}, -1)
    yield from _compare(Tender.GIFT_CARD, GiftCardEntry, dict(sold), -1)
    yield from _compare(Tender.ACCOUNT, AccountEntry, dict(paid_down), 1)


@invariant(_("what a sale has earned, and was paid with loyalty, is on the balance, once"))
def loyalty_of_sales_is_there() -> Iterator[Finding]:
    # A sale that found its customer later, or another one, earned what it earns by then.
    tracked = set(Track.objects.values_list("sale", flat=True))
    lines = SaleLine.objects.filter(earned__gt=0, sale__customer__isnull=False)
    expected = {(sale, at): earned for sale, at, earned in lines.values_list("sale", "position", "earned")}
    lots = LoyaltyEntry.objects.filter(cause=Cause.EARNED, sale__isnull=False).order_by()
    written = {(sale, at): units for sale, at, units in lots.values_list("sale", "line").annotate(Sum("amount"))}
    for sale, at in expected.keys() | written.keys():
        if sale not in tracked and expected.get((sale, at), 0) != written.get((sale, at), 0):
            yield f"sale {sale}, line {at}: earned {expected.get((sale, at), 0)}, entries {written.get((sale, at), 0)}"
    # What a void uses again is an entry of its own cause, by reference.
    paid = Payment.objects.filter(tender=Tender.LOYALTY, amount__gt=0, sale__voids=None).order_by()
    payments = dict(paid.values_list("sale").annotate(Count("id")))
    used = LoyaltyEntry.objects.filter(cause=Cause.REDEEMED, sale__isnull=False).order_by()
    entries = dict(used.values_list("sale").annotate(Count("id")))
    for sale in payments.keys() | entries.keys():
        if payments.get(sale, 0) != entries.get(sale, 0):
            yield f"sale {sale}: {payments.get(sale, 0)} payments with loyalty, entries {entries.get(sale, 0)}"


def _compare(tender: Tender, entries: type[BalanceEntry], on_lines: dict[Any, int], sign: int) -> Iterator[Finding]:
    """For each sale, the entries are its payments by `tender` (in the entries' own sign) and what its lines put on."""
    expected: Counter[Any] = Counter()
    for sale, amount in Payment.objects.filter(tender=tender).values_list("sale").annotate(Sum("amount")).order_by():
        expected[sale] += sign * amount
    for sale, total in on_lines.items():
        expected[sale] += -sign * total
    found = entries._base_manager.filter(sale__isnull=False)
    written = dict(found.order_by().values_list("sale").annotate(Sum("amount")))
    for sale in expected.keys() | written.keys():
        if expected[sale] != written.get(sale, 0):
            yield f"sale {sale}: {tender} {expected[sale]}, entries {written.get(sale, 0)}"


def _sum_of(rows: "QuerySet[Any]", field: str) -> Coalesce:
    total = rows.order_by().values("sale").annotate(sum=Sum(field)).values("sum")
    return Coalesce(Subquery(total), 0)
