"""A line that was removed by mistake, as the button keeps it that puts it back: sealed, so that nobody writes it anew.

Who gave what on it and which manager allowed it comes back with it, and holds for what was allowed only.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing

from habitue.sales.models import Basket, BasketLine

_SOLD, _BROUGHT_BACK = "removed line", "removed return"
_GIVEN = ("asked_price", "discount_reason", "discount_by_id", "discount_allowed_by_id", "gift_code")
_RETURNED = ("variant_id", "quantity", "asked_price", "return_reason", "discount_by_id", "discount_allowed_by_id")


class NotOurs(ValueError):
    """It was not sealed here, or is another line's."""


def sealed_line(line: BasketLine) -> str:
    """What was given by hand on a line that is bought."""
    allowed_for = what_is_allowed(line.discount_percent, line.discount_amount, line.basket)
    return signing.dumps([str(line.id), *_facts(line, _GIVEN), allowed_for], salt=_SOLD)


def unsealed_line(line_id: UUID, was: str) -> tuple[dict[str, Any], list[str]]:
    """The fields that it had, and what a manager had allowed (`what_is_allowed`). Raises NotOurs."""
    *given, allowed_for = _unsealed(line_id, was, _SOLD)
    return dict(zip(_GIVEN, given, strict=True)), allowed_for


def what_is_allowed(percent: Decimal | None, amount: int | None, basket: Basket | None) -> list[str]:
    """With a line: its discount, together with that on the whole sale."""
    of_sale = (basket.discount_percent, basket.discount_amount) if basket else (None, None)
    return [f"{Decimal(each or 0).normalize():f}" for each in (percent, amount, *of_sale)]


def sealed_return(line: BasketLine) -> str:
    """A line that comes back without a receipt: what a manager allowed, for this basket only."""
    return signing.dumps([str(line.id), str(line.basket_id), *_facts(line, _RETURNED)], salt=_BROUGHT_BACK)


def unsealed_return(line_id: UUID, was: str) -> tuple[str, dict[str, Any]]:
    """Of which basket it was, and the fields that it had. Raises NotOurs."""
    basket, *facts = _unsealed(line_id, was, _BROUGHT_BACK)
    return basket, dict(zip(_RETURNED, facts, strict=True))


def _facts(line: BasketLine, names: tuple[str, ...]) -> list[object]:
    return [str(value) if isinstance(value := getattr(line, name), UUID) else value for name in names]


def _unsealed(line_id: UUID, was: str, salt: str) -> list[Any]:
    facts: list[Any]
    try:
        of, *facts = signing.loads(was, salt=salt)
    except signing.BadSignature as error:
        raise NotOurs from error
    if of != str(line_id):
        raise NotOurs
    return facts
