"""Birthdays: of which the year may be unknown. Kept as ISO 8601 and vCard write them, "1990-05-17" or "--05-17"."""

from datetime import date
from typing import Any

from babel.dates import format_date, format_skeleton, get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habitue.lib.clock import now
from habitue.lib.money import worded_manner
from habitue.lib.text import squeeze

OLDEST = 1900
_LEAP_YEAR = 2000


def birthday_of(day: int, month: int, year: int | None) -> str:
    """The day as it is kept. Raises ValueError when there is no such day, or none yet."""
    born = date(year if year is not None else _LEAP_YEAR, month, day)
    if year is None:
        return f"--{month:02}-{day:02}"
    if not year >= OLDEST or born > now().date():
        raise ValueError("nobody who is alive was born then")
    return born.isoformat()


def parts_of(birthday: str) -> tuple[str, str, str]:
    """Day, month and year as they stand in a form."""
    year, _between, rest = birthday.partition("-") if not birthday.startswith("--") else ("", "", birthday[2:])
    month, _between, day = rest.partition("-")
    return (day.lstrip("0"), month.lstrip("0"), year) if month and day else ("", "", "")


def show_birthday(birthday: str, country: str, language: str) -> str:
    """ "17 May 1990", or "17 May" where the year is not known, as the country writes it."""
    day, month, year = parts_of(birthday)
    try:
        born = date(int(year or _LEAP_YEAR), int(month), int(day))
    except ValueError:
        return birthday
    manner = worded_manner(country, language)
    return format_date(born, "long", manner) if year else format_skeleton("MMMMd", born, locale=manner)


def _months() -> list[tuple[str, str]]:
    names = get_month_names("wide", "stand-alone", get_language() or "en")
    return [("", "—"), *((str(number), names[number]) for number in range(1, 13))]


class BirthdayWidget(forms.MultiWidget):
    template_name = "customers/birthday.html"

    def __init__(self) -> None:
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "day": forms.TextInput({**digits, "aria-label": _("Day"), "placeholder": _("Day")}),
                "month": forms.Select({"aria-label": _("Month"), "autocomplete": "off"}, _months),  # type: ignore[arg-type]  # Django takes a callable
                "year": forms.TextInput({**digits, "aria-label": _("Year"), "placeholder": _("Year")}),
            }
        )

    def decompress(self, value: Any) -> list[Any]:
        return list(parts_of(str(value or "")))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class BirthdayField(forms.Field):
    """Day and month, and the year if it is known."""

    widget = BirthdayWidget

    def clean(self, value: Any) -> str:
        typed = [squeeze(str(part or "")) for part in value] if isinstance(value, list) else ["", "", ""]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return ""
        day, month, year = typed
        if not day or not month:
            raise ValidationError(_("Write the day and choose the month; the year may be left out."))
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in filter(None, typed)):
            raise ValidationError(_("Write day and year in digits, such as 17 and 1990."))
        try:
            return birthday_of(int(day), int(month), int(year) if year else None)
        except ValueError:
            raise ValidationError(_("There is no such day. Correct the day, the month or the year.")) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(parts_of(str(initial or ""))) != list(data or ("", "", ""))
