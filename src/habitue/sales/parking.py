"""A basket is put aside, and taken up again by any till of its outlet. Like the basket itself, no action."""

from uuid import UUID

from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.sales.baskets import basket_at, hold, refuse_if_partly_paid
from habitue.sales.models import Basket
from habitue.stores.models import Register


def park(register: Register, label: str = "") -> Basket | None:
    """Put the basket aside, for any till of the outlet to take up again. None when nothing is in it."""
    with writing():
        hold(register)
        basket = basket_at(register)
        if basket is None or not (basket.customer_id or basket.lines.exists()):
            return None
        refuse_if_partly_paid(basket)
        basket.register, basket.parked_at, basket.parked_as = None, now(), label[:60]
        basket.save(update_fields=["register", "parked_at", "parked_as"])
        return basket


def take_up(register: Register, basket_id: UUID) -> Basket:
    """Go on with a parked basket here; what was open at the register is parked in its stead.

    Raises Basket.DoesNotExist when another till has taken it up meanwhile.
    """
    with writing():
        hold(register)
        parked = Basket.objects.select_for_update().parked()
        basket = parked.get(id=basket_id, outlet=register.outlet_id)
        if not park(register):
            Basket.objects.filter(register=register).delete()
        basket.register, basket.parked_at, basket.parked_as = register, None, ""
        basket.agreed_at = now()
        basket.save(update_fields=["register", "parked_at", "parked_as", "agreed_at"])
        return basket


def parked_at(register: Register) -> list[Basket]:
    """The outlet's parked baskets, latest first."""
    parked = Basket.objects.parked().filter(outlet=register.outlet_id)
    return list(parked.select_related("customer", "staff", "outlet").order_by("-parked_at", "-id"))
