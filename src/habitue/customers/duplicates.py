"""Whether a customer who is being written down is there already."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from habitue.customers.codes import plain
from habitue.customers.models import Customer
from habitue.customers.search.find import keys_with
from habitue.customers.search.tokens import national
from habitue.lib.phones import WrongPhone, parse_phone
from habitue.lib.text import fold, squeeze


def likely_duplicates(
    *,
    phone: str = "",
    email: str = "",
    cards: Iterable[str] = (),
    country: str,
    exclude: UUID | None = None,
    limit: int = 3,
) -> list[Customer]:
    """Customers with the same phone, e-mail or card, as they are typed; those seen last first."""
    tokens = [f"${fold(number)}" for card in cards if (number := plain(squeeze(card)))]
    if "@" in email:
        tokens.append(f"@{fold(squeeze(email)).replace(' ', '')}")
    with suppress(WrongPhone):  # not typed yet, or not to the end
        tokens.append(f"#{national(parse_phone(squeeze(phone), country))}")
    if not tokens:
        return []
    found = Customer.objects.select_related("group").filter(search_key__in=keys_with(tokens, limit + 1))
    if exclude:
        found = found.exclude(id=exclude)
    return list(found.order_by("-seen_on", "search_key")[:limit])
