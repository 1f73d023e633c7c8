"""Putting things in and out of the basket. It is not yet a fact, so none of this is an action; all of it is durable.

Every function takes the register first and holds its row, so that two browsers at one register take turns.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from habitue.catalogue.models import Kind, Product, Variant
from habitue.customers.following import customer_now, who_is_now
from habitue.customers.models import Customer
from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.lib.decimals import can_be_off
from habitue.lib.reading import instances, one
from habitue.pricing.basket import Buyer, Circumstances, PricedBasket, price_basket
from habitue.pricing.rules import circumstances
from habitue.sales.agreed import agree, moment_of
from habitue.sales.coming_back import ComingBack
from habitue.sales.models import Basket, BasketLine, BasketPayment, Tender
from habitue.sales.models.basket import MOST_OF_A_LINE, by_hand
from habitue.stores.models import Register, Staff

THEIR_BALANCES = (Tender.LOYALTY, Tender.CREDIT, Tender.ACCOUNT)


class WrongQuantity(ValueError):
    """A line holds from 1 to MOST_OF_A_LINE pieces; fewer is removing it, more is a slip."""


class ComesBack(WrongQuantity):
    """The line is no goods that are bought: how many, and for how much, is said where it is put in."""


class PartlyPaid(Exception):
    """Something was already paid towards the basket, so what it costs cannot change until that is taken back."""


class WrongDiscount(ValueError):
    """A discount is 0 to 100 per cent, or an amount from 0 to what the line costs."""


class PaidMore(Exception):
    """The basket would cost `total` minor units, and `paid`, which is more, was paid already."""

    def __init__(self, total: int, paid: int) -> None:
        super().__init__()
        self.total, self.paid = total, paid


class PaysWhatTheyOwe(Exception):
    """The customer pays down their account in this basket, so the sale stays theirs until that line is removed."""


class PaidFromBalance(Exception):
    """The customer has paid from a balance of theirs, so the sale stays theirs until that is taken back."""

    def __init__(self, tender: str) -> None:
        super().__init__()
        self.tender = tender


def basket_at(register: Register) -> Basket | None:
    """What is being bought at the register, with its customer; None when nothing has begun."""
    basket = one(Basket, "register", register.id)
    if basket and basket.customer_id:
        basket.customer = one(Customer, "id", basket.customer_id, joined="group")
    return basket


def lines_of(basket: Basket) -> list[BasketLine]:
    """The basket's lines, oldest first, with all that pricing and showing them needs."""
    lines = sorted(instances(BasketLine, "basket", [basket.id], joined="variant"), key=lambda line: line.id)
    ids = list({line.variant.product_id for line in lines})
    products = {each.id: each for each in instances(Product, "id", ids, joined="tax_rate")} if ids else {}
    for line in lines:
        line.basket = basket
        line.variant.product = products[line.variant.product_id]
    return lines


def payments_of(basket: Basket) -> list[BasketPayment]:
    return sorted(instances(BasketPayment, "basket", [basket.id]), key=lambda payment: payment.id)


def price(basket: Basket, lines: list[BasketLine] | None = None, *, hold: bool = False) -> PricedBasket:
    """What the basket costs now, and why; its priced lines stand in the order of `lines`.

    With `hold`, no other till can use up a promotion that this basket may have, or bring back what it does, before the
    transaction ends.
    """
    lines = lines_of(basket) if lines is None else lines
    back = ComingBack(lines, hold=hold)
    return price_basket(
        [replace(line.wanted, given=back.given(line)) if line.of_sale_id else line.wanted for line in lines],
        prices_include_tax=basket.outlet.prices_include_tax,
        under=_circumstances(basket, hold=hold),
        discount=by_hand(basket),
    )


def _circumstances(basket: Basket, *, hold: bool) -> Circumstances:
    buyer = Buyer()
    if basket.customer_id and basket.customer:
        customer = who_is_now(basket.customer)
        buyer = Buyer(customer.id, customer.group_id)
    moment = moment_of(basket).astimezone(basket.outlet.zone)
    return circumstances(basket.outlet_id, moment, buyer, basket.codes, hold=hold)


def put_in(register: Register, staff: Staff, variant: Variant, quantity: int = 1) -> BasketLine:
    """One more of `variant`: on the line that it has already, unless that is discounted, else on a new one."""
    with writing():
        basket = hold_basket(register, staff)
        refuse_if_partly_paid(basket)
        plain = basket.lines.filter(discount_percent=None, discount_amount=None, asked_price=None, quantity__gt=0)
        line = plain.filter(variant=variant).first()
        line = line or BasketLine(basket=basket, variant=variant, quantity=0)
        _check_quantity(line.quantity + quantity)
        line.quantity += quantity
        line.save()
        return line


