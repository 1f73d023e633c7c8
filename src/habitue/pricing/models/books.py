"""Price books: lists of prices that apply to a group, to outlets and to a period."""

from typing import ClassVar

from django.db import models

from habitue.catalogue.models import Category, Variant
from habitue.contacts.models import Supplier
from habitue.customers.models import Group
from habitue.lib.ids import new_id
from habitue.stores.models import Outlet


class PriceBook(models.Model):
    """A list of prices for `group` (everybody if none), at `outlets` (all if none), from `starts_on` to `ends_on`.

    Both days are included, as the outlet's calendar has them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=60, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="price_books")
    outlets = models.ManyToManyField(Outlet, related_name="+")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class BookPrice(models.Model):
    """A variant's price in a book from `from_quantity` pieces on: `price` minor units, or `percent_off`, never both."""

    id = models.UUIDField(primary_key=True, default=new_id)
    book = models.ForeignKey(PriceBook, models.CASCADE, related_name="prices")
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+")
    from_quantity = models.PositiveIntegerField(default=1)
    price = models.BigIntegerField(null=True)
    percent_off = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        ordering = ("from_quantity",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("book", "variant", "from_quantity"), name="book_price_once"),
            models.CheckConstraint(
                condition=models.Q(price__gte=0, percent_off=None) | models.Q(price=None, percent_off__range=(0, 100)),
                name="book_price_or_percent",
            ),
        )


class BookRule(models.Model):
    """A percentage off all variants of one category, brand or supplier, or of all products where none is named.

    A variant's own price in the book comes before it; of several rules the one that takes most off counts.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    book = models.ForeignKey(PriceBook, models.CASCADE, related_name="rules")
    category = models.ForeignKey(Category, models.CASCADE, null=True, related_name="+")
    brand = models.CharField(max_length=60, blank=True)
    supplier = models.ForeignKey(Supplier, models.CASCADE, null=True, related_name="+")
    from_quantity = models.PositiveIntegerField(default=1)
    percent_off = models.DecimalField(max_digits=5, decimal_places=2)
