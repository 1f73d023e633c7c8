"""What a balance comes to: the sum of its entries, read by one statement from one index."""

from uuid import UUID

from habitue.balances.models import AccountEntry, CreditEntry, GiftCard, GiftCardEntry, LoyaltyEntry
from habitue.balances.models.entry import BalanceEntry
from habitue.lib.rows import fetch, stored


class NotEnough(Exception):
    """The balance does not hold what was to be taken from it; `has` is what it holds, in its own unit."""

    def __init__(self, has: int) -> None:
        super().__init__()
        self.has = has


def loyalty_of(customer: UUID) -> int:
    """In units: minor units of money, or points."""
    return _sum(LoyaltyEntry, "customer", customer)


def credit_of(customer: UUID) -> int:
    """Minor units that the shop owes the customer."""
    return _sum(CreditEntry, "customer", customer)


def account_of(customer: UUID) -> int:
    """Minor units that the customer owes the shop; less than nothing where they paid ahead."""
    return _sum(AccountEntry, "customer", customer)


def gift_card_of(card: UUID) -> int:
    """Minor units that the card still pays."""
    return _sum(GiftCardEntry, "card", card)


def hold_gift_card(card: UUID) -> GiftCard:
    """The card, held until the transaction ends, so that two tills spend from it one after the other."""
    return GiftCard.objects.select_for_update(no_key=True).get(id=card)


def _sum(entries: type[BalanceEntry], field: str, id: UUID) -> int:
    column = entries._meta.get_field(field).column  # type: ignore[union-attr]  # a foreign key, never a relation back
    table = entries._meta.db_table
    row = fetch(f"SELECT COALESCE(SUM(amount), 0) FROM {table} WHERE {column} = %s", [stored(entries, field, id)])  # noqa: S608 - names of models
    return int(row[0]) if row else 0
