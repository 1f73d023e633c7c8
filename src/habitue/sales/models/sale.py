"""Completed sales: facts, which are never edited."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.balances.models import GiftCard
from habitue.catalogue.models import Kind, Variant
from habitue.customers.models import Customer
from habitue.journal.models import Entry
from habitue.stores.models import Register, Staff


class Tender(models.TextChoices):
    CASH = "cash", _("Cash")
    CARD = "card", _("Card")
    GIFT_CARD = "gift_card", _("Gift card")
    CREDIT = "credit", _("Store credit")
    LOYALTY = "loyalty", _("Loyalty")
    ACCOUNT = "account", _("Account")


class Document(models.TextChoices):
    """What a completed sale is: all of it sold, all of it brought back, some of each, or a sale undone as a whole."""

    SALE = "sale", _("Sale")
    RETURN = "return", _("Return")
    EXCHANGE = "exchange", _("Exchange")
    VOID = "void", _("Void")


class ReturnReason(models.TextChoices):
    """Why something came back."""

    FIT = "fit", _("Does not fit")
    MIND = "mind", _("Changed their mind")
    FAULTY = "faulty", _("Faulty")
    WRONG = "wrong", _("Not what was ordered")
    GIFT = "gift", _("Unwanted gift")
    OTHER = "other", _("Other")


class Sale(models.Model):
    """What was sold, to whom, for how much. Money in minor units of `currency`; `net` + `tax` = `total`.

    A return or a void is a sale of its own whose money is negative. Its id was the basket's. `number` counts the
    register's own receipts without a gap. `customer` is whose it is now: who was attached when it was completed,
    unless a later `Track` or merge says otherwise; the journal's entry stays. `codes` of promotions were
    typed; `priced_at` is the moment as of which it was priced, where that is not known when it was completed.
    """

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, models.PROTECT, related_name="sales", db_index=False)
    number = models.PositiveIntegerField()
    receipt_number = models.CharField(max_length=20, unique=True)
    completed_at = models.DateTimeField(db_index=True)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="sales", db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="sales", db_index=False)
    currency = models.CharField(max_length=3)
    prices_include_tax = models.BooleanField()
    net = models.BigIntegerField()
    tax = models.BigIntegerField()
    total = models.BigIntegerField()
    document = models.CharField(max_length=8, choices=Document, default=Document.SALE, db_default=Document.SALE)
    voids = models.OneToOneField("self", models.PROTECT, null=True, related_name="void")
    codes = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    priced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("register", "number"), name="receipt_number_once_at_register"),
            models.CheckConstraint(condition=models.Q(total=models.F("net") + models.F("tax")), name="sale_adds_up"),
        )
        # Whosever sales are listed, the latest stand first.
        indexes: ClassVar = (
            models.Index(fields=("register", "completed_at"), name="sale_of_register"),
            models.Index(fields=("staff", "completed_at"), name="sale_of_staff"),
            models.Index(fields=("customer", "completed_at"), name="sale_of_customer"),
        )

    def __str__(self) -> str:
        return self.receipt_number

    @property
    def tenders(self) -> list[str]:
        """How it was paid, each way once, in the order in which it was."""
        return list(dict.fromkeys(payment.get_tender_display() for payment in self.payments.all()))

    @property
    def voided_by(self) -> "Sale | None":
        return Sale.objects.filter(voids=self).first()

    @property
    def paid(self) -> int:
        return sum(payment.amount for payment in self.payments.all())

    @property
    def change(self) -> int:
        return sum(payment.change for payment in self.payments.all())


class SaleLine(models.Model):
    """One line as it was sold; name, SKU and options are kept as they were. Money in minor units.

    What was brought back has a negative quantity and money; `of_sale` and `of_line` (its position) say what was sold
    then, if it is known. `why` explains the price, as `habitue.sales.facts` writes it down: what each step took
    off adds up to `off`. `earned` is how many units of loyalty the line would earn a member.
    """

    sale = models.ForeignKey(Sale, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    sku = models.CharField(max_length=40)
    options = models.CharField(max_length=60, blank=True)
    quantity = models.IntegerField()
    unit_price = models.BigIntegerField()
    off = models.BigIntegerField()
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    tax_rate = models.DecimalField(max_digits=7, decimal_places=6)
    net = models.BigIntegerField()
    tax = models.BigIntegerField()
    total = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.GOODS, db_default=Kind.GOODS)
    of_sale = models.ForeignKey(Sale, models.PROTECT, null=True, related_name="returned_lines")
    of_line = models.PositiveSmallIntegerField(null=True)
    return_reason = models.CharField(max_length=8, choices=ReturnReason, blank=True, default="", db_default="")
    earned = models.IntegerField(default=0, db_default=0)
    gift_card = models.ForeignKey(GiftCard, models.PROTECT, null=True, related_name="+", db_index=False)
    why = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("sale", "position"), name="line_once_in_sale"),
            models.CheckConstraint(condition=models.Q(total=models.F("net") + models.F("tax")), name="line_adds_up"),
        )

    @property
    def discount_rate(self) -> Decimal | None:
        """The percentage as a rate: 0.10 for 10 %."""
        return None if self.discount_percent is None else self.discount_percent / 100

    @property
    def pieces_back(self) -> int:
        """How many pieces came back."""
        return max(0, -self.quantity)

    @property
    def listed(self) -> int:
        return self.quantity * self.unit_price

    @property
    def shown(self) -> int:
        return self.listed - self.off


class Payment(models.Model):
    """One tender: `amount` went to the sale; `tendered` is what was handed over, the rest of it came back as change.

    What was refunded is negative. `allowed_by` is the manager whose PIN let it pass a limit.
    """

    sale = models.ForeignKey(Sale, models.CASCADE, related_name="payments")
    position = models.PositiveSmallIntegerField()
    tender = models.CharField(max_length=20, choices=Tender)
    amount = models.BigIntegerField()
    tendered = models.BigIntegerField()
    gift_card = models.ForeignKey(GiftCard, models.PROTECT, null=True, related_name="+")
    allowed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("sale", "position"), name="payment_once_in_sale"),
            models.CheckConstraint(condition=models.Q(tendered__gte=models.F("amount")), name="change_not_negative"),
        )

    @property
    def change(self) -> int:
        return self.tendered - self.amount
