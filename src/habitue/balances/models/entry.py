"""What every entry of every balance says: how much, why, in which sale, by whom and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.lib.ids import new_id
from habitue.stores.models import Register, Staff


class Cause(models.TextChoices):
    """Why a balance grew or shrank."""

    EARNED = "earned", _("Earned")
    WELCOME = "welcome", _("Welcome gift")
    REDEEMED = "redeemed", _("Redeemed")
    TAKEN_BACK = "taken_back", _("Taken back with a return")
    GIVEN_BACK = "given_back", _("Given back with a return")
    MOVED = "moved", _("The sale was given to somebody else")
    EXPIRED = "expired", _("Expired")
    BY_HAND = "by_hand", _("Changed by hand")
    REFUNDED = "refunded", _("Refunded")
    SOLD = "sold", _("Sold")
    CHARGED = "charged", _("Bought on account")
    PAID = "paid", _("Paid")
    VOIDED = "voided", _("Voided")
    PARTED = "parted", _("Used while two records were one")
    IMPORTED = "imported", _("Taken over from another till")


class BalanceEntry(models.Model):
    """One change of a balance; it is never edited. The balance is the sum of the amounts.

    `sale` is the id of the sale, return or void that it came with, if any. `refers` is the entry that it takes back or
    gives back, in whole or in part, lets expire, or undoes.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    amount = models.BigIntegerField()
    cause = models.CharField(max_length=12, choices=Cause)
    sale = models.UUIDField(null=True, db_index=True)
    refers = models.ForeignKey("self", models.PROTECT, null=True, related_name="referring")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    register = models.ForeignKey(Register, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ("at", "id")
