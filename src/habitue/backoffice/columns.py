"""The columns of the customers' list, of which each reader chooses their own."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

COLUMNS: dict[str, Any] = {
    "code": _("Code"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "company": _("Company"),
    "postcode": _("Postcode"),
    "group": _("Group"),
    "outlet": _("Created at"),
    "language": _("Language"),
    "birthday": _("Birthday"),
    "consent": _("May be written to by"),
    "created": _("Created"),
    "visit": _("Last visit"),
    "spent": _("Spent"),
}
AT_FIRST = ("phone", "email", "group", "visit", "spent")
SORTED_BY = {"created", "visit", "spent"}
_KEPT_AS = "contacts_columns"


def chosen_columns(request: HttpRequest) -> list[str]:
    chosen = request.session.get(_KEPT_AS, AT_FIRST)
    return [column for column in COLUMNS if column in chosen]


def choose_columns(request: HttpRequest, chosen: list[str]) -> None:
    request.session[_KEPT_AS] = [column for column in COLUMNS if column in chosen]
