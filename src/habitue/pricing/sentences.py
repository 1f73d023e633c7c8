"""A promotion in words, in the reader's language: "20 % off Shoes for VIP on Saturdays until 31 December 2026"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from habitue.catalogue.models import Category, Product, Variant
from habitue.customers.models import Group
from habitue.lib.money import Money, local_manner, show_money, worded_manner
from habitue.pricing.given import GivenPromotion, GivenTarget
from habitue.pricing.hours import EVERY_DAY
from habitue.pricing.models import Part, Promotion, Takes
from habitue.stores.models import Outlet

NAMED = 4
"""How many of what a promotion is on are named; of more, the rest is counted."""
DAYS = (
    gettext_lazy("Mondays"),
    gettext_lazy("Tuesdays"),
    gettext_lazy("Wednesdays"),
    gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"),
    gettext_lazy("Saturdays"),
    gettext_lazy("Sundays"),
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How amounts and days are written: in which currency, in which country, by which clock."""

    currency: str
    country: str
    zone: ZoneInfo

    @property
    def words(self) -> Locale:
        """Days and lists are in the reader's language, wherever the shop is."""
        return worded_manner(self.country, get_language() or "en")

    def amount(self, minor: Decimal | int) -> str:
        return show_money(Money(int(minor), self.currency), self.country, get_language() or "")

    def number(self, value: Decimal) -> str:
        return format_decimal(value, "#,##0.###", locale=local_manner(self.country, get_language() or ""))

    def percent(self, value: Decimal) -> str:
        return f"{self.number(value)}\u202f%"

    def day(self, moment: datetime) -> str:
        return format_date(moment.astimezone(self.zone).date(), "long", locale=self.words)

    def hour(self, clock: time) -> str:
        return format_time(clock, "short", locale=self.words)

    def listed(self, names: Sequence[str]) -> str:
        named = list(names)
        if len(named) > NAMED:
            rest = len(named) - NAMED + 1
            named = [*named[: NAMED - 1], ngettext("%(count)d other", "%(count)d others", rest) % {"count": rest}]
        return format_list(named, locale=self.words)


@dataclass(slots=True)
class Names:
    """What that which promotions name by id is called."""

    called: dict[UUID, str] = field(default_factory=dict)

    def of(self, ids: Iterable[UUID]) -> list[str]:
        return [self.called[id] for id in ids if id in self.called]

    def of_targets(self, targets: Iterable[GivenTarget], part: Part) -> list[str]:
        ours = (target for target in targets if target.part == part)
        ids = ((target.brand, target.variant or target.product or target.category) for target in ours)
        return [name for brand, id in ids if (name := brand or (self.called.get(id, "") if id else ""))]


def names_in(rules: Iterable[GivenPromotion]) -> Names:
    """The names that these need, in one question for each kind of thing."""
    rules = list(rules)
    targets = [target for rule in rules for target in rule.targets]
    names = Names()
    for model, ids in (
        (Group, {id for rule in rules for id in rule.groups}),
        (Outlet, {id for rule in rules for id in rule.outlets}),
        (Category, {target.category for target in targets if target.category}),
        (Product, {target.product for target in targets if target.product}),
    ):
        if ids:
            names.called |= {row.pk: str(row) for row in model._default_manager.filter(pk__in=ids)}
    if variants := {target.variant for target in targets if target.variant}:
        for variant in Variant.objects.filter(id__in=variants).select_related("product"):
            names.called[variant.id] = " ".join(filter(None, (variant.product.name, variant.options)))
    return names