def change_quantity(register: Register, line_id: UUID, quantity: int) -> BasketLine:
    """Raises WrongQuantity and leaves the line as it was when the quantity is not sane."""
    with writing():
        line = hold_line(register, line_id)
        if line.quantity < 0 or line.variant.product.kind != Kind.GOODS:
            raise ComesBack(quantity)
        _check_quantity(quantity)
        line.quantity = quantity
        line.save(update_fields=["quantity"])
        return line


def remove_line(register: Register, line_id: UUID) -> None:
    with writing():
        hold_line(register, line_id).delete()


def put_back(
    register: Register,
    staff: Staff,
    line_id: UUID,
    variant: Variant,
    quantity: int,
    *,
    percent: Decimal | None = None,
    amount: int | None = None,
    **given: Any,
) -> BasketLine:
    """A line that was removed by mistake, where it stood and as it was. Asked for twice, it comes back once.

    `given` are the other fields of what was given by hand. Raises BasketLine.DoesNotExist when it has come back already
    and was parked since.
    """
    with writing():
        basket = hold_basket(register, staff)
        refuse_if_partly_paid(basket)
        _check_quantity(quantity)
        if amount:
            # It was taken off more pieces, or off a higher price, than there are now.
            amount = min(amount, quantity * variant.price)
        check_discount(quantity * variant.price, percent, amount)
        if BasketLine.objects.filter(id=line_id).exclude(basket=basket).exists():
            raise BasketLine.DoesNotExist
        given = given or ({"discount_by": staff} if percent or amount else {})
        facts = {"discount_percent": percent or None, "discount_amount": amount or None, **given}
        line, _ = basket.lines.get_or_create(id=line_id, defaults={"variant": variant, "quantity": quantity, **facts})
        return line


def attach_customer(register: Register, staff: Staff, customer: Customer | None) -> Basket:
    """The sale is for `customer`; None detaches whoever it was for. Allowed until the sale is completed.

    After a part payment it may not cost less than was paid (PaidMore), nor leave who has paid from their balance
    (PaidFromBalance). Nor may whoever pays what they owe leave (PaysWhatTheyOwe).
    """
    with writing():
        basket = hold_basket(register, staff)
        before = basket.customer_id
        # Whoever was merged since they were chosen is who they are now.
        basket.customer = customer_now(customer.id) if customer else None
        if basket.customer_id != before:
            if before and basket.lines.filter(variant__product__kind=Kind.ACCOUNT_PAYMENT).exists():
                raise PaysWhatTheyOwe
            check_against_payments(basket, customer_leaves=before is not None)
            basket.save(update_fields=["customer"])
        return basket


def check_against_payments(basket: Basket, *, customer_leaves: bool = False) -> None:
    """What was paid towards the basket still fits, as the basket is about to be."""
    payments = payments_of(basket)
    if customer_leaves and (balance := next((each for each in payments if each.tender in THEIR_BALANCES), None)):
        raise PaidFromBalance(balance.tender)
    paid = sum(payment.amount for payment in payments)
    if payments and (total := price(basket).total) < paid:
        raise PaidMore(total, paid)


def empty(register: Register) -> None:
    """Nothing is bought after all: the basket goes, with its customer."""
    with writing():
        hold(register)
        if basket := Basket.objects.filter(register=register).first():
            refuse_if_partly_paid(basket)
            basket.delete()


def is_in_use(register: Register) -> bool:
    """Whether something is being bought there now, or somebody is attached."""
    open_there = Basket.objects.filter(register=register)
    return open_there.filter(Q(lines__isnull=False) | Q(customer__isnull=False)).exists()


def hold(register: Register) -> None:
    """Hold the register's row until the transaction ends, and so all that is done to its basket."""
    if connection.features.has_select_for_update:
        # Not its key: an action of the same register that already holds its journal stream may be naming the row.
        Register.objects.select_for_update(no_key=True).get(id=register.id)


def hold_basket(register: Register, staff: Staff) -> Basket:
    """The register's basket, begun if need be; the register's row is held until the transaction ends."""
    hold(register)
    basket = one(Basket, "register", register.id)
    if basket is None:
        basket = Basket.objects.create(register=register, outlet_id=register.outlet_id, staff=staff, opened_at=now())
    agree(basket)
    return basket


def hold_line(register: Register, line_id: UUID) -> BasketLine:
    hold(register)
    line = BasketLine.objects.select_related("variant__product", "basket").get(id=line_id, basket__register=register)
    refuse_if_partly_paid(line.basket)
    agree(line.basket)
    return line


def refuse_if_partly_paid(basket: Basket) -> None:
    if basket.payments.exists():
        raise PartlyPaid


def _check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= MOST_OF_A_LINE:
        raise WrongQuantity(quantity)


def check_discount(listed: int, percent: Decimal | None, amount: int | None) -> None:
    if percent is not None and not can_be_off(percent):
        raise WrongDiscount
    if amount is not None and not 0 <= amount <= listed:
        raise WrongDiscount
