"""The loyalty plan, its other rates and its tiers, as they are typed."""

from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line, Tick, whole_number
from habitue.balances.actions import GivenRate, GivenTier
from habitue.balances.models import LoyaltyEntry, LoyaltyPlan, LoyaltyRate, LoyaltyTier, LoyaltyUnit
from habitue.catalogue.models import Category, Product, Variant
from habitue.customers.models import Group
from habitue.lib.amounts import why_no_amount, why_wrong
from habitue.lib.decimals import NotANumber, read_percent
from habitue.lib.money import Money, WrongAmount, minor_digits, parse_amount, show_money, type_amount

HUNDRED = 100
MOST_UNITS = 10**9
_MONEY = {"inputmode": "decimal", "autocomplete": "off", "class": "input input-money"}
_COUNT = {"inputmode": "numeric", "autocomplete": "off", "class": "input input-money"}


class Factor(forms.CharField):
    """A decimal number as people write it, "1,5": Decimal("1.5")."""

    def __init__(self, *, most: int, decimals: int = 3, least: Decimal = Decimal(0), **rest: Any) -> None:
        super().__init__(widget=forms.TextInput(_MONEY), **rest)
        self.most, self.decimals, self.least = most, decimals, least

    def clean(self, value: Any) -> Any:
        try:
            number = read_percent(str(super().clean(value)))
        except NotANumber:
            raise ValidationError(_("Write a number as 1.5.")) from None
        if not self.least <= number <= self.most:
            limits = {"least": f"{self.least:f}", "most": self.most}
            raise ValidationError(_("A number from %(least)s to %(most)s."), params=limits)
        if number != round(number, self.decimals):
            raise ValidationError(_("At most %(count)s decimals."), params={"count": self.decimals})
        return round(number, self.decimals)


class Amount(forms.CharField):
    """An amount of money; None where nothing is typed and nothing need be."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(widget=forms.TextInput(_MONEY), **rest)
        self.currency = "EUR"

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).strip()
        if not typed:
            return None
        try:
            minor = parse_amount(typed, self.currency)
        except WrongAmount as wrong:
            raise ValidationError(why_no_amount(wrong, typed)) from None
        if minor < 0:
            raise ValidationError(_("Not less than nothing."))
        return minor


def written(number: Decimal) -> str:
    return f"{number.normalize():f}"


class PlanForm(forms.Form):
    """`units` of points are typed as a number, of money as an amount."""

    active = Tick(label=_("Customers can join"))
    unit = forms.ChoiceField(label=_("Members collect"), choices=LoyaltyUnit.choices, widget=forms.RadioSelect)
    rate = Factor(label=_("What they earn"), most=9999)
    worth = Amount(label=_("100 points pay"), required=False)
    least = Line(label=_("Smallest payment"), max_length=20, required=False)
    welcome = Line(label=_("Welcome gift"), max_length=20, required=False)
    expires_months = forms.IntegerField(
        label=_("Expires after"), required=False, min_value=1, max_value=240, widget=forms.TextInput(_COUNT)
    )
    notice_days = forms.IntegerField(
        label=_("Notice before it expires"), min_value=0, max_value=365, widget=forms.TextInput(_COUNT)
    )
    tier_months = forms.IntegerField(
        label=_("A tier counts the last"), min_value=1, max_value=120, widget=forms.TextInput(_COUNT)
    )
    words_en = forms.CharField(label=_("Words in English"), max_length=1000, required=False, widget=forms.Textarea)
    words_fr = forms.CharField(label=_("Words in French"), max_length=1000, required=False, widget=forms.Textarea)

    use_required_attribute = False

    def __init__(self, data: Any, *, plan: LoyaltyPlan, currency: str, country: str) -> None:
        self.plan, self.currency, self.country = plan, currency, country
        super().__init__(data, initial=self._initial())
        cast(Amount, self.fields["worth"]).currency = currency
        for name in ("least", "welcome"):
            self.fields[name].widget.attrs |= _MONEY
        for name in ("words_en", "words_fr"):
            self.fields[name].widget.attrs |= {"rows": 3, "class": "input"}
        hints = {
            "rate": gettext(
                "Points for each %(one)s that is paid; or per cent of what is paid, where they collect money."
            ),
            "least": gettext("In points, or in money where they collect money. Empty: any."),
            "welcome": gettext("Given once, when they join. Empty: none."),
            "expires_months": gettext("Months after it was earned. Empty: never."),
            "notice_days": gettext("Days. Members who may be written to get a mail."),
            "tier_months": gettext("Months of purchases."),
            "words_en": gettext("What staff read out when somebody joins. It is no consent to be written to."),
        }
        one = show_money(Money(10 ** minor_digits(currency), currency), country, get_language() or "")
        for name, hint in hints.items():
            self.fields[name].help_text = hint % {"one": one}

    def _initial(self) -> dict[str, Any]:
        plan = self.plan
        names = ("active", "unit", "expires_months", "notice_days", "tier_months", "words_en", "words_fr")
        worth = int(plan.worth * HUNDRED)
        return {
            **{name: getattr(plan, name) for name in names},
            "rate": written(Decimal(plan.rate)),
            "worth": type_amount(Money(worth, self.currency), self.country),
            "least": self._type(plan.least),
            "welcome": self._type(plan.welcome),
        }

    def _type(self, units: int) -> str:
        if not units:
            return ""
        if self.plan.unit == LoyaltyUnit.MONEY:
            return type_amount(Money(units, self.currency), self.country)
        return str(units)

    def clean_unit(self) -> str:
        unit: str = self.cleaned_data["unit"]
        if unit != self.plan.unit and LoyaltyEntry.objects.exists():
            raise ValidationError(_("It stays: members have collected some already."))
        return unit

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        money = cleaned.get("unit") == LoyaltyUnit.MONEY
        for name in ("least", "welcome"):
            if name in cleaned:
                cleaned[name] = self._units(name, cleaned[name], money=money)
        if not money and cleaned.get("unit") and "worth" in cleaned and not cleaned["worth"]:
            self.add_error("worth", _("Say what 100 points pay."))
        if cleaned.get("active") and "words_en" in cleaned and not (cleaned["words_en"] and cleaned["words_fr"]):
            for name in ("words_en", "words_fr"):
                if not cleaned[name]:
                    self.add_error(name, _("Staff need words to read out."))
        return cleaned

    def _units(self, name: str, typed: str, *, money: bool) -> int:
        if not typed:
            return 0
        try:
            units = parse_amount(typed, self.currency) if money else whole_number(typed)
        except ValueError as wrong:
            asked = _("Write an amount of money.") if money else _("Write a whole number of points.")
            self.add_error(name, why_wrong(wrong, asked))
            return 0
        if not 0 <= units <= MOST_UNITS:
            self.add_error(name, _("Not less than nothing.") if units < 0 else _("That is too much."))
            return 0
        return units

    def payload(self) -> dict[str, Any]:
        worth = self.cleaned_data["worth"]
        money = self.cleaned_data["unit"] == LoyaltyUnit.MONEY
        return self.cleaned_data | {"worth": Decimal(1) if money or worth is None else Decimal(worth) / HUNDRED}


class RateForm(forms.Form):
    """Exactly one of what it may be for. A product is named by the SKU of one of its variants."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), required=False, empty_label="–")
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.filter(retired_at=None), required=False, empty_label="–"
    )
    brand = Line(label=_("Brand"), max_length=60, required=False)
    sku = Line(label=_("Product, by its SKU"), max_length=40, required=False)
    rate = Factor(label=_("What it earns"), most=9999)

    use_required_attribute = False

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        groups = cast("forms.ModelChoiceField[Group]", self.fields["group"])
        groups.queryset = Group.objects.in_use().order_by("name")
        for name in ("brand", "sku"):
            self.fields[name].widget.attrs |= {"class": "input", "autocomplete": "off"}
        self.product: Product | None = None

    def clean_sku(self) -> str:
        sku: str = self.cleaned_data["sku"]
        if sku:
            found = Variant.objects.filter(sku__iexact=sku).select_related("product").first()
            if found is None:
                raise ValidationError(_("No product has this SKU."))
            self.product = found.product
        return sku

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            named = [name for name in ("group", "category", "brand", "sku") if cleaned[name]]
            if len(named) != 1:
                self.add_error(None, _("Choose exactly one: a group, a category, a brand or a product."))
            elif self._known().exists():
                self.add_error(None, _("There is a rate for this already. Remove it first."))
        return cleaned

    def _known(self) -> Any:
        said = self.cleaned_data
        if said["brand"]:
            return LoyaltyRate.objects.filter(brand__iexact=said["brand"])
        named = {"group": said["group"], "category": said["category"], "product": self.product}
        return LoyaltyRate.objects.filter(**{name: value for name, value in named.items() if value})

    def given(self, id: UUID) -> GivenRate:
        said = self.cleaned_data
        return GivenRate(
            id=id,
            rate=said["rate"],
            group=said["group"] and said["group"].id,
            category=said["category"] and said["category"].id,
            brand=said["brand"],
            product=self.product.id if self.product else None,
        )


