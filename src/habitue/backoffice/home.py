"""Where the shop is at home: at its first outlet."""

from datetime import date
from zoneinfo import ZoneInfo

from habitue.lib.clock import now
from habitue.stores.models import Outlet


def home_country() -> str:
    """Where a phone number without a country's code is one of."""
    return Outlet.objects.values_list("country", flat=True).earliest("id")


def home_zone() -> ZoneInfo:
    return Outlet.objects.earliest("id").zone


def today_at_home() -> date:
    return now().astimezone(home_zone()).date()
