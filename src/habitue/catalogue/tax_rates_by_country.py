"""The rates of VAT or sales tax that a new shop is proposed. It decides for itself: they are only a beginning.

As of 2026. The sources are each country's own law, as these official pages give it:
- European Union: Council Directive 2006/112/EC, title VIII, and the rates that the member states notify to the European
  Commission ("Taxes in Europe" database, ec.europa.eu/taxation_customs/tedb); France: CGI art. 278, 278-0 bis, 279 and
  281 quater ff.; Germany: UStG § 12; Finland: AVL § 84–85a with the 13.5 % of 2026; Lithuania: PVM įstatymas art. 19
  with the 12 % and 5 % of 2026
- Monaco follows France (convention of 18 May 1963), Liechtenstein follows Switzerland (treaty of 28 October 1994)
- United Kingdom: Value Added Tax Act 1994, s. 2, 29A and 30 (gov.uk/vat-rates)
- Switzerland: MWSTG art. 25 (estv.admin.ch) · Norway: Stortingets avgiftsvedtak, merverdiavgift (skatteetaten.no)
- Iceland: lög nr. 50/1988, 14. gr. (skatturinn.is)
- Canada: Excise Tax Act, s. 165, and the harmonised rates of the provinces (canada.ca, "Charge and collect the tax")
- Japan: Consumption Tax Act art. 29 (nta.go.jp) · Australia: GST Act 1999 s. 9-70, division 38 (ato.gov.au)
- New Zealand: Goods and Services Tax Act 1985 s. 8 (ird.govt.nz)
- United States: no federal rate; each state, county and town has its own, so none is proposed but 0.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

_RATES = {
    "AT": "20 13 10",
    "AU": "10 0",
    "BE": "21 12 6",
    "BG": "20 9",
    "CA": "5 13 14 15 0",
    "CH": "8.1 3.8 2.6",
    "CY": "19 9 5 3",
    "CZ": "21 12",
    "DE": "19 7",
    "DK": "25",
    "EE": "24 13 9",
    "ES": "21 10 4",
    "FI": "25.5 13.5 10",
    "FR": "20 10 5.5 2.1",
    "GB": "20 5 0",
    "GR": "24 13 6",
    "HR": "25 13 5",
    "HU": "27 18 5",
    "IE": "23 13.5 9 4.8 0",
    "IS": "24 11",
    "IT": "22 10 5 4",
    "JP": "10 8",
    "LI": "8.1 3.8 2.6",
    "LT": "21 12 5",
    "LU": "17 14 8 3",
    "LV": "21 12 5",
    "MC": "20 10 5.5 2.1",
    "MT": "18 12 7 5 0",
    "NL": "21 9",
    "NO": "25 15 12",
    "NZ": "15 0",
    "PL": "23 8 5",
    "PT": "23 13 6",
    "RO": "21 11",
    "SE": "25 12 6",
    "SI": "22 9.5 5",
    "SK": "23 19 5",
    "US": "0",
}

_TAX_COMES_ON_TOP = {"US", "CA"}


@dataclass(frozen=True, slots=True)
class ProposedRate:
    """`name` is in the language in use; `rate` is a share: 0.20 is 20 %."""

    name: str
    rate: Decimal


def proposed_rates(country: str) -> list[ProposedRate]:
    """The rates of `country` (ISO 3166), the standard one first; for a country that is not known, none but 0."""
    percents = [Decimal(percent) for percent in _RATES.get(country, "0").split()]
    return [
        ProposedRate(_name(country, place, percent, percents), percent / 100) for place, percent in enumerate(percents)
    ]


def prices_include_tax(country: str) -> bool:
    """Whether the prices on a shop's shelves include the tax there, by law or custom."""
    return country not in _TAX_COMES_ON_TOP


def _name(country: str, place: int, percent: Decimal, percents: list[Decimal]) -> str:
    if not percent:
        return gettext("No tax") if len(percents) == 1 else gettext("Zero rate")
    if country == "CA":
        return f"GST {percent} %" if place == 0 else f"HST {percent} %"
    if country in {"AU", "NZ"}:
        return f"GST {percent} %"
    if place == 0:
        return gettext("Standard rate")
    reduced = [other for other in percents[1:] if other]
    return gettext("Reduced rate") if len(reduced) == 1 else gettext("Reduced rate {number}").format(number=place)
