"""Products and variants, the categories that show them, the tax rates they bear."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.catalogue.words import LONGEST_WORD, WordField
from habitue.contacts.models import Supplier
from habitue.lib.ids import new_id


class TaxRate(models.Model):
    """A rate of sales tax or VAT: 0.20 is 20 %. Retired, it is offered to no product any more."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=40, unique=True)
    rate = models.DecimalField(max_digits=7, decimal_places=6)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-rate", "name")

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A drawer of the till's tiles. `colour` is one of the look's tile colours, by number. Retired, it is not shown."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    colour = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    """What is sold. Only goods bear discounts and loyalty, and count as bought."""

    GOODS = "goods", _("Goods")
    GIFT_CARD = "gift_card", _("Gift card")
    ACCOUNT_PAYMENT = "account", _("Payment to the account")


class ProductQuerySet(models.QuerySet["Product"]):
    def on_sale(self) -> "ProductQuerySet":
        """The goods that are offered; gift cards and payments to the account are sold by keys of their own."""
        return self.filter(retired_at=None, kind=Kind.GOODS)


class Product(models.Model):
    """What is sold, in one or several variants. Retired, it is not offered any more and stays where it was sold."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=120)
    brand = models.CharField(max_length=60, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="products")
    tax_rate = models.ForeignKey(TaxRate, models.PROTECT, related_name="products")
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, related_name="products")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.GOODS, db_default=Kind.GOODS)
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Product"]] = models.Manager.from_queryset(ProductQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("category", "name"), name="product_by_category"),
            models.Index(fields=("name",), name="product_by_name"),
        )

    def __str__(self) -> str:
        return self.name


class VariantQuerySet(models.QuerySet["Variant"]):
    def on_sale(self) -> "VariantQuerySet":
        return self.filter(retired_at=None, product__retired_at=None, product__kind=Kind.GOODS)


class Variant(models.Model):
    """One size and colour of a product, with its SKU and price (minor units of the shop's currency)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    position = models.PositiveSmallIntegerField(default=0)
    sku = models.CharField(max_length=40, unique=True)
    size = models.CharField(max_length=20, blank=True)
    colour = models.CharField(max_length=30, blank=True)
    price = models.BigIntegerField()
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Variant"]] = models.Manager.from_queryset(VariantQuerySet)()

    class Meta:
        ordering = ("position",)
        constraints = (models.CheckConstraint(condition=models.Q(price__gte=0), name="variant_price_not_negative"),)

    def __str__(self) -> str:
        return self.sku

    @property
    def options(self) -> str:
        """What tells it from the product's other variants: "38 · black"."""
        return " · ".join(part for part in (self.size, self.colour) if part)


class Barcode(models.Model):
    """A code that a scanner reads from a variant. A variant may have several; a code leads to one variant.

    `code` is as `habitue.catalogue.barcodes.normal` writes it, so that the shorter and longer spellings are one.
    """

    code = models.CharField(max_length=48, primary_key=True)
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="barcodes")

    def __str__(self) -> str:
        return self.code


class Word(models.Model):
    """One folded word by which a variant is found: of its name, brand, category, size or colour, its SKU or barcode."""

    pk = models.CompositePrimaryKey("word", "variant")
    word = WordField(max_length=LONGEST_WORD)
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="words", db_index=False)

    class Meta:
        indexes = (models.Index(fields=("variant", "word"), name="word_of_variant"),)
