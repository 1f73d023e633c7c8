"""The outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.customers.models import Customer
from habitue.lib.ids import new_id
from habitue.sales.models import Sale
from habitue.stores.models import Staff


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    HELD_BACK = "held_back", _("held back: no consent")


class About(models.TextChoices):
    RECEIPT = "receipt", _("Receipt")
    MARKETING = "marketing", _("News and offers")
    STATEMENT = "statement", _("Statement of a balance")
    EXPIRY = "expiry", _("Loyalty is about to expire")
    TEST = "test", _("Test")


class Mail(models.Model):
    """A mail that is to go, or has gone. Its text is made when it goes; `sale` is the receipt that it brings.

    `text` is what it says, or, of a statement or a notice of expiry, what it is about.

    Tried `tries` times so far; the next time at `next_at`. `trouble` is what the mail server said last. `without_pdf`
    says that this machine could not make one, and that the mail has gone without it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    about = models.CharField(max_length=12, choices=About)
    to = models.CharField(max_length=254)
    language = models.CharField(max_length=2)
    customer = models.ForeignKey(Customer, models.CASCADE, null=True, related_name="mails")
    sale = models.ForeignKey(Sale, models.CASCADE, null=True, related_name="mails")
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    without_pdf = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = (
            models.Index(fields=("state", "next_at"), name="mail_to_send"),
            models.Index(fields=("-asked_at", "-id"), name="mail_latest_first"),
        )
