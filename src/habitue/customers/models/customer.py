"""Customers, their cards and groups."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.lib.ids import new_id
from habitue.stores.models import Language, Register, Staff

ALL_CUSTOMERS = UUID("01900000-0000-7000-8000-000000000001")
"""The group in which everybody starts: the same id on every node."""


class GroupQuerySet(models.QuerySet["Group"]):
    def in_use(self) -> "GroupQuerySet":
        return self.filter(retired_at=None)


class Group(models.Model):
    """A customer is in exactly one. `colour` is one of the look's tile colours, by number."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=60, unique=True)
    colour = models.PositiveSmallIntegerField(default=0, db_default=0)
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Group"]] = models.Manager.from_queryset(GroupQuerySet)()

    def __str__(self) -> str:
        return str(_("All customers")) if self.id == ALL_CUSTOMERS else self.name


class Customer(models.Model):
    """A person or company that buys.

    `code` is in capitals, without blanks or hyphens. `phone` is E.164, `email` as it was typed with its domain in lower
    case. `search_key` is this node's own small number for the search index and means nothing elsewhere; it counts down,
    so that of two customers last seen on one day the newer stands first. `seen_on` is the day that the index ranks by:
    the last visit, or else the day of creation. `birthday` is as ISO 8601 and vCard write it: "1990-05-17", or
    "--05-17" without a year. `spent` is the total of the sales that are theirs, in minor units. `merged_into` is who
    this record turned out to be: it is shown and found no more, and its id leads there. `agreed` is what the latest
    answers of the consents' ledger come to, as `habitue.customers.consents` counts them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    search_key = models.IntegerField(unique=True)
    code = models.CharField(max_length=24, unique=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    company = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.CharField(max_length=254, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, default=ALL_CUSTOMERS, related_name="customers", db_index=False)
    language = models.CharField(max_length=2, choices=Language)
    note = models.TextField(max_length=2000, blank=True)
    created_at = models.DateTimeField()
    # An index costs as much as a fifth of an import, and nobody looks customers up by who wrote them down.
    created_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    created_register = models.ForeignKey(Register, models.PROTECT, null=True, related_name="+", db_index=False)
    last_visit = models.DateTimeField(null=True)
    seen_on = models.DateField()
    website = models.CharField(max_length=200, blank=True, default="", db_default="")
    birthday = models.CharField(max_length=10, blank=True, default="", db_default="")
    spent = models.BigIntegerField(default=0, db_default=0)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)
    agreed = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(first_name="", last_name="", company="", phone="", email=""),
                name="customer_can_be_told_apart",
            ),
        )
        indexes = (models.Index(fields=("-seen_on", "search_key"), name="customer_by_recency"),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the customer is called: the person's name, else the company's, else the e-mail, phone or code."""
        person = f"{self.first_name} {self.last_name}".strip()
        return person or self.company or self.email or self.phone or self.code


class CustomerCard(models.Model):
    """A card whose number, in capitals without blanks or hyphens, finds the customer until it is blocked."""

    number = models.CharField(max_length=48, primary_key=True)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="cards")
    blocked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.number
