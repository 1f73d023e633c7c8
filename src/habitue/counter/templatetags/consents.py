"""What the customer's card says of consents."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context

from habitue.customers.asking import Hint, hint
from habitue.customers.consents import REFUSED, agreed_by, answers_of, channels_of
from habitue.customers.models import Customer
from habitue.lib.clock import now

register = template.Library()


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the customer is not to be kept, what is to be asked, and over which channels they may be written to."""

    refused: bool
    hint: Hint | None
    channels: list[Any]


@register.simple_tag(takes_context=True)
def standing(context: Context, customer: Customer) -> Standing:
    answers = answers_of(customer.id)
    agreed = agreed_by(answers)
    asks = hint(answers, now(), context["shop"].consent_months)
    return Standing(agreed == REFUSED, asks, [channel.label for channel in channels_of(agreed)])