class HowMuchForm(forms.Form):
    """Another rate, for what it is for already."""

    rate = Factor(label=_("What it earns"), most=9999)

    use_required_attribute = False


class TierForm(forms.Form):
    """A new tier, or the `tier` there is."""

    name = Line(label=_("Name"), max_length=40)
    spent = Amount(label=_("From so much spent"))
    multiplier = Factor(label=_("Earns so many times as much"), most=100, decimals=2, least=Decimal("0.01"))

    use_required_attribute = False

    def __init__(self, data: Any, *, currency: str, country: str, tier: LoyaltyTier | None = None) -> None:
        self.others = LoyaltyTier.objects.exclude(id=tier.id) if tier else LoyaltyTier.objects.all()
        spent = type_amount(Money(tier.spent, currency), country) if tier else ""
        initial = {"name": tier.name, "spent": spent, "multiplier": written(tier.multiplier)} if tier else {}
        super().__init__(data, initial=initial)
        cast(Amount, self.fields["spent"]).currency = currency
        self.fields["name"].widget.attrs |= {"class": "input", "autocomplete": "off"}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.others.filter(name__iexact=name).exists():
            raise ValidationError(_("Another tier has this name."))
        return name

    def clean_spent(self) -> int:
        spent: int = self.cleaned_data["spent"]
        if self.others.filter(spent=spent).exists():
            raise ValidationError(_("Another tier begins there."))
        return spent

    def given(self, id: UUID) -> GivenTier:
        said = self.cleaned_data
        return GivenTier(id=id, name=said["name"], spent=said["spent"], multiplier=said["multiplier"])


class ReceiptForm(forms.Form):
    """What a receipt says of the balances of whose sale it is."""

    receipt_shows_loyalty = Tick(label=_("Loyalty"))
    receipt_shows_credit = Tick(label=_("Store credit"))
    receipt_shows_account = Tick(label=_("What is owed on account"))
