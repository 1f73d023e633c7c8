"""What is brought back, in the basket beside what is bought: an exchange is both in one."""

from collections.abc import Mapping
from uuid import UUID

from habitue.catalogue.models import Kind, Variant
from habitue.customers.following import customer_now
from habitue.lib.database import writing
from habitue.sales.baskets import hold, hold_basket, refuse_if_partly_paid
from habitue.sales.models import Basket, BasketLine, ReturnReason, Sale
from habitue.sales.removed import NotOurs, unsealed_return
from habitue.sales.returnable import Returnable, ReturnedAlready, returnable
from habitue.stores.models import Register, Staff


class CannotReturn(Exception):
    """This line is nothing that can be brought back: it came back itself, or was paid onto an account."""


def bring_back(
    register: Register, staff: Staff, sale: Sale, pieces: Mapping[int, int], reason: ReturnReason
) -> list[BasketLine]:
    """So many pieces of the sale's lines, by their position, come back. Whose sale it was is attached, if nobody is.

    Raises ReturnedAlready when there are not so many left, what is in the basket already counted; CannotReturn.
    """
    with writing():
        basket = hold_basket(register, staff)
        refuse_if_partly_paid(basket)
        out = returnable(sale.id)
        made = [_one(basket, out.get(position), count, reason) for position, count in pieces.items() if count]
        if made and basket.customer_id is None and sale.customer_id:
            basket.customer = customer_now(sale.customer_id)
            basket.save(update_fields=["customer"])
        return made


def _one(basket: Basket, out: Returnable | None, count: int, reason: ReturnReason) -> BasketLine:
    if out is None or out.line.kind == Kind.ACCOUNT_PAYMENT:
        raise CannotReturn
    there = list(basket.lines.filter(of_sale=out.line.sale_id, of_line=out.line.position))
    left = out.left + sum(line.quantity for line in there)
    if not 0 < count <= left:
        raise ReturnedAlready(out.line, max(0, left))
    # What comes back for another reason is another line.
    line = next((line for line in there if line.return_reason == reason), None) or BasketLine(
        basket=basket,
        variant_id=out.line.variant_id,
        of_sale_id=out.line.sale_id,
        of_line=out.line.position,
        quantity=0,
        return_reason=reason,
    )
    line.quantity -= count
    line.save()
    return line


def bring_back_unknown(
    register: Register,
    staff: Staff,
    variant: Variant,
    *,
    count: int,
    price: int,
    reason: ReturnReason,
    allowed_by: Staff,
) -> BasketLine:
    """Pieces come back without a receipt, at `price` minor units each: no more than they cost today.

    A manager allows it. Raises CannotReturn.
    """
    with writing():
        basket = hold_basket(register, staff)
        refuse_if_partly_paid(basket)
        if not (count > 0 and 0 <= price <= variant.price and variant.product.kind == Kind.GOODS):
            raise CannotReturn
        return BasketLine.objects.create(
            basket=basket,
            variant=variant,
            quantity=-count,
            asked_price=price,
            return_reason=reason,
            discount_by=staff,
            discount_allowed_by=allowed_by,
        )


def put_back_return(register: Register, line_id: UUID, sealed: str) -> BasketLine:
    """What was removed by mistake stands in the basket again, once. Raises CannotReturn."""
    try:
        basket_id, given = unsealed_return(line_id, sealed)
    except NotOurs:
        raise CannotReturn from None
    with writing():
        hold(register)
        basket = Basket.objects.filter(id=basket_id, register=register).first()
        if basket is None:
            raise CannotReturn
        refuse_if_partly_paid(basket)
        basket.lines.get_or_create(id=line_id, defaults=given)
        return basket.lines.select_related("variant__product").get(id=line_id)
