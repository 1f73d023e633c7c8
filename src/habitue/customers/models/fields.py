"""Fields of the shop's own for the customer record, and what the form at the till asks for."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habitue.customers.models.customer import Customer
from habitue.lib.ids import new_id


class Kind(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    ONE_OF = "one_of", _("One of several")
    SEVERAL_OF = "several_of", _("Several of several")


class InTwoLanguages(models.Model):
    label_en = models.CharField(max_length=60)
    label_fr = models.CharField(max_length=60)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label_fr if (get_language() or "").startswith("fr") else self.label_en


class CustomFieldQuerySet(models.QuerySet["CustomField"]):
    def in_use(self) -> "CustomFieldQuerySet":
        return self.filter(retired_at=None)


class CustomField(InTwoLanguages):
    """A field of the shop's own. Retired, it is asked for no more, and what it holds stays."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=12, choices=Kind)
    required = models.BooleanField(default=False)
    at_till = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["CustomField"]] = models.Manager.from_queryset(CustomFieldQuerySet)()

    class Meta:
        ordering = ("position", "id")


class FieldOption(InTwoLanguages):
    """One of the answers that may be chosen."""

    id = models.UUIDField(primary_key=True, default=new_id)
    field = models.ForeignKey(CustomField, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "id")


class FieldValue(models.Model):
    """What a customer's record holds in a field: one row, or one for each of several chosen.

    `value` is the text; a number in plain decimal notation, a date as ISO 8601, "yes" or "no", or an option's id.
    """

    pk = models.CompositePrimaryKey("customer", "field", "value")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="field_values", db_index=False)
    field = models.ForeignKey(CustomField, models.PROTECT, related_name="values", db_index=False)
    value = models.CharField(max_length=300)

    class Meta:
        indexes = (models.Index(fields=("field", "value", "customer"), name="field_value"),)


class FormField(models.Model):
    """What the shop has said of a built-in field: whether it must be filled in, and whether the till asks for it."""

    name = models.CharField(max_length=40, primary_key=True)
    required = models.BooleanField(default=False)
    at_till = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "name")
