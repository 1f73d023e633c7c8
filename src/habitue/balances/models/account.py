"""The account: what a customer owes the shop."""

from typing import ClassVar

from django.db import models

from habitue.balances.models.entry import BalanceEntry
from habitue.customers.models import Customer


class AccountTerms(models.Model):
    """The customer may buy on account, up to `limit` minor units owed at a time, each to be paid within `days`."""

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="account")
    limit = models.BigIntegerField()
    days = models.PositiveSmallIntegerField(default=30)
    closed_at = models.DateTimeField(null=True)


class AccountEntry(BalanceEntry):
    """Minor units that the customer owes more (more than nothing), or has paid (less). `due_on` is of what is owed."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField(null=True)

    class Meta(BalanceEntry.Meta):
        indexes: ClassVar = (
            models.Index(fields=("customer", "amount"), name="account_balance"),
            models.Index(fields=("customer", "at"), name="account_statement"),
        )
