"""What every template may show of the shop: its name, and how the outlet's country writes money, dates and phones."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from habitue.stores.models import Outlet, Shop


def shop(request: HttpRequest) -> dict[str, Any]:
    """`shop`, `outlet` (the till's, or the first one in the back office), and `staff` and `register` if known."""
    register = getattr(request, "register", None)
    return {
        "shop": SimpleLazyObject(Shop.objects.first),
        "outlet": register.outlet if register else SimpleLazyObject(lambda: Outlet.objects.order_by("id").first()),
        "register": register,
        "staff": getattr(request, "staff", None),
    }
