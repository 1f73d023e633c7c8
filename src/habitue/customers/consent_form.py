"""What a new customer agrees to, ticked at the foot of their form."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.customers.actions import GivenAnswer
from habitue.customers.consents import CHANNELS, QUESTIONS, words_now
from habitue.customers.models import Channel, ConsentText, Purpose


def answer_id(minted: UUID, purpose: Purpose, channel: Channel, *, given: bool) -> UUID:
    """Each answer of a form that was given one id has its own: sent twice, the form's answers are the same."""
    return UUID(int=minted.int ^ (QUESTIONS.index((purpose, channel)) * 2 + given))


def text_shown(purpose: Purpose, given: str) -> UUID | None:
    """The version of the words that stood in the form, which may have been written anew since; else today's."""
    with suppress(ValueError):
        if ConsentText.objects.filter(purpose=purpose, id=UUID(given)).exists():
            return UUID(given)
    text = words_now().get(purpose)
    return text.id if text else None


class ConsentForm(forms.Form):
    """Two ticks, of which the second opens into channels. Nothing is ticked beforehand; a tick that is left open was
    not asked for, and says nothing.
    """

    may_keep = forms.BooleanField(label=_("May keep my details"), required=False)
    may_write = forms.BooleanField(label=_("May write to me"), required=False)
    may_email = forms.BooleanField(label=_("by e-mail"), required=False)
    may_sms = forms.BooleanField(label=_("by SMS"), required=False)
    may_phone = forms.BooleanField(label=_("by phone"), required=False)
    may_post = forms.BooleanField(label=_("by post"), required=False)

    def __init__(self, data: Any = None, *, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.language = language
        self.words = words_now()

    def channels(self) -> list[forms.BoundField]:
        return [self[f"may_{channel}"] for channel in CHANNELS]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("may_write") and not any(values.get(f"may_{channel}") for channel in CHANNELS):
            message = _("Choose at least one way to write, or take this tick away.")
            self.add_error("may_write", ValidationError(message, code="no_channel"))
        return values

    def answers(self, minted: UUID) -> list[GivenAnswer]:
        """What was answered. Who agrees to be written to was shown every channel, and has said no to the others."""
        values, told = self.cleaned_data, []
        if values["may_keep"]:
            told.append((Purpose.KEEP, Channel.NONE, True))
        if values["may_write"]:
            told += [(Purpose.WRITE, channel, bool(values[f"may_{channel}"])) for channel in CHANNELS]
        texts = {purpose: text_shown(purpose, self.data.get(f"{purpose}_text", "")) for purpose in Purpose}
        return [
            GivenAnswer(answer_id(minted, purpose, channel, given=given), purpose, channel, given, texts[purpose])
            for purpose, channel, given in told
        ]
