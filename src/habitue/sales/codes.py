"""Codes of promotions, as they are typed at the till."""

from dataclasses import dataclass
from uuid import UUID

from habitue.lib.database import writing
from habitue.pricing.basket import Buyer, PricedBasket
from habitue.pricing.live import plain_code
from habitue.pricing.models import Promotion
from habitue.pricing.promotions import Why
from habitue.pricing.rules import live, used_up
from habitue.sales.agreed import moment_of
from habitue.sales.baskets import check_against_payments, hold_basket, lines_of, price
from habitue.sales.models import Basket
from habitue.stores.models import Register, Staff

MOST_CODES = 20
USED_UP, ELSEWHERE = "used_up", "elsewhere"


class UnknownCode(Exception):
    """No promotion has this code."""


class NotForNow(Exception):
    """The promotion is not to be had: `why`, or None where it is used up."""

    def __init__(self, promotion: Promotion, why: Why | None) -> None:
        super().__init__()
        self.promotion, self.why = promotion, why


class NotHere(Exception):
    """The promotion is one of other outlets."""


def type_code(register: Register, staff: Staff, typed: str) -> tuple[Promotion, bool]:
    """The basket has this promotion from now on, and whether it takes anything off as things are.

    Raises UnknownCode, NotHere, NotForNow; PaidMore when more was paid already than the basket would cost.
    """
    code = plain_code(typed)
    with writing():
        basket = hold_basket(register, staff)
        promotion = _of_code(code)
        _refuse(basket, promotion)
        if code not in basket.codes and len(basket.codes) < MOST_CODES:
            basket.codes = [*basket.codes, code]
            check_against_payments(basket)
            basket.save(update_fields=["codes"])
        had = {id for id, _times in price(basket, lines_of(basket)).promotions}
    return promotion, promotion.id in had


def is_known(typed: str) -> bool:
    """Whether a promotion has this code, be it to be had now or not."""
    try:
        return bool(_of_code(plain_code(typed)))
    except UnknownCode:
        return False


def take_code_back(register: Register, staff: Staff, typed: str) -> None:
    with writing():
        basket = hold_basket(register, staff)
        basket.codes = [code for code in basket.codes if code != plain_code(typed)]
        check_against_payments(basket)
        basket.save(update_fields=["codes"])


@dataclass(frozen=True, slots=True)
class TypedCode:
    """A code of the basket, its promotion's name, and whether the sale has it as things are; `why` it is not for it."""

    code: str
    name: str
    counts: bool
    why: str = ""


def codes_typed(basket: Basket, priced: PricedBasket) -> list[TypedCode]:
    if not basket.codes:
        return []
    had = {id for id, _times in priced.promotions}
    there = Promotion.objects.exclude(code="").prefetch_related("outlets", "groups", "targets")
    of_code = {plain_code(each.code): each for each in there}
    return [
        TypedCode(code, each.name, counts := each.id in had, "" if counts else _why_not(basket, each))
        for code in basket.codes
        if (each := of_code.get(code))
    ]


def _why_not(basket: Basket, promotion: Promotion) -> str:
    try:
        _refuse(basket, promotion)
    except NotForNow as refused:
        return refused.why or USED_UP
    except NotHere:
        return ELSEWHERE
    return ""


def _of_code(code: str) -> Promotion:
    there = Promotion.objects.exclude(code="").prefetch_related("outlets", "groups", "targets")
    found = next((each for each in there if plain_code(each.code) == code), None)
    if found is None or not code:
        raise UnknownCode
    return found


def _refuse(basket: Basket, promotion: Promotion) -> None:
    if promotion.retired_at:
        raise NotForNow(promotion, Why.OVER)
    places: set[UUID] = {outlet.id for outlet in promotion.outlets.all()}
    if places and basket.outlet_id not in places:
        raise NotHere
    customer = basket.customer
    buyer = Buyer(customer.id, customer.group_id) if customer else Buyer()
    rule = live(promotion)
    if why := rule.why_not(buyer, moment_of(basket).astimezone(basket.outlet.zone)):
        raise NotForNow(promotion, why)
    if used_up([rule], buyer):
        raise NotForNow(promotion, None)
