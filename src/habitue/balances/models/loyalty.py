"""Loyalty: what a member earns, in money or in points, and how it is paid with."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.balances.models.entry import BalanceEntry
from habitue.catalogue.models import Category, Product
from habitue.customers.models import Customer, Group
from habitue.lib.ids import new_id
from habitue.stores.models import Register, Staff


class LoyaltyUnit(models.TextChoices):
    MONEY = "money", _("Money")
    POINTS = "points", _("Points")


class LoyaltyPlan(models.Model):
    """The shop's one plan. Entries are whole units: minor units of money, or points.

    `rate` is what is earned in general: the per cent of what is paid, or the points for each main unit of the currency.
    `worth` is how many minor units one point pays (1 where the unit is money). `least` is the smallest redemption, in
    units; `welcome` what a new member is given. What is earned expires after `expires_months`, if at all; the member
    is told `notice_days` before. A tier counts what was spent in the last `tier_months`. `words_en` and `words_fr` are
    what staff read out when somebody joins.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    active = models.BooleanField(default=False)
    unit = models.CharField(max_length=6, choices=LoyaltyUnit, default=LoyaltyUnit.POINTS)
    rate = models.DecimalField(max_digits=7, decimal_places=3, default=1)
    worth = models.DecimalField(max_digits=9, decimal_places=4, default=1)
    least = models.PositiveIntegerField(default=0)
    welcome = models.PositiveIntegerField(default=0)
    expires_months = models.PositiveSmallIntegerField(null=True)
    notice_days = models.PositiveSmallIntegerField(default=30)
    tier_months = models.PositiveSmallIntegerField(default=12)
    words_en = models.TextField(max_length=1000, blank=True)
    words_fr = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_loyalty_plan"),)


class LoyaltyRate(models.Model):
    """Another rate than the plan's for one group, product, brand or category: exactly one of them.

    The most specific counts: product, then brand, then category, then group.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")
    product = models.ForeignKey(Product, models.CASCADE, null=True, related_name="+")
    category = models.ForeignKey(Category, models.CASCADE, null=True, related_name="+")
    brand = models.CharField(max_length=60, blank=True)
    rate = models.DecimalField(max_digits=7, decimal_places=3)


class LoyaltyTier(models.Model):
    """Who has spent at least `spent` minor units in the plan's months earns `multiplier` times as much."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=40, unique=True)
    spent = models.BigIntegerField(unique=True)
    multiplier = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ("spent",)


class LoyaltyMember(models.Model):
    """The customer has joined, and, with `left_at`, has left. Joining again is the same row; it has its own words."""

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="loyalty")
    joined_at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    register = models.ForeignKey(Register, models.PROTECT, null=True, related_name="+", db_index=False)
    left_at = models.DateTimeField(null=True)
    words = models.TextField(max_length=1000, blank=True)


class LoyaltyEntry(BalanceEntry):
    """Units earned (more than nothing) or used (less). `line` is the position of the sale's line that earned them."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_index=False)
    line = models.PositiveSmallIntegerField(null=True)
    expires_on = models.DateField(null=True)

    class Meta(BalanceEntry.Meta):
        indexes: ClassVar = (
            models.Index(fields=("customer", "amount"), name="loyalty_balance"),
            # All that is read to say what expires next, in its order: years of it in milliseconds.
            models.Index(fields=("customer", "at", "amount", "id", "refers", "expires_on"), name="loyalty_statement"),
            models.Index(fields=("expires_on",), name="loyalty_expiry", condition=models.Q(expires_on__isnull=False)),
        )
