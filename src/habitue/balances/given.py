"""Rates, tiers, and what other tills told, as the doors hand them to the actions, and as the journal keeps them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRate:
    """What one group, product, category or brand earns: exactly one of them."""

    id: UUID
    rate: Decimal
    group: UUID | None = None
    product: UUID | None = None
    category: UUID | None = None
    brand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTier:
    """Who has spent so many minor units earns `multiplier` times as much."""

    id: UUID
    name: str
    spent: int
    multiplier: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBalance:
    """What a value that was `kept` with an import counts: `balance` is "loyalty" (units), "credit" or "account"."""

    kept: UUID
    customer: UUID
    balance: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenGiftCard:
    """A card that was sold by another till, with what is left on it in minor units."""

    code: str
    amount: int
    expires_on: date | None = None
    note: str = ""
