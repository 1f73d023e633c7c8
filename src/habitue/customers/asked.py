"""Which of the built-in fields a form asks for, and which of them the shop wants to be filled in."""

from habitue.customers.models import FormField

TELLING = ("first_name", "last_name", "company", "phone", "email")
"""Of these at least one is needed to tell a customer from others."""

AT_TILL = (
    "first_name", "last_name", "phone", "email", "postcode", "company", "cards", "code", "group", "language", "note",
)  # fmt: skip
"""What the till can ask for, in its order."""

BUILT_IN = (*AT_TILL, "birthday", "website")
ALWAYS_THERE = ("code", "group", "language")
"""What every record has, typed or not."""


def said_of_fields() -> dict[str, FormField]:
    """What the shop has said, by the field's name; it may have said nothing."""
    return {said.name: said for said in FormField.objects.filter(name__in=BUILT_IN)}
