"""The basket: not yet a fact, but kept on the server from its first line."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from habitue.balances.models import GiftCard
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.lib.ids import new_id
from habitue.pricing.basket import Discount, Wanted
from habitue.sales.models.sale import ReturnReason, Sale, Tender
from habitue.stores.models import Outlet, Register, Staff

MOST_OF_A_LINE = 9999
"""A larger quantity is a slip: a barcode scanned into the quantity, most often."""


class BasketQuerySet(models.QuerySet["Basket"]):
    def parked(self) -> "BasketQuerySet":
        return self.filter(register=None)


class Basket(models.Model):
    """What a customer is about to buy. Open at one register, or parked (no register) for any till of the outlet.

    Its id will be the sale's, so that completing it twice makes one sale. `codes` are the promotions' codes that were
    typed; `agreed_at` is the moment as of which it is priced (`habitue.sales.agreed`). The discount is what is taken
    off the whole sale by hand: by whom, why, and which manager allowed it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="baskets")
    register = models.OneToOneField(Register, models.PROTECT, null=True, related_name="basket")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    parked_as = models.CharField(max_length=60, blank=True)
    codes = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    discount_amount = models.BigIntegerField(null=True)
    discount_reason = models.CharField(max_length=80, blank=True, default="", db_default="")
    discount_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    discount_allowed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)

    objects: ClassVar[models.Manager["Basket"]] = models.Manager.from_queryset(BasketQuerySet)()


def by_hand(given: "Basket | BasketLine") -> Discount:
    """What is taken off by hand, by whom and why."""
    return Discount(
        given.discount_percent,
        given.discount_amount,
        given.discount_by_id,
        given.discount_allowed_by_id,
        given.discount_reason,
    )


class BasketLine(models.Model):
    """One line of a basket. Its price is not kept: it is worked out whenever the basket is read.

    What is brought back has a negative quantity; `of_sale` and `of_line` say which line was sold then, if it is known.
    `asked_price` is what somebody typed in place of the price (minor units a piece), or what a gift card or a payment
    to the account is for. The discount, or the asked price, has who gave it, why, and which manager allowed it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    basket = models.ForeignKey(Basket, models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+")
    quantity = models.IntegerField(
        default=1, validators=(MinValueValidator(-MOST_OF_A_LINE), MaxValueValidator(MOST_OF_A_LINE))
    )
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    discount_amount = models.BigIntegerField(null=True)
    discount_reason = models.CharField(max_length=80, blank=True, default="", db_default="")
    discount_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    discount_allowed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_price = models.BigIntegerField(null=True)
    of_sale = models.ForeignKey(Sale, models.PROTECT, null=True, related_name="+", db_index=False)
    of_line = models.PositiveSmallIntegerField(null=True)
    return_reason = models.CharField(max_length=8, choices=ReturnReason, blank=True, default="", db_default="")
    gift_code = models.CharField(max_length=24, blank=True, default="", db_default="")

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=models.Q(quantity__range=(-MOST_OF_A_LINE, MOST_OF_A_LINE)) & ~models.Q(quantity=0),
                name="basket_quantity_sane",
            ),
        )

    @property
    def discount_rate(self) -> Decimal | None:
        """The percentage as a rate: 0.10 for 10 %."""
        return None if self.discount_percent is None else self.discount_percent / 100

    @property
    def pieces_back(self) -> int:
        """How many pieces come back."""
        return max(0, -self.quantity)

    @property
    def wanted(self) -> Wanted:
        """The line as the pricing function takes it; the variant, its product and tax rate should be at hand."""
        product = self.variant.product
        rate: Decimal = product.tax_rate.rate
        return Wanted(
            self.quantity,
            self.variant.price,
            rate,
            by_hand(self),
            variant=self.variant_id,
            product=product.id,
            category=product.category_id,
            brand=product.brand,
            supplier=product.supplier_id,
            kind=product.kind,
            asked_price=self.asked_price,
        )


class BasketPayment(models.Model):
    """A tender taken for a basket before the sale is completed: `tendered` is what was handed over.

    Refunds are negative. `units` are those of loyalty that pay the amount. `allowed_by` is the manager whose PIN let it
    pass a limit.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    basket = models.ForeignKey(Basket, models.CASCADE, related_name="payments")
    tender = models.CharField(max_length=20, choices=Tender)
    amount = models.BigIntegerField()
    tendered = models.BigIntegerField()
    units = models.IntegerField(default=0, db_default=0)
    gift_card = models.ForeignKey(GiftCard, models.PROTECT, null=True, related_name="+", db_index=False)
    allowed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("id",)

    @property
    def change(self) -> int:
        return self.tendered - self.amount
