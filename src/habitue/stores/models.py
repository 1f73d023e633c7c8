"""The shop, its outlets and registers, and the staff who work there."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from habitue.lib.ids import new_id


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    FRENCH = "fr", "Français"


class Shop(models.Model):
    """The business that runs this node. There is one row; its `node` is the stream of this node's back office.

    After `consent_months` the till asks again what a customer agrees to.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    node = models.UUIDField(default=new_id)
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=2, choices=Language)
    lock_after_minutes = models.PositiveSmallIntegerField(default=10)
    demo = models.BooleanField(default=False)
    consent_months = models.PositiveSmallIntegerField(default=24, db_default=24)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_shop"),)

    def __str__(self) -> str:
        return self.name


class Outlet(models.Model):
    """One of the shop's places: what stands at the top of its receipts, and how its country writes things.

    With `asks_first` a new sale opens on the customer; with `names_customer` the receipt says who they are.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=50)
    prices_include_tax = models.BooleanField(default=True)
    asks_first = models.BooleanField(default=False, db_default=False)
    names_customer = models.BooleanField(default=True, db_default=True)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Register(models.Model):
    """One selling position. Its id is its journal stream; it numbers its receipts from 1, without a gap."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="registers")
    name = models.CharField(max_length=40)
    code = models.CharField(max_length=6, unique=True)
    last_receipt = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    STORE_MANAGER = "store_manager", _("Store manager")
    WAREHOUSE_MANAGER = "warehouse_manager", _("Warehouse manager")
    CASHIER = "cashier", _("Cashier")


class StaffQuerySet(models.QuerySet["Staff"]):
    def at_work(self) -> "StaffQuerySet":
        return self.filter(left_at=None)


class Staff(models.Model):
    """A person who signs in: by name and password in the back office, by PIN at the till. Both are kept as hashes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=60, unique=True)
    role = models.CharField(max_length=20, choices=Role)
    language = models.CharField(max_length=2, choices=Language)
    password = models.CharField(max_length=200, blank=True)
    pin = models.CharField(max_length=200)
    left_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Staff"]] = models.Manager.from_queryset(StaffQuerySet)()

    class Meta:
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.name

    def has_password(self, typed: str) -> bool:
        return bool(self.password) and check_password(typed, self.password)

    def has_pin(self, typed: str) -> bool:
        return check_password(typed, self.pin)

    def may_as(self, *roles: Role) -> bool:
        """Whether what is open to these roles is open to them: to an owner it always is."""
        return self.role == Role.OWNER or self.role in roles

    @property
    def secrets_mark(self) -> str:
        """Is another one as soon as the PIN or the password is another: who came in by the old ones is out."""
        return salted_hmac("habitue.stores.staff", f"{self.pin} {self.password}", algorithm="sha256").hexdigest()


class FailedAttempt(models.Model):
    """A wrong PIN or password, counted so that guessing is slowed down. No fact about the shop, hence no action."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="failed_attempts")
    at = models.DateTimeField(db_index=True)
