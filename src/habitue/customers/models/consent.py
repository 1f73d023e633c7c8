"""The ledger of what customers have agreed to, and the words that were shown to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.customers.models.customer import Customer
from habitue.lib.ids import new_id
from habitue.stores.models import Language, Register, Staff


class Purpose(models.TextChoices):
    KEEP = "keep", _("may keep my details")
    WRITE = "write", _("may write to me")


class Channel(models.TextChoices):
    NONE = "", ""
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    PHONE = "phone", _("Phone")
    POST = "post", _("Post")


class Way(models.TextChoices):
    TILL = "till", _("said at the till")
    OFFICE = "office", _("told in the back office")
    PHONE = "phone", _("on their own phone")
    PAPER = "paper", _("on paper")
    IMPORT = "import", _("from an import")


class ConsentText(models.Model):
    """One version of the shop's words for a purpose: what the customer agrees to, and what staff read out.

    The last version of a purpose is shown; older ones stay for the answers that were given to them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    purpose = models.CharField(max_length=10, choices=Purpose)
    version = models.PositiveIntegerField()
    text_en = models.TextField(max_length=1000)
    text_fr = models.TextField(max_length=1000)
    say_en = models.TextField(max_length=1000)
    say_fr = models.TextField(max_length=1000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("purpose", "-version")
        constraints = (models.UniqueConstraint(fields=("purpose", "version"), name="consent_version_once"),)

    def shown(self, language: str) -> str:
        return self.text_fr if language == Language.FRENCH else self.text_en

    def said(self, language: str) -> str:
        return self.say_fr if language == Language.FRENCH else self.say_en


class Consent(models.Model):
    """One recorded answer, given or withdrawn, for one purpose over one channel. Never changed; the last one counts.

    Only writing has channels, and each has an answer of its own. `at` is when it was given, which an import or a paper
    may say to be earlier than it was written down. `source` says where an import has it from.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="consents", db_index=False)
    purpose = models.CharField(max_length=10, choices=Purpose)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    given = models.BooleanField()
    at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=Way)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    register = models.ForeignKey(Register, models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.ForeignKey(ConsentText, models.PROTECT, null=True, related_name="+", db_index=False)
    language = models.CharField(max_length=2, choices=Language)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(purpose=Purpose.KEEP, channel=Channel.NONE)
                | models.Q(purpose=Purpose.WRITE) & ~models.Q(channel=Channel.NONE),
                name="consent_channel_is_for_writing",
            ),
        )
        indexes = (models.Index(fields=("customer", "purpose", "channel", "at", "id"), name="consent_of_customer"),)
