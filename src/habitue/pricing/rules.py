"""Reading the rules of an outlet: once a version, and kept in this process until the version is another."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from habitue.customers.following import records_of
from habitue.customers.models import Customer
from habitue.lib.rows import fetch
from habitue.pricing.books import LiveBook, OwnPrice, Rule
from habitue.pricing.live import Circumstances, Rules
from habitue.pricing.models import (
    BookPrice,
    BookRule,
    Choice,
    Part,
    PriceBook,
    Promotion,
    PromotionTarget,
    PromotionUse,
)
from habitue.pricing.promotions import LivePromotion, Takes, Targets
from habitue.pricing.wanted import Buyer

_kept: dict[tuple[UUID, int], Rules] = {}
_MOST_KEPT = 32


def rules_at(outlet: UUID) -> Rules:
    """The books and promotions that there are at the outlet, whether live today or not; retired ones are left out."""
    row = fetch("SELECT version, choice FROM pricing_pricingpolicy", [])
    version, choice = row or (0, Choice.SPECIFIC)
    key = (outlet, int(version))
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = _read(outlet, best=choice == Choice.BEST)
    return _kept[key]


def circumstances(
    outlet: UUID,
    moment: datetime,
    buyer: Buyer,
    codes: Iterable[str] = (),
    *,
    hold: bool = False,
    of: UUID | None = None,
) -> Circumstances:
    """All that a price depends on there and then; `moment` is as the outlet's clock has it.

    With `hold`, nobody else can use up a promotion that this sale may have before the transaction ends. What the
    completed sale `of` used itself does not count against it.
    """
    rules = rules_at(outlet)
    typed = tuple(codes)
    if not rules.has_limits:
        return Circumstances(moment, buyer, rules, typed)
    limited = [each for each in rules.live_promotions(buyer, moment, typed) if each.is_limited]
    if hold and limited and connection.features.has_select_for_update:
        ids = [each.id for each in limited]
        list(Promotion.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id").values_list("id"))
    return Circumstances(moment, buyer, rules, typed, used_up(limited, buyer, but=of))


def used_up(limited: Iterable[LivePromotion], buyer: Buyer, but: UUID | None = None) -> frozenset[UUID]:
    """Those of them that no sale of this buyer may have any more."""
    limited = list(limited)
    in_total = _uses([each.id for each in limited if each.in_total is not None], None, but)
    theirs = _uses([each.id for each in limited if each.per_customer is not None], buyer.customer, but)
    return frozenset(
        each.id
        for each in limited
        if (each.in_total is not None and in_total[each.id] >= each.in_total)
        or (each.per_customer is not None and theirs[each.id] >= each.per_customer)
    )


def _uses(promotions: list[UUID], customer: UUID | None, but: UUID | None) -> dict[UUID, int]:
    counts: dict[UUID, int] = defaultdict(int)
    if promotions:
        uses = PromotionUse.objects.filter(promotion__in=promotions)
        uses = uses.exclude(sale=but) if but else uses
        if customer:
            # What was used by a record that was merged into theirs, they have used.
            uses = uses.filter(customer__in=records_of(Customer(id=customer)))
        counts.update(uses.values_list("promotion").annotate(Count("sale")).order_by())
    return counts


def _read(outlet: UUID, *, best: bool) -> Rules:
    return Rules(tuple(_books(outlet)), tuple(_promotions(outlet)), best)


def _books(outlet: UUID) -> list[LiveBook]:
    books = [
        (book, places)
        for book in PriceBook.objects.filter(retired_at=None).prefetch_related("outlets")
        if not (places := {place.id for place in book.outlets.all()}) or outlet in places
    ]
    ids = [book.id for book, _places in books]
    prices: dict[UUID, dict[UUID, list[OwnPrice]]] = defaultdict(lambda: defaultdict(list))
    own = BookPrice.objects.filter(book__in=ids).order_by("-from_quantity")
    for row in own:
        prices[row.book_id][row.variant_id].append(OwnPrice(row.from_quantity, row.price, row.percent_off))
    rules: dict[UUID, list[Rule]] = defaultdict(list)
    for each in BookRule.objects.filter(book__in=ids).order_by("id"):
        rule = Rule(each.percent_off, each.from_quantity, each.category_id, each.brand, each.supplier_id)
        rules[each.book_id].append(rule)
    return [
        LiveBook(
            book.id,
            book.name,
            book.group_id,
            bool(places),
            book.starts_on,
            book.ends_on,
            dict(prices[book.id]),
            tuple(rules[book.id]),
        )
        for book, places in books
    ]


def _promotions(outlet: UUID) -> list[LivePromotion]:
    found = Promotion.objects.filter(retired_at=None).prefetch_related("outlets", "groups", "targets")
    return [
        live(promotion)
        for promotion in found
        if not (places := {place.id for place in promotion.outlets.all()}) or outlet in places
    ]


def live(promotion: Promotion) -> LivePromotion:
    """The promotion as the pricing function takes it."""
    targets = list(promotion.targets.all())
    return LivePromotion(
        id=promotion.id,
        name=promotion.name,
        takes=Takes(promotion.takes),
        value=promotion.value,
        buys=_targets(targets, Part.BUY),
        gets=_targets(targets, Part.GET),
        buy_quantity=promotion.buy_quantity,
        get_quantity=promotion.get_quantity,
        spend_from=promotion.spend_from,
        groups=frozenset(group.id for group in promotion.groups.all()),
        starts_at=promotion.starts_at,
        ends_at=promotion.ends_at,
        days=promotion.days,
        from_time=promotion.from_time,
        until_time=promotion.until_time,
        code=promotion.code,
        per_sale=promotion.per_sale,
        per_customer=promotion.per_customer,
        in_total=promotion.in_total,
        combines=promotion.combines,
    )


def _targets(targets: list[PromotionTarget], part: Part) -> Targets:
    mine = [each for each in targets if each.part == part]
    ids = {id for each in mine for id in (each.variant_id, each.product_id, each.category_id) if id}
    return Targets(frozenset(ids), frozenset(each.brand for each in mine if each.brand))
