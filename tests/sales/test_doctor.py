"""The doctor finds what is wrong, whatever it is; and nothing where all is well."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.utils import timezone

from habitue.balances.models import Cause, CreditEntry, GiftCardEntry, LoyaltyEntry
from habitue.customers.models import Customer, Token
from habitue.journal.models import Entry
from habitue.lib.invariants import INVARIANTS
from habitue.sales.actions import PaymentFacts
from habitue.sales.models import Payment, Sale, SaleLine, Tender
from habitue.stores.models import Register
from tests.selling import bring_back, cash, facts, give_points, put_on_card, sell
from tests.shop import SmallShop

for app in ("journal", "customers", "balances", "sales"):
    import_module(f"habitue.{app}.invariants")


@pytest.fixture
def busy(shop: SmallShop) -> SmallShop:
    """A shop where something of everything has happened."""
    marie, loafer = shop.welcome(), shop.stock()
    give_points(shop, marie, 500)
    card = put_on_card(shop, 5000)
    paid = (
        PaymentFacts(Tender.LOYALTY, 1000, 1000, units=100),
        PaymentFacts(Tender.GIFT_CARD, 3000, 3000, gift_card=card),
    )
    sale = sell(shop, [facts(loafer, 2, total=17_800, earned=50)], *paid, cash(13_800), customer=marie)
    bring_back(shop, sale, 1, customer=marie)
    line = facts(loafer)
    sell(shop, [line], cash(8900), customer=marie)
    return shop


def findings() -> list[str]:
    return [finding for each in INVARIANTS for finding in each.broken()]


def test_nothing_is_wrong_with_a_shop_that_has_only_been_worked_in(busy: SmallShop) -> None:
    assert findings() == []


def lose_a_line() -> None:
    SaleLine.objects.filter(quantity=1).delete()


def change_a_payment() -> None:
    Payment.objects.filter(tender=Tender.CASH, amount=8900).update(amount=8800)


def skip_a_receipt() -> None:
    Register.objects.update(last_receipt=40)


def bring_back_once_more() -> None:
    SaleLine.objects.filter(of_sale__isnull=False).update(quantity=-3)


def count_spending_twice() -> None:
    Customer.objects.update(spent=1)


def forget_a_balance_entry() -> None:
    GiftCardEntry.objects.filter(amount=-3000).delete()


def overspend_credit() -> None:
    customer = Customer.objects.get()
    CreditEntry.objects.create(customer=customer, amount=-1, cause=Cause.BY_HAND, at=timezone.now())


def take_back_more_than_was_earned() -> None:
    lot = LoyaltyEntry.objects.filter(cause=Cause.EARNED).first()
    assert lot
    LoyaltyEntry.objects.create(
        customer_id=lot.customer_id, amount=-1000, cause=Cause.TAKEN_BACK, refers=lot, at=lot.at, sale=lot.sale
    )


def lose_units_of_nothing() -> None:
    customer = Customer.objects.get()
    LoyaltyEntry.objects.create(customer=customer, amount=-1, cause=Cause.EXPIRED, at=timezone.now())


def earn_twice() -> None:
    lot = LoyaltyEntry.objects.filter(cause=Cause.EARNED).first()
    assert lot
    LoyaltyEntry.objects.create(
        customer_id=lot.customer_id, amount=50, cause=Cause.EARNED, at=lot.at, sale=lot.sale, line=lot.line
    )


def forget_what_was_earned() -> None:
    LoyaltyEntry.objects.filter(cause=Cause.TAKEN_BACK).delete()
    LoyaltyEntry.objects.filter(cause=Cause.EARNED).delete()


def forget_what_was_used() -> None:
    LoyaltyEntry.objects.filter(cause=Cause.GIVEN_BACK).delete()
    LoyaltyEntry.objects.filter(cause=Cause.REDEEMED).delete()


def earn_more() -> None:
    LoyaltyEntry.objects.filter(cause=Cause.EARNED).update(amount=500)


def explain_wrongly() -> None:
    SaleLine.objects.filter(quantity=1).update(why=[{"kind": "manual", "off": 100}])


def change_the_journal() -> None:
    entry = Entry.objects.filter(action="complete_sale").first()
    assert entry
    assert entry.payload
    Entry.objects.filter(id=entry.id).update(payload=entry.payload.replace("Loafer", "Loafers").replace("5000", "5001"))


def agree_for_somebody() -> None:
    Customer.objects.update(agreed=5)


def lose_somebody_in_the_index() -> None:
    Token.objects.all().delete()


def merge_without_a_trace() -> None:
    customer = Customer.objects.get()
    Customer.objects.update(merged_into=customer)


@pytest.mark.parametrize(
    "harm",
    [
        lose_a_line,
        change_a_payment,
        skip_a_receipt,
        bring_back_once_more,
        count_spending_twice,
        forget_a_balance_entry,
        overspend_credit,
        take_back_more_than_was_earned,
        lose_units_of_nothing,
        earn_twice,
        forget_what_was_earned,
        forget_what_was_used,
        earn_more,
        explain_wrongly,
        change_the_journal,
        agree_for_somebody,
        lose_somebody_in_the_index,
        merge_without_a_trace,
    ],
)
def test_whatever_is_wrong_is_found(busy: SmallShop, harm: Callable[[], None]) -> None:
    harm()
    assert findings()
    # Nobody is named.
    assert "Curie" not in " ".join(findings())


def test_a_sale_is_held_against_its_own_lines_and_payments(busy: SmallShop) -> None:
    sale = Sale.objects.first()
    assert sale
    Sale.objects.filter(id=sale.id).update(net=sale.net + 100, total=sale.total + 100)
    assert any(str(sale.id) in finding for finding in findings())