def rule_of(promotion: Promotion) -> GivenPromotion:
    """`promotion` as an action would be given it to change nothing. Reads what is not prefetched."""
    targets = sorted(promotion.targets.all(), key=lambda target: target.id)
    return GivenPromotion(
        name=promotion.name,
        takes=promotion.takes,
        value=promotion.value,
        targets=[
            GivenTarget(
                id=target.id,
                part=target.part,
                variant=target.variant_id,
                product=target.product_id,
                category=target.category_id,
                brand=target.brand,
            )
            for target in targets
        ],
        buy_quantity=promotion.buy_quantity,
        get_quantity=promotion.get_quantity,
        spend_from=promotion.spend_from,
        groups=[group.id for group in promotion.groups.all()],
        outlets=[outlet.id for outlet in promotion.outlets.all()],
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


def sentence(rule: GivenPromotion, names: Names, manner: Manner) -> str:
    """The whole rule in one sentence."""
    flowing = [_what(rule, names, manner), *_conditions(rule, names, manner), *_times(rule, manner)]
    said = ", ".join([" ".join(flowing), *_extras(rule)])
    return said[:1].upper() + said[1:]


def _what(rule: GivenPromotion, names: Names, manner: Manner) -> str:
    bought = names.of_targets(rule.targets, Part.BUY)
    what, value = manner.listed(bought), rule.value
    if rule.buy_quantity and rule.get_quantity:
        return _set(rule, names, manner, what)
    if rule.takes == Takes.PERCENT:
        text = _("%(percent)s off %(what)s") if bought else _("%(percent)s off the whole sale")
    elif rule.takes == Takes.AMOUNT:
        text = _("%(amount)s off each piece of %(what)s") if bought else _("%(amount)s off the whole sale")
    elif rule.takes == Takes.PRICE:
        text = _("%(what)s at %(amount)s each") if bought else _("everything at %(amount)s each")
    else:
        text = _("%(times)s times the loyalty on %(what)s") if bought else _("%(times)s times the loyalty")
    said = {"percent": manner.percent(value), "times": manner.number(value), "what": what}
    return text % {**said, "amount": manner.amount(value)}


def _set(rule: GivenPromotion, names: Names, manner: Manner, what: str) -> str:
    got, value = manner.listed(names.of_targets(rule.targets, Part.GET)), rule.value
    if rule.takes == Takes.LOYALTY:
        deal = _("with %(times)s times the loyalty") % {"times": manner.number(value)}
    elif (rule.takes == Takes.PERCENT and value == 100) or (rule.takes == Takes.PRICE and not value):
        deal = _("free")
    elif rule.takes == Takes.PERCENT:
        deal = _("at %(percent)s off") % {"percent": manner.percent(value)}
    elif rule.takes == Takes.AMOUNT:
        deal = _("at %(amount)s off") % {"amount": manner.amount(value)}
    else:
        deal = _("for %(amount)s each") % {"amount": manner.amount(value)}
    if what:
        text = (
            _("%(what)s: buy %(buy)d, get %(get)d of %(got)s %(deal)s")
            if got
            else _("%(what)s: buy %(buy)d, get %(get)d %(deal)s")
        )
    else:
        text = _("buy %(buy)d, get %(get)d of %(got)s %(deal)s") if got else _("buy %(buy)d, get %(get)d %(deal)s")
    return text % {"what": what, "buy": rule.buy_quantity, "get": rule.get_quantity, "got": got, "deal": deal}


def _conditions(rule: GivenPromotion, names: Names, manner: Manner) -> list[str]:
    said = []
    if rule.spend_from:
        said.append(_("from a spend of %(amount)s") % {"amount": manner.amount(rule.spend_from)})
    if rule.groups:
        said.append(_("for %(groups)s") % {"groups": manner.listed(sorted(names.of(rule.groups)))})
    if rule.outlets:
        said.append(_("at %(outlets)s") % {"outlets": manner.listed(sorted(names.of(rule.outlets)))})
    return said


def _times(rule: GivenPromotion, manner: Manner) -> list[str]:
    said = []
    if rule.days != EVERY_DAY:
        on = [str(day) for place, day in enumerate(DAYS) if rule.days >> place & 1]
        off = [str(day) for place, day in enumerate(DAYS) if not rule.days >> place & 1]
        text = _("except on %(days)s") if len(on) > len(off) else _("on %(days)s")
        said.append(text % {"days": format_list(off if len(on) > len(off) else on, locale=manner.words)})
    hours = {name: manner.hour(at) for name, at in (("first", rule.from_time), ("last", rule.until_time)) if at}
    if len(hours) == 2:
        said.append(_("between %(first)s and %(last)s") % hours)
    elif hours:
        said.append((_("after %(first)s") if "first" in hours else _("before %(last)s")) % hours)
    days = {name: manner.day(at) for name, at in (("first", rule.starts_at), ("last", rule.ends_at)) if at}
    if len(days) == 2:
        said.append(_("from %(first)s to %(last)s") % days)
    elif days:
        said.append((_("from %(first)s on") if "first" in days else _("until %(last)s")) % days)
    return said


def _extras(rule: GivenPromotion) -> list[str]:
    said = []
    if rule.code:
        said.append(_("with the code %(code)s") % {"code": rule.code})
    for count, text in (
        (rule.per_sale, ngettext("at most once in a sale", "at most %(count)d times in a sale", rule.per_sale or 0)),
        (
            rule.per_customer,
            ngettext("once per customer", "%(count)d times per customer", rule.per_customer or 0),
        ),
        (rule.in_total, ngettext("in one sale in all", "in %(count)d sales in all", rule.in_total or 0)),
    ):
        if count:
            said.append(text % {"count": count})
    if rule.combines:
        said.append(_("adds to other promotions"))
    return said
