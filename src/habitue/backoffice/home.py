"""Where the shop is at home."""

from habitue.stores.models import Outlet


def home_country() -> str:
    """Where a phone number without a country's code is one of."""
    return Outlet.objects.values_list("country", flat=True).earliest("id")
