"""Names on social networks, as a form asks for them and a record keeps them."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.contacts.fields import Line
from habitue.customers.models import Network

PREFIX = "social_"
LONGEST = 80
_PROFILE = re.compile(r"(?:https?://)?(?:www\.)?[\w.-]+\.[a-z]{2,6}/(?:in/|@)?([^/?#\s]+)/?(?:[?#].*)?")


def social_name(typed: str) -> str:
    """The name without the @ before it; of the address of a profile, the name in it."""
    found = _PROFILE.fullmatch(typed)
    return (found[1] if found else typed).lstrip("@").strip()


class SocialLine(Line):
    def to_python(self, value: Any) -> str:
        name = social_name(super().to_python(value))
        if "://" in name:
            raise ValidationError(_("Write the name on the network, such as @maison.orsel."))
        return name


def social_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for network in Network:
        # Where no heading says that it is a network, "other" alone tells nothing.
        label = _("Another network") if network == Network.OTHER else network.label
        fields[f"{PREFIX}{network.value}"] = SocialLine(label=label, max_length=LONGEST, required=False)
    return fields


def told_names(cleaned: Mapping[str, Any], held: Mapping[str, str]) -> list[list[str]] | None:
    """The actions' `social_names`; None when the form asks for none. What it does not ask for stays."""
    if not any(name.startswith(PREFIX) for name in cleaned):
        return None
    names = ((network.value, cleaned.get(f"{PREFIX}{network.value}", held.get(network.value))) for network in Network)
    return [[network, name] for network, name in names if name]
