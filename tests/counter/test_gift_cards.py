"""Gift cards at the till: sold as a line, looked at by a scan, and paid with by whoever shows the code."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from habitue.balances.actions import (
    GivenGiftCard,
    import_gift_cards,
    join_loyalty,
    set_balance_policy,
    set_loyalty_plan,
)
from habitue.balances.gift_codes import in_groups, new_gift_code
from habitue.balances.models import GiftCard
from habitue.balances.sums import gift_card_of, loyalty_of
from habitue.catalogue.models import Variant
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import months_after, now
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, BasketLine, BasketPayment, Sale, Tender
from habitue.stores.models import Register, Shop, Staff
from tests.counter.conftest import LOAFER_BLACK_38, At, Knows
from tests.counter.test_pay import COMPLETE, PAY, PAYMENTS, plain

SELL_CARD = "/till/basket/gift-card/"
PAY_BY_CARD = "/till/pay/gift-card/"
LOOK = f"{PAY_BY_CARD}look/"
SCAN = "/till/scan/"
LEFT = "/till/gift-cards/left/"
PRINTED = "PLASTIC-0000-0001"


def sell_card(till: Client, amount: str = "50", code: str = "") -> GiftCard:
    till.post(SELL_CARD, {"amount": amount, "code": code})
    till.post(PAYMENTS, {"tender": "cash", "amount": amount})
    till.post(COMPLETE, {"basket": Basket.objects.get().id})
    return GiftCard.objects.latest("sold_at")


@pytest.fixture
def card(till: Client) -> GiftCard:
    return sell_card(till)


@pytest.fixture
def basket(card: GiftCard, register: Register, tom: Staff, loafer: Variant) -> Basket:
    baskets.put_in(register, tom, loafer)
    return Basket.objects.get()


def look(till: Client, card: GiftCard) -> str:
    return plain(till.post(LOOK, {"code": in_groups(card.code)}).text)


def pay(till: Client, card: GiftCard, **more: Any) -> str:
    answer = till.post(PAY_BY_CARD, {"code": in_groups(card.code), **more})
    return plain(answer.text)


def test_a_card_is_sold_and_worth_something_once_it_is_paid(till: Client, shop: Shop, register: Register) -> None:
    perform(
        set_balance_policy,
        Stamp(shop.node),
        receipt_shows_loyalty=True,
        receipt_shows_credit=False,
        receipt_shows_account=False,
        gift_card_months=12,
    )
    answer = plain(till.post(SELL_CARD, {"amount": "50"}).text)
    assert "Gift card added" in answer
    assert "50,00 €" in answer
    assert not GiftCard.objects.exists()
    till.post(PAYMENTS, {"tender": "cash", "amount": "50"})
    till.post(COMPLETE, {"basket": Basket.objects.get().id})
    card, sale = GiftCard.objects.get(), Sale.objects.get()
    assert (sale.total, sale.tax, gift_card_of(card.id)) == (5000, 0, 5000)
    assert card.expires_on == months_after(card.sold_at.astimezone(register.outlet.zone).date(), 12)
    receipt = plain(till.get(f"/till/receipts/{sale.id}/").text)
    assert in_groups(card.code) in receipt
    assert "Good until" in receipt
    assert 'class="qr"' in receipt


def test_a_card_takes_no_discount_and_is_always_one(till: Client, lines: Any) -> None:
    till.post(SELL_CARD, {"amount": "50"})
    [line] = lines()
    till.post(f"/till/basket/lines/{line.id}/quantity/", {"quantity": "3"})
    till.post(f"/till/basket/lines/{line.id}/discount/", {"kind": "percent", "off": "10", "reason": "Goodwill"})
    [line] = lines()
    assert (line.quantity, line.asked_price, line.discount_percent) == (1, 5000, None)
    page = till.get("/till/").text
    assert f'id="quantity-{line.id}"' not in page


def test_a_removed_card_comes_back_as_it_was(till: Client, lines: Any) -> None:
    till.post(SELL_CARD, {"amount": "50", "code": PRINTED})
    [line] = lines()
    answer = till.post(f"/till/basket/lines/{line.id}/remove/").text
    was = answer.split('data-was="')[1].split('"')[0]
    values = {"variant": line.variant_id, "quantity": 1, "was": was}
    till.post(f"/till/basket/lines/{line.id}/put-back/", values)
    [back] = lines()
    assert (back.asked_price, back.gift_code) == (5000, "PLASTIC00000001")


def test_a_printed_card_is_scanned_into_the_form_and_sold_once(till: Client, loafer: Variant) -> None:
    answer = till.post(SCAN, {"code": PRINTED, "form": "gift_card", "where": "sell"})
    assert f'value="{PRINTED}"' in answer.text
    card = sell_card(till, code=PRINTED)
    assert card.code == "PLASTIC00000001"
    answer = till.post(SELL_CARD, {"amount": "20", "code": PRINTED.lower()})
    assert answer.status_code == 422
    assert "in use already" in answer.text
    assert 'value="20"' in answer.text
    assert not BasketLine.objects.exists()
    assert "in use already" in till.post(SELL_CARD, {"amount": "20", "code": LOAFER_BLACK_38}).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": ""}, "more than nothing"),
        ({"amount": "0"}, "more than nothing"),
        ({"amount": "-5"}, "more than nothing"),
        ({"amount": "lots"}, "not an amount of money"),
        ({"amount": "9" * 15}, "Too large: check the digits."),
        ({"amount": "20", "code": "SHORT"}, "12 to 24 letters and digits"),
        ({"amount": "20", "code": "é" * 14}, "12 to 24 letters and digits"),
    ],
)
def test_what_cannot_be_sold_is_told_beside_the_field(till: Client, typed: dict[str, str], said: str) -> None:
    answer = till.post(SELL_CARD, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert not BasketLine.objects.exists()


def test_a_scan_says_what_is_left(till: Client, card: GiftCard) -> None:
    answer = plain(till.post(SCAN, {"code": card.code, "where": "sell"}).text)
    assert "50,00 €" in answer
    assert card.code not in answer
    assert in_groups(card.code) not in answer


@pytest.mark.parametrize("page", [LEFT, SELL_CARD])
def test_what_is_left_is_looked_up_by_typing_the_code(till: Client, card: GiftCard, page: str) -> None:
    answer = till.post(page, {"amount": "", "code": in_groups(card.code).lower()})
    assert answer.status_code == 200
    assert "50,00 €" in plain(answer.text)
    assert not BasketLine.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Scan the gift card, or type its code."), ("<b>é</b>", "Look for slips."), (PRINTED, "Look for slips.")],
)
def test_a_code_that_no_card_has_is_told_beside_the_field(till: Client, typed: str, said: str) -> None:
    answer = till.post(LEFT, {"amount": "20", "code": typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{escape(typed)}"' in answer.text
    assert 'value="20"' in answer.text


def test_a_code_of_ours_that_was_not_sold_is_told_from_a_slip(till: Client, basket: Basket) -> None:
    assert "was not sold here" in till.post(LEFT, {"code": in_groups(new_gift_code())}).text
    assert "was not sold here" in till.post(LOOK, {"code": in_groups(new_gift_code())}).text


def test_a_card_pays_what_it_holds_and_cash_the_rest(till: Client, card: GiftCard, basket: Basket) -> None:
    shown = look(till, card)
    assert "50,00 € left" in shown
    assert 'value="50,00"' in shown
    assert "50,00 € taken. Still due: 39,00 €." in pay(till, card, amount="50,00", basket=basket.id)
    assert gift_card_of(card.id) == 5000
    till.post(PAYMENTS, {"tender": "cash", "amount": "39"})
    till.post(COMPLETE, {"basket": basket.id})
    sale = Sale.objects.latest("completed_at")
    assert [(each.tender, each.amount) for each in sale.payments.all()] == [("gift_card", 5000), ("cash", 3900)]
    assert gift_card_of(card.id) == 0


def test_a_card_is_scanned_on_the_payment_page(till: Client, card: GiftCard, basket: Basket) -> None:
    answer = till.post(SCAN, {"code": card.code, "where": "pay"})
    assert answer.headers["HX-Retarget"] == "#payment"
    assert "50,00 € left" in plain(answer.text)


def test_a_part_of_a_card_pays_and_the_rest_stays(till: Client, card: GiftCard, basket: Basket) -> None:
    pay(till, card, amount="20", basket=basket.id)
    assert "30,00 € left" in look(till, card)
    assert "at most 30,00 €" in plain(pay(till, card, amount="31"))


def test_what_is_wrong_with_a_card_is_said(till: Client, card: GiftCard, basket: Basket) -> None:
    assert "Scan the gift card" in till.post(LOOK, {"code": ""}).text
    assert "No gift card has this code" in till.post(LOOK, {"code": "NOPE NOPE NOPE"}).text
    GiftCard.objects.update(expires_on=date(2020, 5, 4))
    assert "was good until" in look(till, card)
    GiftCard.objects.update(expires_on=None, blocked_at=card.sold_at)
    assert "is blocked" in look(till, card)
    assert "is blocked" in pay(till, card, amount="5")
    assert not basket.payments.exists()


def test_a_card_is_good_on_its_last_day(till: Client, register: Register, card: GiftCard, basket: Basket) -> None:
    today = now().astimezone(register.outlet.zone).date()
    GiftCard.objects.update(expires_on=today - timedelta(1))
    assert "was good until" in pay(till, card, amount="5")
    assert not basket.payments.exists()
    GiftCard.objects.update(expires_on=today)
    assert "5,00 € taken." in pay(till, card, amount="5")


def test_a_card_that_is_blocked_after_it_has_paid_is_taken_back(till: Client, card: GiftCard, basket: Basket) -> None:
    pay(till, card, amount="50", basket=basket.id)
    till.post(PAYMENTS, {"tender": "cash", "amount": "39"})
    GiftCard.objects.update(blocked_at=card.sold_at)
    assert "is blocked" in till.post(COMPLETE, {"basket": basket.id}).text
    assert [each.tender for each in basket.payments.all()] == ["cash"]
    assert gift_card_of(card.id) == 5000


def test_a_card_buys_no_other_card(till: Client, card: GiftCard) -> None:
    till.post(SELL_CARD, {"amount": "20"})
    assert "nothing that it could pay here" in look(till, card)


def test_what_another_till_has_spent_meanwhile_is_taken_back_and_nothing_is_lost(
    at: At, till: Client, card: GiftCard, basket: Basket, second_register: Register
) -> None:
    pay(till, card, amount="50", basket=basket.id)
    till.post(PAYMENTS, {"tender": "cash", "amount": "39"})
    other = at(second_register)
    other.post("/till/basket/lines/", {"variant": Variant.objects.get(sku="LOA-38-BL").id})
    pay(other, card, amount="30")
    checkout.take_payment(second_register, Tender.CASH, 5900)
    other.post(COMPLETE, {"basket": Basket.objects.get(register=second_register).id})
    answer = till.post(COMPLETE, {"basket": basket.id})
    assert "Only 20,00 € is left on the gift card. That payment is taken back." in plain(answer.text)
    assert [each.tender for each in basket.payments.all()] == ["cash"]
    assert gift_card_of(card.id) == 2000


def test_one_printed_card_at_two_tills_is_sold_once(
    at: At, till: Client, register: Register, second_register: Register, tom: Staff
) -> None:
    till.post(SELL_CARD, {"amount": "20", "code": PRINTED})
    till.post(PAYMENTS, {"tender": "cash", "amount": "20"})
    mine = Basket.objects.get()
    # As if both had put it in at the same moment.
    line = BasketLine.objects.get()
    other = Basket.objects.create(outlet=register.outlet, register=second_register, staff=tom, opened_at=mine.opened_at)
    BasketLine.objects.create(basket=other, variant=line.variant, asked_price=3000, gift_code=line.gift_code)
    checkout.take_payment(second_register, Tender.CASH, 3000)
    at(second_register).post(COMPLETE, {"basket": other.id})
    answer = till.post(COMPLETE, {"basket": mine.id})
    assert answer.status_code == 422
    assert "was sold meanwhile" in answer.text
    assert GiftCard.objects.count() == 1
    assert gift_card_of(GiftCard.objects.get().id) == 3000


def test_loyalty_and_spending_count_no_gift_cards(
    till: Client, shop: Shop, register: Register, tom: Staff, polish: Variant, *, known: Knows
) -> None:
    marie = known("Marie", "Curie")
    perform(set_loyalty_plan, Stamp(shop.node), active=True, unit="points", rate=Decimal(1))
    perform(join_loyalty, Stamp(shop.node), customer=marie.id, words="We count what you buy.")
    till.post(SELL_CARD, {"amount": "50"})
    baskets.attach_customer(register, tom, marie)
    assert "Earns" not in till.get(PAY).text
    baskets.put_in(register, tom, polish)
    assert "Earns" in till.get(PAY).text
    till.post(PAYMENTS, {"tender": "cash", "amount": "54,90"})
    till.post(COMPLETE, {"basket": Basket.objects.get().id})
    marie.refresh_from_db()
    assert (marie.spent, loyalty_of(marie.id)) == (490, 4)
    assert "Gift card" not in till.get("/till/products/", {"q": "gift"}).text


def test_a_card_of_another_till_is_scanned_and_pays(
    till: Client, shop: Shop, register: Register, tom: Staff, loafer: Variant
) -> None:
    perform(import_gift_cards, Stamp(shop.node), cards=[GivenGiftCard(code="GC0871", amount=3000)])
    baskets.put_in(register, tom, loafer)
    assert "30,00 €" in plain(till.post(SCAN, {"code": "GC0871", "where": "pay"}).text)
    till.post(PAY_BY_CARD, {"code": "gc-0871", "amount": ""})
    assert BasketPayment.objects.get().amount == 3000
