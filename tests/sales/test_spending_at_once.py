"""Eight tills spend the same gift card, store credit or account at once: never more than there is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from habitue.balances.actions import change_credit, open_account
from habitue.balances.models import GiftCardEntry
from habitue.balances.posting import CardSoldAlready, OverAccountLimit
from habitue.balances.sums import NotEnough, account_of, credit_of, gift_card_of
from habitue.customers.models import Customer
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales.actions import LineFacts, PaymentFacts, complete_sale
from habitue.sales.models import Tender
from tests.selling import cash, facts, put_on_card
from tests.shop import SmallShop

pytestmark = pytest.mark.django_db(transaction=True)
TILLS = 8
PRICE = 3000
HAS = 10_000


@pytest.fixture
def shop(transactional_db: None) -> SmallShop:
    return SmallShop()


def at_once(shop: SmallShop, sale: Callable[[int], dict[str, Any]]) -> list[str]:
    """Each till completes the sale at the same time; what became of each."""
    tills = [shop.register, *(shop.another_register(str(code)) for code in range(2, TILLS + 1))]

    def sell(place: int) -> str:
        try:
            till = tills[place]
            said: dict[str, Any] = {"id": new_id(), "register": till.id, "currency": "EUR", "prices_include_tax": True}
            perform(complete_sale, shop.at_register(till), **(said | sale(place)))
        except (NotEnough, OverAccountLimit, CardSoldAlready):
            return "refused"
        finally:
            connections.close_all()
        return "sold"

    with ThreadPoolExecutor(TILLS) as threads:
        return sorted(threads.map(sell, range(TILLS)))


def paid(shop: SmallShop, tender: Tender, customer: Customer | None = None, card: UUID | None = None) -> list[str]:
    variant = shop.stock("Loafer", PRICE)
    line, payment = facts(variant, total=PRICE), PaymentFacts(tender, PRICE, PRICE, gift_card=card)
    facts_of: dict[str, Any] = {"customer": customer.id if customer else None, "lines": [line], "payments": [payment]}
    return at_once(shop, lambda _place: facts_of)


def test_one_gift_card(shop: SmallShop) -> None:
    card = put_on_card(shop, HAS)
    assert paid(shop, Tender.GIFT_CARD, card=card) == ["refused"] * 5 + ["sold"] * 3
    assert gift_card_of(card) == HAS - 3 * PRICE


def test_one_store_credit(shop: SmallShop) -> None:
    marie = shop.welcome()
    perform(change_credit, shop.at_register(), id=new_id(), customer=marie.id, amount=HAS, reason="a scratch")
    assert paid(shop, Tender.CREDIT, marie) == ["refused"] * 5 + ["sold"] * 3
    assert credit_of(marie.id) == HAS - 3 * PRICE


def test_one_account(shop: SmallShop) -> None:
    marie = shop.welcome()
    perform(open_account, shop.at_register(), customer=marie.id, limit=HAS, days=30)
    assert paid(shop, Tender.ACCOUNT, marie) == ["refused"] * 5 + ["sold"] * 3
    assert account_of(marie.id) == 3 * PRICE


def test_one_printed_card_is_sold_once(shop: SmallShop) -> None:
    line = facts(shop.stock("Gift", PRICE), total=PRICE)
    told = {name: getattr(line, name) for name in line.__slots__}

    def sale(_place: int) -> dict[str, Any]:
        gift = LineFacts(**told | {"kind": "gift_card", "gift_card": new_id(), "gift_code": "PLASTIC00000001"})
        return {"customer": None, "lines": [gift], "payments": [cash(PRICE)]}

    assert at_once(shop, sale) == ["refused"] * 7 + ["sold"]
    assert GiftCardEntry.objects.count() == 1
