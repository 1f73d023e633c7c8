"""What the shop has decided about prices in general."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.stores.models import Role


class Choice(models.TextChoices):
    """Which price book counts where several apply."""

    SPECIFIC = "specific", _("the most specific")
    BEST = "best", _("the best for the customer")


class PricingPolicy(models.Model):
    """The shop's choice between price books. `version` grows whenever books, promotions or this change.

    So whoever has read them before knows whether they are still as they were.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    choice = models.CharField(max_length=8, choices=Choice, default=Choice.SPECIFIC)
    version = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_pricing_policy"),)


class DiscountLimit(models.Model):
    """How much, in per cent of a line or a sale, this role may take off by hand; more needs a manager's PIN."""

    role = models.CharField(max_length=20, choices=Role, primary_key=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
