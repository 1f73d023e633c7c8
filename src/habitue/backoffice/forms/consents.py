from collections import Counter
from datetime import UTC, date, datetime, time
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line
from habitue.contacts.fields import Lines
from habitue.customers.actions import GivenAnswer
from habitue.customers.consent_form import answer_id, text_shown
from habitue.customers.consents import CHANNELS, QUESTIONS
from habitue.customers.models import Channel, ConsentText, Purpose, Way
from habitue.lib.clock import now
from habitue.stores.models import Language

LONGEST = 1000
MOST_MONTHS = 120
NOON = time(12)
EARLIEST = date(1990, 1, 1)
"""No older consent is good for anything; a year like 0026 is a slip."""


class ConsentTextForm(forms.Form):
    """The shop's words for one purpose, in both languages."""

    text_en = Lines(label=_("What is shown, in English"), max_length=LONGEST)
    text_fr = Lines(label=_("What is shown, in French"), max_length=LONGEST)
    say_en = Lines(label=_("What staff read out, in English"), max_length=LONGEST)
    say_fr = Lines(label=_("What staff read out, in French"), max_length=LONGEST)


class ConsentMonthsForm(forms.Form):
    months = forms.IntegerField(
        label=_("The till asks again after"),
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("Months since the last answer."),
    )


def _answer(label: Any) -> forms.ChoiceField:
    choices = (("", _("not asked")), ("yes", _("Yes")), ("no", _("No")))
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class RecordConsentForm(forms.Form):
    """Answers that a customer has given elsewhere than at a till. What is left at "not asked" stays as it was."""

    keep = _answer(_("May keep my details"))
    email = _answer(_("May write to me: e-mail"))
    sms = _answer(_("May write to me: SMS"))
    phone = _answer(_("May write to me: phone"))
    post = _answer(_("May write to me: post"))
    way = forms.ChoiceField(
        label=_("How it was said"), choices=[(way, way.label) for way in (Way.PAPER, Way.OFFICE, Way.PHONE)]
    )
    on = forms.DateField(
        label=_("On which day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as 2026-05-17.")},
    )
    language = forms.ChoiceField(label=_("Language of the words"), choices=Language.choices)
    keep_text = forms.ChoiceField(label=_("Words: may keep my details"), required=False)
    write_text = forms.ChoiceField(label=_("Words: may write to me"), required=False)
    source = Line(
        label=_("Where the paper is kept"),
        max_length=120,
        required=False,
        help_text=_("A folder or a number, for example."),
    )

    def __init__(self, data: Any = None, *, language: str, zone: ZoneInfo) -> None:
        self.zone, self.now = zone, now()
        today = self.now.astimezone(zone).date()
        super().__init__(data, initial={"on": today, "language": language, "way": Way.PAPER}, auto_id="consent_%s")
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        texts = list(ConsentText.objects.order_by("purpose", "-version"))
        self.versions = Counter(Purpose(text.purpose) for text in texts)
        for purpose in Purpose:
            of = [text for text in texts if text.purpose == purpose]
            choices = [(str(text.id), _("version %(number)s") % {"number": text.version}) for text in of]
            cast(forms.ChoiceField, self.fields[f"{purpose}_text"]).choices = choices

    def questions(self) -> list[forms.BoundField]:
        return [self["keep"], *(self[channel] for channel in CHANNELS)]

    def words(self) -> list[forms.BoundField]:
        """Which version was signed, where there are several."""
        return [self[f"{purpose}_text"] for purpose in Purpose if self.versions[purpose] > 1]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < EARLIEST:
            raise ValidationError(_("This is too long ago. Look at the year."))
        if day > self.now.astimezone(self.zone).date():
            raise ValidationError(_("This day is still to come. Write when the answer was given."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not any(values.get(channel or Purpose.KEEP) for _purpose, channel in QUESTIONS) and not self.errors:
            raise ValidationError(_("Choose yes or no for at least one question."), code="nothing")
        return values

    @property
    def at(self) -> datetime:
        """Now, for today; for a day that is past nobody knows the hour."""
        day = self.cleaned_data["on"]
        if day == self.now.astimezone(self.zone).date():
            return self.now
        return datetime.combine(day, NOON, self.zone).astimezone(UTC)

    def answers(self, minted: UUID) -> list[GivenAnswer]:
        values = self.cleaned_data
        texts = {purpose: text_shown(purpose, values[f"{purpose}_text"]) for purpose in Purpose}
        told = [(purpose, channel, values[channel or Purpose.KEEP]) for purpose, channel in QUESTIONS]
        return [
            GivenAnswer(_id(minted, purpose, channel, said), purpose, channel, said == "yes", texts[purpose])
            for purpose, channel, said in told
            if said
        ]


def _id(minted: UUID, purpose: Purpose, channel: Channel, said: str) -> UUID:
    return answer_id(minted, purpose, channel, given=said == "yes")
