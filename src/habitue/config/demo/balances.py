"""The demo shop's other balances: two companies buy on account, one of them owes since long; a gift card was sold."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from habitue.balances.actions import open_account
from habitue.balances.gift_codes import new_gift_code
from habitue.catalogue.actions import sell_gift_cards, take_account_payments
from habitue.catalogue.models import Kind, Variant
from habitue.config.demo.sales import line_facts
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.pricing.basket import Wanted, price_basket
from habitue.sales.actions import LineFacts, PaymentFacts, complete_sale
from habitue.sales.models import Tender
from habitue.stores.models import Outlet, Register, Shop, Staff
from habitue.stores.shop import the_node

ACCOUNTS = (("Brasserie du Pont", 50_000, 14), ("Hôtel des Deux Gares", 150_000, 30))
"""Who may buy on account, up to how much, and within how many days it is to be paid."""
BOUGHT = 40
"""So many days ago each has bought on account."""
WORTH = 5000


def keep_balances(today: date) -> None:
    outlet = Outlet.objects.order_by("id")[0]
    register = outlet.registers.order_by("-code")[0]
    staff = Staff.objects.order_by("name")[0]
    goods = Variant.objects.on_sale().select_related("product__tax_rate").order_by("sku")[:2]
    at = _moment(today, BOUGHT, outlet.zone)
    for variant, (company, limit, days) in zip(goods, ACCOUNTS, strict=True):
        customer = Customer.objects.get(company=company)
        stamp = Stamp(the_node(), staff.id, at)
        perform(open_account, stamp, customer=customer.id, limit=limit, days=days)
        stamp, due = Stamp(register.id, staff.id, at), at.date() + timedelta(days=days)
        _complete(stamp, _goods(variant, register), Tender.ACCOUNT, customer=customer, account_due=due)
    untaxed = {"tax_name": "Untaxed"}
    perform(take_account_payments, Stamp(register.id, staff.id, at), name="Payment to the account", **untaxed)
    card = perform(sell_gift_cards, Stamp(register.id, staff.id, at), name="Gift card", **untaxed)
    _complete(Stamp(register.id, staff.id, _moment(today, 3, outlet.zone)), _gift(card), Tender.CARD)


def _moment(today: date, days: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(15), zone)


def _goods(variant: Variant, register: Register) -> LineFacts:
    wanted = Wanted(1, variant.price, variant.product.tax_rate.rate)
    priced = price_basket([wanted], prices_include_tax=register.outlet.prices_include_tax)
    return line_facts(variant, priced.lines[0], 0)


def _gift(card: Variant) -> LineFacts:
    return LineFacts(
        variant=card.id,
        name=card.product.name,
        sku=card.sku,
        options="",
        quantity=1,
        unit_price=WORTH,
        off=0,
        discount_percent=None,
        tax_rate=card.product.tax_rate.rate,
        net=WORTH,
        tax=0,
        total=WORTH,
        kind=Kind.GIFT_CARD,
        gift_card=new_id(),
        gift_code=new_gift_code(),
    )


def _complete(
    stamp: Stamp, line: LineFacts, tender: Tender, *, customer: Customer | None = None, account_due: date | None = None
) -> None:
    shop = Shop.objects.get()
    register = Register.objects.select_related("outlet").get(id=stamp.stream)
    perform(
        complete_sale,
        stamp,
        id=new_id(),
        register=register.id,
        customer=customer.id if customer else None,
        currency=shop.currency,
        prices_include_tax=register.outlet.prices_include_tax,
        lines=[line],
        payments=[PaymentFacts(tender, line.total, line.total)],
        account_due=account_due,
    )
