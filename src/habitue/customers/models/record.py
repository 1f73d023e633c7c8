"""What has happened to a customer's record, and which records turned out to be one person's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.customers.models.customer import Customer
from habitue.lib.ids import new_id
from habitue.stores.models import Register, Staff


class Happened(models.TextChoices):
    CHANGED = "changed", _("changed")
    CARD_ADDED = "card_added", _("card added")
    CARD_BLOCKED = "card_blocked", _("card blocked")
    CARD_UNBLOCKED = "card_unblocked", _("card in use again")
    CARD_REMOVED = "card_removed", _("card removed")
    GROUP = "group", _("put in a group")
    MERGED = "merged", _("merged")
    UNMERGED = "unmerged", _("merge undone")
    IMPORTED = "imported", _("imported")
    LOYALTY_JOINED = "loyalty_joined", _("joined the loyalty programme")
    LOYALTY_LEFT = "loyalty_left", _("left the loyalty programme")
    LOYALTY_BY_HAND = "loyalty_by_hand", _("loyalty changed by hand")
    CREDIT_BY_HAND = "credit_by_hand", _("store credit changed by hand")
    ACCOUNT_OPENED = "account_opened", _("account opened")
    ACCOUNT_CHANGED = "account_changed", _("terms of the account changed")
    ACCOUNT_CLOSED = "account_closed", _("account closed")


class CustomerEvent(models.Model):
    """One thing that happened to the record, for its timeline. `facts` says what: [field, from, to] triples, mostly.

    Written by the action that does it, and erased with the customer.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=16, choices=Happened)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    register = models.ForeignKey(Register, models.PROTECT, null=True, related_name="+", db_index=False)
    facts = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=("customer", "at"), name="event_of_customer"),)


class Merge(models.Model):
    """`gone` turned out to be `kept`. `moved` holds what undoing it needs, exactly."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kept = models.ForeignKey(Customer, models.PROTECT, related_name="took_in")
    gone = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)


class Likeness(models.Model):
    """Two records that may be one person's, and why; or, `apart`, two that are not, for good. `one` < `other`."""

    pk = models.CompositePrimaryKey("one", "other")
    one = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    why = models.CharField(max_length=60, blank=True)
    score = models.PositiveSmallIntegerField(default=0)
    apart_at = models.DateTimeField(null=True)
    apart_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = (models.Index(fields=("-score", "one"), name="likeness_by_score"),)
