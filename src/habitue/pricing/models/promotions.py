"""Promotions: rules that lower prices or add loyalty, for groups, outlets and a time."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.catalogue.models import Category, Product, Variant
from habitue.customers.models import Customer, Group
from habitue.lib.ids import new_id
from habitue.stores.models import Outlet


class Takes(models.TextChoices):
    """What a promotion does."""

    PERCENT = "percent", _("per cent off")
    AMOUNT = "amount", _("amount off")
    PRICE = "price", _("fixed price")
    LOYALTY = "loyalty", _("extra loyalty")


class Promotion(models.Model):
    """One rule, in five sentences.

    *What*: `takes` with its `value`: a percentage (0 to 100), minor units off, minor units that each piece costs, or
    how many times the loyalty is earned. *On what*: each piece of its targets, or the whole sale where it has none.
    With `buy_quantity`, for so many pieces of its targets that are bought at their price, `get_quantity` pieces get
    it: of the targets marked "get", or of the same; the cheapest. *When*: from `spend_from` minor units of targets
    on; for `groups` and at `outlets` (all where none are named); from `starts_at` to `ends_at`, on the weekdays of
    `days` (bit 0 is Monday, as ISO 8601 counts), between `from_time` and `until_time` as the outlet's clock has it;
    with `code`, if it has one. *How often*: at most `per_sale` times in a sale (a time is a piece, or a set of bought
    and got), in `per_customer` and `in_total` sales. *With what*: those that `combine` add up; any other stands alone
    on its pieces.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=60, unique=True)
    takes = models.CharField(max_length=8, choices=Takes)
    value = models.DecimalField(max_digits=14, decimal_places=3)
    buy_quantity = models.PositiveSmallIntegerField(null=True)
    get_quantity = models.PositiveSmallIntegerField(null=True)
    spend_from = models.BigIntegerField(null=True)
    groups = models.ManyToManyField(Group, related_name="+")
    outlets = models.ManyToManyField(Outlet, related_name="+")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    days = models.PositiveSmallIntegerField(default=127)
    from_time = models.TimeField(null=True)
    until_time = models.TimeField(null=True)
    code = models.CharField(max_length=24, blank=True)
    per_sale = models.PositiveIntegerField(null=True)
    per_customer = models.PositiveIntegerField(null=True)
    in_total = models.PositiveIntegerField(null=True)
    combines = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("code",), name="promotion_code_once", condition=~models.Q(code="")),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="promotion_value_not_negative"),
        )

    def __str__(self) -> str:
        return self.name


class Part(models.TextChoices):
    BUY = "buy", _("bought")
    GET = "get", _("got")


class PromotionTarget(models.Model):
    """What a promotion is on: one variant, product, category or brand."""

    id = models.UUIDField(primary_key=True, default=new_id)
    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="targets")
    part = models.CharField(max_length=3, choices=Part, default=Part.BUY)
    variant = models.ForeignKey(Variant, models.CASCADE, null=True, related_name="+")
    product = models.ForeignKey(Product, models.CASCADE, null=True, related_name="+")
    category = models.ForeignKey(Category, models.CASCADE, null=True, related_name="+")
    brand = models.CharField(max_length=60, blank=True)


class PromotionUse(models.Model):
    """A sale had the promotion. Its returns do not give the use back; a void does. `customer` is whose it is now."""

    pk = models.CompositePrimaryKey("promotion", "sale")
    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="uses", db_index=False)
    sale = models.UUIDField()
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = (
            models.Index(fields=("promotion", "customer"), name="use_of_customer"),
            models.Index(fields=("sale",), name="use_of_sale"),
        )
