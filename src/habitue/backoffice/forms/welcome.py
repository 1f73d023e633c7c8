from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line, Password, Percent, Pin, Tick, offer
from habitue.catalogue.tax_rates_by_country import prices_include_tax, proposed_rates
from habitue.lib.countries import countries, currencies, currency_of, time_zone_of, time_zones, zones_by_country
from habitue.lib.money import local_manner
from habitue.stores.models import Language

RATES = 6


def proposals(country: str, language: str) -> dict[str, Any]:
    """What is proposed to a shop in `country` that speaks `language`, by field."""
    proposed: dict[str, Any] = {
        "country": country,
        "proposed_for": country,
        "currency": currency_of(country),
        "time_zone": time_zone_of(country),
        "prices_include_tax": prices_include_tax(country),
    }
    manner = local_manner(country, language)
    with translation.override(language):
        rates = [
            (rate.name, format_decimal(rate.rate * 100, "0.####", locale=manner)) for rate in proposed_rates(country)
        ]
    for place in range(RATES):
        proposed[f"rate_name_{place}"], proposed[f"rate_{place}"] = rates[place] if place < len(rates) else ("", "")
    return proposed


def proposed_anew(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with what nobody has touched since the last proposal replaced by what is proposed now."""
    country = typed["country"] if typed["country"] in zones_by_country() else typed["proposed_for"]
    language = typed["language"] if typed["language"] in Language.values else get_language() or "en"
    fresh = proposals(country, language)
    proposed = [proposals(typed["proposed_for"], each) for each in Language.values]
    kept = {**fresh, **typed, "country": country, "proposed_for": country}
    for name in ("currency", "prices_include_tax"):
        if typed[name] == proposed[0][name]:
            kept[name] = fresh[name]
    if country != typed["proposed_for"] and typed["time_zone"] in zones_by_country().get(typed["proposed_for"], []):
        kept["time_zone"] = fresh["time_zone"]
    rates = [f"rate_{part}{place}" for place in range(RATES) for part in ("", "name_")]
    if any(all(typed.get(name, "") == before[name] for name in rates) for before in proposed):
        kept.update({name: fresh[name] for name in rates})
    return kept


class WelcomeForm(forms.Form):
    """All that opens a shop."""

    shop_name = Line(label=_("Shop name"), max_length=80, error_messages={"required": _("Write the shop's name.")})
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    country = forms.ChoiceField(label=_("Country"))
    proposed_for = forms.CharField(required=False, widget=forms.HiddenInput)
    currency = forms.ChoiceField(label=_("Currency"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    prices_include_tax = Tick(label=_("Prices include tax"))
    owner_name = Line(
        label=_("Your name"),
        max_length=60,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = Password(label=_("Password for the back office"), help_text=_("At least 10 characters."))
    pin = Pin(label=_("PIN for the till"), help_text=_("4 to 8 digits."))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        language = get_language() or "en"
        offer(self, country=countries(language), currency=currencies(language), time_zone=self._time_zones())
        for place in range(RATES):
            self.fields[f"rate_name_{place}"] = Line(label=_("Name of the tax rate"), max_length=40, required=False)
            self.fields[f"rate_{place}"] = Percent(label=_("Rate in per cent"), required=False)

    @property
    def rate_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"rate_name_{place}"], self[f"rate_{place}"]) for place in range(RATES)]

    @property
    def tax_rates(self) -> list[tuple[str, Decimal]]:
        """Names and shares of the rates that were typed."""
        cleaned = self.cleaned_data
        rows = ((cleaned[f"rate_name_{place}"], cleaned[f"rate_{place}"]) for place in range(RATES))
        return [(name, rate) for name, rate in rows if rate is not None]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names: set[str] = set()
        for place in range(RATES):
            name, rate = cleaned.get(f"rate_name_{place}", ""), cleaned.get(f"rate_{place}")
            if rate is None and name and f"rate_{place}" not in self.errors:
                self.add_error(f"rate_{place}", _("How many per cent?"))
            elif rate is not None and not name and f"rate_name_{place}" not in self.errors:
                self.add_error(f"rate_name_{place}", _("Give this rate a name."))
            elif name and name.casefold() in names:
                self.add_error(f"rate_name_{place}", _("Two rates have this name."))
            names.add(name.casefold())
        if not self.errors and not self.tax_rates:
            raise ValidationError(_("Every product has a tax rate, be it 0: at least one is needed."))
        return cleaned

    def _time_zones(self) -> list[Any]:
        country = str(self["country"].value() or "")
        at_home = zones_by_country().get(country, [])
        names = dict(time_zones())
        elsewhere = [(zone, name) for zone, name in names.items() if zone not in at_home]
        here = dict(countries(get_language() or "en")).get(country, "")
        return [(here, [(zone, names[zone]) for zone in at_home]), (_("Elsewhere"), elsewhere)]
