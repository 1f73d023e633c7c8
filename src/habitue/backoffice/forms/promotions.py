"""A promotion as it is typed: five sentences, and chips for what it is on."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from habitue.backoffice.forms.fields import Line, Tick, offer
from habitue.backoffice.forms.price_fields import (
    GroupChoices,
    OptionalPrice,
    PercentOff,
    Pieces,
    offer_groups,
    offer_outlets,
    tell_money,
)
from habitue.backoffice.forms.sales import Day
from habitue.customers.models import Group
from habitue.lib.decimals import NotANumber, read_decimal
from habitue.pricing.given import GivenPromotion, GivenTarget
from habitue.pricing.live import plain_code
from habitue.pricing.models import Part, Promotion, Takes
from habitue.pricing.sentences import DAYS, Manner
from habitue.stores.models import Outlet

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{2,23}")
END_OF_DAY = timedelta(days=1) - timedelta(microseconds=1)


class Hour(forms.TimeField):
    widget = forms.TimeInput({"type": "time"}, "%H:%M")


class Times(Pieces):
    def __init__(self, **rest: Any) -> None:
        super().__init__(required=False, **rest)


class PromotionForm(forms.Form):
    name = Line(label=_("Name"), max_length=60, error_messages={"required": _("Give it a name.")})
    takes = forms.ChoiceField(label=_("It gives"), choices=Takes.choices)
    value = Line(label=_("How much"), max_length=20, error_messages={"required": _("Say how much.")})
    buy_quantity = Times(label=_("For each"))
    get_quantity = Times(label=_("so many get it"))
    spend_from = OptionalPrice(label=_("Minimum spend"))
    groups = GroupChoices(
        Group.objects.none(), label=_("For"), required=False, help_text=_("Nothing ticked: for everybody.")
    )
    outlets = forms.ModelMultipleChoiceField(
        Outlet.objects.order_by("name"),
        label=_("At"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: at all of them."),
    )
    starts_on = Day(label=_("From"), required=False)
    ends_on = Day(label=_("Until"), required=False, help_text=_("This day included."))
    days = forms.MultipleChoiceField(
        label=pgettext_lazy("days", "On"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one day.")},
    )
    from_time = Hour(label=_("Not before"), required=False)
    until_time = Hour(label=_("Not after"), required=False)
    code = Line(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_("With one, the sale gets it only when the code is typed at the till."),
    )
    per_sale = Times(label=_("Times in a sale"))
    per_customer = Times(label=_("Sales of one customer"))
    in_total = Times(label=_("Sales in all"))
    combines = Tick(
        label=_("Adds to other promotions"),
        help_text=_("Without it, the pieces that get it get no other; the one that takes most off comes first."),
    )

    def __init__(self, *args: Any, manner: Manner, promotion: Promotion | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.manner, self.promotion = manner, promotion
        tell_money(self, manner.currency, manner.country)
        offer_groups(self, "groups", [group.id for group in promotion.groups.all()] if promotion else [])
        offer_outlets(self)
        offer(self, days=[(str(number), day) for number, day in enumerate(DAYS)])
        self.targets: list[GivenTarget] = []

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self._others().filter(name__iexact=name).exists():
            raise ValidationError(_("Another promotion has this name. A retired one keeps its name too."))
        return name

    def clean_code(self) -> str:
        code = plain_code(self.cleaned_data["code"])
        if code and not _CODE.fullmatch(code):
            raise ValidationError(_("3 to 24 letters from A to Z, digits and hyphens, please."))
        if code and self._others().filter(code=code).exists():
            raise ValidationError(_("Another promotion has this code."))
        return code

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("takes") and said.get("value"):
            self._read_value(said["takes"], said["value"])
        buys, gets = said.get("buy_quantity"), said.get("get_quantity")
        if (buys is None) != (gets is None) and not {"buy_quantity", "get_quantity"} & self.errors.keys():
            missing = "get_quantity" if gets is None else "buy_quantity"
            self.add_error(missing, _("Both numbers are needed, or none."))
        if said.get("takes") == Takes.PRICE and not buys and not self._of(Part.BUY):
            self.add_error("takes", _("A fixed price needs products, categories or brands that have it."))
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It ends before it starts."))
        if said.get("from_time") and said.get("from_time") == said.get("until_time"):
            self.add_error("until_time", _("That is no time at all."))

    def rule(self) -> GivenPromotion:
        """What was typed, as the actions take it; only when it is right."""
        said = self.cleaned_data
        in_sets = bool(said["buy_quantity"])
        return GivenPromotion(
            name=said["name"],
            takes=said["takes"],
            value=said["value"],
            targets=[target for target in self.targets if target.part == Part.BUY or in_sets],
            groups=[group.id for group in said["groups"]],
            outlets=[outlet.id for outlet in said.get("outlets", [])],
            starts_at=_moment(said["starts_on"], self.manner.zone),
            ends_at=_moment(said["ends_on"], self.manner.zone, END_OF_DAY),
            days=sum(1 << int(day) for day in said["days"]),
            **{
                name: said[name]
                for name in (
                    "buy_quantity",
                    "get_quantity",
                    "spend_from",
                    "from_time",
                    "until_time",
                    "code",
                    "per_sale",
                    "per_customer",
                    "in_total",
                    "combines",
                )
            },
        )

    def _read_value(self, takes: str, typed: str) -> None:
        field: forms.Field = PercentOff() if takes == Takes.PERCENT else OptionalPrice()
        tell = forms.Form()
        tell.fields["value"] = field
        tell_money(tell, self.manner.currency, self.manner.country)
        try:
            read = _times(typed) if takes == Takes.LOYALTY else field.clean(typed)
        except ValidationError as wrong:
            self.add_error("value", wrong)
            return
        if not read and takes in {Takes.PERCENT, Takes.AMOUNT}:
            self.add_error("value", _("That takes nothing off."))
        self.cleaned_data["value"] = Decimal(read or 0)

    def _of(self, part: Part) -> list[GivenTarget]:
        return [target for target in self.targets if target.part == part]

    def _others(self) -> Any:
        return Promotion.objects.exclude(id=self.promotion.id) if self.promotion else Promotion.objects.all()


def _times(typed: str) -> Decimal:
    """How many times the loyalty is earned."""
    wrong = ValidationError(_("Write how many times, from 1.1 to 100."))
    try:
        times = read_decimal(typed.removeprefix("×"))
    except NotANumber:
        raise wrong from None
    if not 1 < times <= 100 or times != round(times, 2):
        raise wrong
    return times


def _moment(day: date | None, zone: ZoneInfo, after: timedelta = timedelta()) -> datetime | None:
    return datetime.combine(day, time(), zone) + after if day else None


def days_of(bits: int) -> list[str]:
    return [str(day) for day in range(7) if bits >> day & 1]


def read_targets(typed: Iterable[str], ids: Iterable[UUID]) -> list[GivenTarget]:
    """What the page's chips say, "buy:product:<id>" or "get:brand:<name>", each once; with an id for each."""
    found = []
    for text, id in zip(dict.fromkeys(typed), ids, strict=False):
        part, _colon, rest = text.partition(":")
        kind, _colon, what = rest.partition(":")
        if part not in Part.values or not what:
            continue
        if kind == "brand":
            found.append(GivenTarget(id=id, part=part, brand=what[:60]))
            continue
        try:
            key = UUID(what)
        except ValueError:
            continue
        if kind in {"variant", "product", "category"}:
            named: dict[str, Any] = {kind: key}
            found.append(GivenTarget(id=id, part=part, **named))
    return found


def written_target(target: GivenTarget) -> str:
    """The chip's value, as `read_targets` reads it."""
    for kind in ("variant", "product", "category", "brand"):
        if what := getattr(target, kind):
            return f"{target.part}:{kind}:{what}"
    return ""
