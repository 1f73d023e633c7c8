"""Customers, their cards and groups, and the index behind the one box."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.lib.ids import new_id
from habitue.stores.models import Language, Register, Staff

ALL_CUSTOMERS = UUID("01900000-0000-7000-8000-000000000001")
"""The group in which everybody starts: the same id on every node."""


class Group(models.Model):
    """A customer is in exactly one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return str(_("All customers")) if self.id == ALL_CUSTOMERS else self.name


class Customer(models.Model):
    """A person or company that buys.

    `code` is in capitals, without blanks or hyphens. `phone` is E.164, `email` as it was typed with its domain in lower
    case. `search_key` is this node's own small number for the search index and means nothing elsewhere; it counts down,
    so that of two customers last seen on one day the newer stands first. `seen_on` is the day that the index ranks by:
    the last visit, or else the day of creation.
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
    """A card whose number finds the customer. `number` is in capitals, without blanks or hyphens."""

    number = models.CharField(max_length=48, primary_key=True)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="cards")

    def __str__(self) -> str:
        return self.number


class Token(models.Model):
    """One way to find a customer: a piece of text that the search looks for, most recently seen customers first.

    The whole row is its key, in the order in which the search reads: `recency` is the day of `Customer.seen_on`
    counted backwards. What the first character of a token says is written in `search/tokens.py`.
    """

    pk = models.CompositePrimaryKey("token", "recency", "customer_key")
    token = models.CharField(max_length=260)
    recency = models.IntegerField()
    customer_key = models.IntegerField()


class Spelling(models.Model):
    """A word that occurs in names, under itself and under each text that is left of it without one letter."""

    pk = models.CompositePrimaryKey("rest", "word")
    rest = models.CharField(max_length=40)
    word = models.CharField(max_length=40)


class Unindexed(models.Model):
    """A customer whom an import has written down and whom the search will know at the end of it.

    `stale` holds the tokens of versions that were changed meanwhile, one a line.
    """

    customer_key = models.IntegerField(primary_key=True)
    stale = models.TextField(blank=True)
