"""A basket, what it costs, and selling it for that."""

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, Sale, Tender
from habitue.stores.models import Register
from tests.shop import SmallShop


def basket_of(shop: SmallShop, *variants: Variant, customer: Customer | None = None) -> Basket:
    for variant in variants:
        baskets.put_in(shop.register, shop.cashier, variant)
    return baskets.attach_customer(shop.register, shop.cashier, customer)


def total(shop: SmallShop) -> int:
    basket = baskets.basket_at(shop.register)
    assert basket
    return baskets.price(basket).total


def sell(shop: SmallShop, register: Register | None = None) -> Sale:
    """What lies in the basket, for what it costs."""
    register = register or shop.register
    basket = baskets.basket_at(register)
    assert basket
    if due := checkout.due(basket):
        checkout.take_payment(register, Tender.CASH, due)
    return checkout.complete(register, basket.id, Stamp(register.id, shop.cashier.id))
