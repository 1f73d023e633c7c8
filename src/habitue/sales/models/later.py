"""What happens to a completed sale, which itself stays as it is."""

from django.db import models

from habitue.customers.models import Customer
from habitue.lib.ids import new_id
from habitue.sales.models.sale import Sale
from habitue.stores.models import Register, Staff


class Track(models.Model):
    """The sale is from now on `customer`'s and not `before`'s; either may be nobody."""

    id = models.UUIDField(primary_key=True, default=new_id)
    sale = models.ForeignKey(Sale, models.CASCADE, related_name="tracks")
    before = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    register = models.ForeignKey(Register, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("at", "id")


class Duplicate(models.Model):
    """The receipt was printed: `number` is 0 for the original, and counts its duplicates from 1."""

    pk = models.CompositePrimaryKey("sale", "number")
    sale = models.ForeignKey(Sale, models.CASCADE, related_name="duplicates", db_index=False)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)


class ReceiptLink(models.Model):
    """A page that shows the receipt to whoever has its address. Only the digest of the address' secret is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    sale = models.ForeignKey(Sale, models.CASCADE, related_name="links")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
