"""Store credit: a customer's, or a gift card's, which whoever holds its code may spend."""

from typing import ClassVar

from django.db import models

from habitue.balances.models.entry import BalanceEntry
from habitue.customers.models import Customer
from habitue.lib.ids import new_id


class CreditEntry(BalanceEntry):
    """Minor units that the shop owes the customer (more than nothing), or that they spent (less)."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_index=False)

    class Meta(BalanceEntry.Meta):
        indexes: ClassVar = (
            models.Index(fields=("customer", "amount"), name="credit_balance"),
            models.Index(fields=("customer", "at"), name="credit_statement"),
        )


class GiftCard(models.Model):
    """Store credit of whoever shows its code. It is worth something once the sale that sold it is completed.

    `code` is as `habitue.balances.gift_codes` makes it: without ambiguous characters, too long to be guessed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=24, unique=True)
    sold_at = models.DateTimeField()
    expires_on = models.DateField(null=True)
    blocked_at = models.DateTimeField(null=True)


class GiftCardEntry(BalanceEntry):
    """Minor units put on a gift card (more than nothing) or spent from it (less)."""

    card = models.ForeignKey(GiftCard, models.PROTECT, related_name="entries", db_index=False)

    class Meta(BalanceEntry.Meta):
        indexes: ClassVar = (models.Index(fields=("card", "amount"), name="gift_card_balance"),)
