"""Files of customers that were brought in: what they did, so that it can be undone, and what is kept aside of them."""

from pathlib import Path

from django.conf import settings
from django.db import models

from habitue.customers.models.customer import Customer
from habitue.jobs.models import Job
from habitue.lib.ids import new_id
from habitue.stores.models import Staff


class Import(models.Model):
    """One file. Until its first batch it is a draft: uploaded, and no fact about the shop.

    `targets` is what its columns are, `system` which one wrote it, if that is known; `brings_back` says that retired
    groups which it names are brought back. `report` is what the last run, or dry run, came to. `left` are the customers
    whom undoing it left as they are, each with why, and `undone` what else undoing it has done. `taken_over` is what
    came of taking over the balances that it kept aside, all at once.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    system = models.CharField(max_length=60, blank=True, default="", db_default="")
    targets = models.JSONField(null=True)
    brings_back = models.BooleanField(default=False, db_default=False)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", db_index=False)
    report = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    left = models.JSONField(default=list)
    undone = models.JSONField(default=dict)
    taken_over = models.JSONField(default=dict, db_default={})

    class Meta:
        ordering = ("-id",)

    @property
    def path(self) -> Path:
        """The uploaded file, in a folder of its own in the data directory."""
        return Path(settings.ENVIRONMENT.data) / "imports" / str(self.id) / "customers.csv"

    @property
    def counts_here(self) -> bool:
        """Whether balances that it kept aside were taken over all at once: what has been counted on is not undone."""
        return bool(self.taken_over.get("counts"))

    @property
    def bad_lines(self) -> Path:
        return self.path.with_name("customers.errors.csv")


class ImportBatch(models.Model):
    """What one entry of the journal did: the ids that it `made`, and how those that it `changed` were before.

    Those that it made have search keys from `lowest_key` to `highest_key`, by which the batch of a customer is found.
    `groups` are those that it made or brought back: [id, name, "made" or "back"].
    """

    pk = models.CompositePrimaryKey("imported", "entry")
    imported = models.ForeignKey(Import, models.CASCADE, related_name="batches", db_index=False)
    entry = models.UUIDField()
    at = models.DateTimeField(null=True)
    made = models.TextField(blank=True)
    lowest_key = models.IntegerField(null=True)
    highest_key = models.IntegerField(null=True)
    changed = models.JSONField(default=list)
    groups = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("lowest_key", "highest_key"), name="batch_by_key"),)


class KeptAside(models.Model):
    """A cell that nothing in the product holds yet, a balance above all, under the heading that it had in the file."""

    id = models.UUIDField(primary_key=True, default=new_id)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="kept_aside", db_index=False)
    imported = models.UUIDField()
    name = models.CharField(max_length=60)
    value = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("customer", "name", "at"), name="aside_of_customer"),
            models.Index(fields=("imported", "customer", "name"), name="aside_of_import"),
        )
