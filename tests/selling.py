"""Sales, returns and balances made by the actions themselves, without a basket."""

from decimal import Decimal
from uuid import UUID

from habitue.balances.models import Cause, LoyaltyEntry
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales.actions import LineFacts, PaymentFacts, complete_sale
from habitue.sales.models import Document, Sale, Tender
from habitue.sales.returnable import line_coming_back, refunds_to_balances, returnable
from tests.shop import SmallShop


def facts(variant: Variant, quantity: int = 1, *, total: int = 8900, earned: int = 0) -> LineFacts:
    tax = total - round(total / Decimal("1.2"))
    off = quantity * variant.price - total
    rate = Decimal("0.2")
    return LineFacts(
        variant=variant.id,
        name="Loafer",
        sku=variant.sku,
        options="",
        quantity=quantity,
        unit_price=variant.price,
        off=off,
        discount_percent=None,
        tax_rate=rate,
        net=total - tax,
        tax=tax,
        total=total,
        earned=earned,
    )


def sell(
    shop: SmallShop,
    lines: list[LineFacts],
    *paid: PaymentFacts,
    customer: Customer | None = None,
    document: str = "sale",
) -> Sale:
    return perform(
        complete_sale,
        shop.at_register(),
        id=new_id(),
        register=shop.register.id,
        customer=customer.id if customer else None,
        currency="EUR",
        prices_include_tax=True,
        lines=lines,
        payments=list(paid),
        document=document,
    )


def cash(amount: int) -> PaymentFacts:
    return PaymentFacts(Tender.CASH, amount, amount)


def bring_back(
    shop: SmallShop, sale: Sale, pieces: int, *, position: int = 0, customer: Customer | None = None
) -> Sale:
    """So many pieces of a line, refunded to what had paid it, and the rest in cash."""
    out = returnable(sale.id)
    line = line_coming_back(out[0].line, out[0].returned, pieces, "fit")
    refunds = refunds_to_balances(sale, [line], out)
    rest = line.total - sum(refund.amount for refund in refunds)
    return sell(shop, [line], *refunds, *([cash(rest)] if rest else []), customer=customer, document=Document.RETURN)


def give_points(shop: SmallShop, customer: Customer, units: int) -> None:
    at = shop.at_register().at
    LoyaltyEntry.objects.create(customer=customer, amount=units, cause=Cause.BY_HAND, at=at)


def put_on_card(shop: SmallShop, amount: int) -> UUID:
    card = new_id()
    line = facts(shop.stock("Gift", amount), total=amount)
    gift = {name: getattr(line, name) for name in line.__slots__} | {"kind": "gift_card", "gift_card": card}
    sell(shop, [LineFacts(**gift | {"gift_code": "GIFT2345"})], cash(amount))
    return card
