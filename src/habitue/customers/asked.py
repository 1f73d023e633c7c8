"""Which of the built-in fields a form asks for, and which of them the shop wants to be filled in."""

from habitue.customers.models import FormField, Network

TELLING = ("first_name", "last_name", "company", "phone", "email")
"""Of these at least one is needed to tell a customer from others."""

AT_DESK = ("birthday", "website", *(f"social_{network.value}" for network in Network))
"""What the till asks for only where the shop says so."""

BUILT_IN = (
    "first_name", "last_name", "phone", "email", "postcode", "company", "cards", "code", "group", "language", *AT_DESK,
    "note",
)  # fmt: skip
"""What can be asked for, in the till's order."""

ALWAYS_THERE = ("code", "group", "language")
"""What every record has, typed or not."""


def said_of_fields() -> dict[str, FormField]:
    """What the shop has said, by the field's name; it may have said nothing."""
    return {said.name: said for said in FormField.objects.filter(name__in=BUILT_IN)}
