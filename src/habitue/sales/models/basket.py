"""The basket: not yet a fact, but kept on the server from its first line."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.lib.ids import new_id
from habitue.pricing.basket import Discount, Wanted
from habitue.sales.models.sale import Tender
from habitue.stores.models import Outlet, Register, Staff

MOST_OF_A_LINE = 9999
"""A larger quantity is a slip: a barcode scanned into the quantity, most often."""


class BasketQuerySet(models.QuerySet["Basket"]):
    def parked(self) -> "BasketQuerySet":
        return self.filter(register=None)


class Basket(models.Model):
    """What a customer is about to buy. Open at one register, or parked (no register) for any till of the outlet.

    Its id will be the sale's, so that completing it twice makes one sale.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="baskets")
    register = models.OneToOneField(Register, models.PROTECT, null=True, related_name="basket")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    parked_at = models.DateTimeField(null=True)
    parked_as = models.CharField(max_length=60, blank=True)

    objects: ClassVar[models.Manager["Basket"]] = models.Manager.from_queryset(BasketQuerySet)()


class BasketLine(models.Model):
    """One line of a basket. Its price is not kept: it is worked out whenever the basket is read."""

    id = models.UUIDField(primary_key=True, default=new_id)
    basket = models.ForeignKey(Basket, models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(
        default=1, validators=(MinValueValidator(1), MaxValueValidator(MOST_OF_A_LINE))
    )
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    discount_amount = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=models.Q(quantity__range=(1, MOST_OF_A_LINE)), name="basket_quantity_sane"
            ),
        )

    @property
    def discount_rate(self) -> Decimal | None:
        """The percentage as a rate: 0.10 for 10 %."""
        return None if self.discount_percent is None else self.discount_percent / 100

    @property
    def wanted(self) -> Wanted:
        """The line as the pricing function takes it; the variant, its product and tax rate should be at hand."""
        discount = Discount(percent=self.discount_percent, amount=self.discount_amount)
        rate: Decimal = self.variant.product.tax_rate.rate
        return Wanted(self.quantity, self.variant.price, rate, discount)


class BasketPayment(models.Model):
    """A tender taken for a basket before the sale is completed: `tendered` is what was handed over."""

    id = models.UUIDField(primary_key=True, default=new_id)
    basket = models.ForeignKey(Basket, models.CASCADE, related_name="payments")
    tender = models.CharField(max_length=20, choices=Tender)
    amount = models.BigIntegerField()
    tendered = models.BigIntegerField()

    class Meta:
        ordering = ("id",)

    @property
    def change(self) -> int:
        return self.tendered - self.amount
