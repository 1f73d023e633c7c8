"""Bringing something back at the till."""

from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from habitue.backoffice.timeline import timeline_of
from habitue.balances.actions import join_loyalty, set_loyalty_plan
from habitue.balances.sums import gift_card_of, loyalty_of
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.sales import baskets, checkout
from habitue.sales.links import link_to
from habitue.sales.models import Basket, BasketLine, Document, Sale, Tender
from habitue.sales.receipts import receipt_of
from habitue.sales.redeeming import redeem
from habitue.stores.models import Register, Shop, Staff
from tests.counter.conftest import LOAFER_BLACK_38, At, Knows, Lines
from tests.counter.test_gift_cards import pay, sell_card


def sold(register: Register, staff: Staff, variant: Variant, count: int = 1, who: Customer | None = None) -> Sale:
    """So many of the variant, paid in cash."""
    line = baskets.put_in(register, staff, variant, count)
    if who:
        baskets.attach_customer(register, staff, who)
    checkout.take_payment(register, Tender.CASH, count * variant.price)
    return checkout.complete(register, line.basket_id, till_stamp(register, staff))


def till_stamp(register: Register, staff: Staff) -> Stamp:
    return Stamp(register.id, staff.id)


@pytest.fixture
def sale(till: Client, register: Register, tom: Staff, loafer: Variant, known: Knows) -> Sale:
    return sold(register, tom, loafer, 3, known("Marie", "Curie"))


def back(till: Client, sale: Sale, pieces: str = "1", reason: str = "fit") -> Any:
    return till.post(f"/till/returns/{sale.id}/", {"pieces_0": pieces, "reason_0": reason})


def test_a_receipt_is_found_by_its_number(till: Client, sale: Sale) -> None:
    assert "Number of the receipt" in till.get("/till/returns/").text
    dialog = till.post("/till/returns/", {"number": "1-1"}).text
    assert "Return from receipt 1-000001" in dialog
    assert "3 of 3 left" in dialog
    assert "Marie Curie" in dialog


@pytest.mark.parametrize(("typed", "told"), [("1-99", "There is no receipt “1-99”"), ("", "Type the number")])
def test_a_number_that_is_none_is_said(till: Client, sale: Sale, typed: str, told: str) -> None:
    answer = till.post("/till/returns/", {"number": typed})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{typed}"' in answer.text


def test_the_qr_code_of_a_receipt_brings_it_up(till: Client, sale: Sale) -> None:
    secret, _until = link_to(sale, now())
    for code in (f"https://shop.example/a-rather-long-path-of-its-own/r/{secret}/", "1-000001"):
        answer = till.post("/till/scan/", {"code": code, "where": "sell"})
        assert "Return from receipt 1-000001" in answer.text
        assert answer["HX-Retarget"] == "#dialog-place"


def test_what_comes_back_stands_in_the_basket_with_its_customer(till: Client, sale: Sale, lines: Lines) -> None:
    answer = back(till, sale, "2")
    assert answer["HX-Trigger-After-Swap"] == '{"close-dialog": ""}'
    assert "line-return" in answer.text
    assert "Does not fit" in answer.text
    assert "Marie Curie" in answer.text
    (line,) = lines()
    assert (line.quantity, line.of_sale_id, line.return_reason) == (-2, sale.id, "fit")
    assert "1 of 3 left" in till.get(f"/till/returns/{sale.id}/").text


@pytest.mark.parametrize(
    ("pieces", "reason", "told"),
    [
        ("4", "fit", "No more than 3 can come back."),
        ("-1", "fit", "No more than 3"),
        ("two", "fit", "No more than 3"),
        ("1", "", "Say why it comes back."),
        ("0", "", "Say how many pieces"),
    ],
)
def test_what_cannot_come_back_is_said_beside_it(
    till: Client, sale: Sale, lines: Lines, *, pieces: str, reason: str, told: str
) -> None:
    answer = back(till, sale, pieces, reason)
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#return-form"
    assert told in answer.text
    assert f'value="{pieces}"' in answer.text
    assert lines() == []


def test_a_return_that_is_removed_comes_back_by_undo(till: Client, sale: Sale, lines: Lines) -> None:
    back(till, sale, "2", "faulty")
    removed = till.post(f"/till/basket/lines/{lines()[0].id}/remove/")
    assert f'data-post="/till/returns/{sale.id}/" data-pieces_0="2" data-reason_0="faulty"' in removed.text
    back(till, sale, "2", "faulty")
    assert [line.quantity for line in lines()] == [-2]


def test_how_many_come_back_is_not_changed_in_the_basket(till: Client, sale: Sale, lines: Lines) -> None:
    back(till, sale)
    line = lines()[0].id
    assert till.post(f"/till/basket/lines/{line}/quantity/", {"quantity": "5"}).status_code == 422
    till.post(f"/till/basket/lines/{line}/discount/", {"kind": "percent", "off": "10", "other": "x"})
    assert [(line.quantity, line.discount_percent) for line in lines()] == [(-1, None)]


def test_once_all_has_come_back_there_is_nothing_left(till: Client, sale: Sale, register: Register, tom: Staff) -> None:
    back(till, sale, "3")
    till.post("/till/pay/refunds/", {"way": "cash", "amount": "267"})
    till.post("/till/pay/complete/", {"basket": Basket.objects.get().id})
    assert Sale.objects.get(document=Document.RETURN).total == -26_700
    dialog = till.get(f"/till/returns/{sale.id}/").text
    assert "Nothing of this receipt can come back any more." in dialog


def test_the_sales_of_who_stands_here_are_offered(till: Client, sale: Sale) -> None:
    till.post("/till/basket/customer/", {"customer": sale.customer_id, "where": "sell"})
    assert f"/till/returns/{sale.id}/" in till.get("/till/returns/").text


def test_from_a_receipt_one_comes_to_its_return(till: Client, sale: Sale) -> None:
    link = f"/till/?return={sale.id}"
    assert link in till.get(f"/till/receipts/{sale.id}/").text
    assert link in till.get(f"/till/receipts/{sale.id}/again/").text
    assert "Return from receipt 1-000001" in till.get(link).text


# --- Without a receipt -----------------------------------------------------------------------------------------------

ASKED = {"pieces": "2", "price": "80", "reason": "gift"}


def test_without_a_receipt_a_manager_allows_it(till: Client, loafer: Variant, lines: Lines) -> None:
    owner = Staff.objects.get(name="Hélène")
    assert "LOA-38-BL" in till.post("/till/returns/products/", {"q": "loafer black"}).text
    chosen = till.post(f"/till/returns/products/{loafer.id}/").text
    assert 'value="89.00"' in chosen or 'value="89,00"' in chosen
    asked = ASKED | {"variant": loafer.id}
    answer = till.post("/till/returns/without-receipt/", asked)
    assert answer.status_code == 422
    assert "A return without a receipt needs a manager." in answer.text
    wrong = till.post("/till/returns/without-receipt/", asked | {"manager": owner.id, "pin": "9999"})
    assert "Wrong PIN" in wrong.text
    assert lines() == []
    assert till.post("/till/returns/without-receipt/", asked | {"manager": owner.id, "pin": "1111"}).status_code == 200
    (line,) = lines()
    assert (line.quantity, line.asked_price, line.discount_allowed_by_id) == (-2, 8000, owner.id)


def test_an_owner_needs_nobody_else(at: At, register: Register, loafer: Variant, lines: Lines) -> None:
    owner = at(register, Staff.objects.get(name="Hélène"))
    assert owner.post("/till/returns/without-receipt/", ASKED | {"variant": loafer.id}).status_code == 200
    assert [line.quantity for line in lines()] == [-2]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"price": "89.01"}, "No more is given back"),
        ({"price": "-1"}, "No more is given back"),
        ({"price": "much"}, "Type what is given back"),
        ({"pieces": "0"}, "So many cannot come back"),
        ({"reason": ""}, "Say why it comes back."),
        ({"variant": ""}, "Find the product first"),
        ({"variant": "x"}, "Find the product first"),
    ],
)
def test_without_a_receipt_what_is_wrong_is_said(
    at: At, register: Register, loafer: Variant, lines: Lines, *, wrong: dict[str, str], told: str
) -> None:
    owner = at(register, Staff.objects.get(name="Hélène"))
    answer = owner.post("/till/returns/without-receipt/", ASKED | {"variant": str(loafer.id)} | wrong)
    assert answer.status_code == 422
    assert told in answer.text
    assert lines() == []


def test_the_product_of_a_return_may_be_scanned(till: Client, loafer: Variant, lines: Lines) -> None:
    answer = till.post("/till/scan/", {"code": LOAFER_BLACK_38, "where": "sell", "form": "open", "changed": "return"})
    assert str(loafer.id) in answer.text
    assert "Return without a receipt" in answer.text
    assert lines() == []


def test_undoing_the_removal_needs_no_manager_again_but_only_in_its_basket(
    at: At, till: Client, register: Register, *, loafer: Variant, polish: Variant, lines: Lines
) -> None:
    owner = at(register, Staff.objects.get(name="Hélène"))
    owner.post("/till/returns/without-receipt/", ASKED | {"variant": loafer.id})
    till.post("/till/basket/lines/", {"variant": polish.id})
    line = lines()[0].id
    removed = till.post(f"/till/basket/lines/{line}/remove/").text
    was = removed.partition('data-was="')[2].partition('"')[0]
    undo = f"/till/returns/without-receipt/{line}/undo/"
    for _twice in range(2):
        assert till.post(undo, {"was": was}).status_code == 200
    assert sorted(each.quantity for each in lines()) == [-2, 1]
    assert till.post(undo, {"was": was + "x"}).status_code == 422
    till.post("/till/basket/empty/")
    assert till.post(undo, {"was": was}).status_code == 422
    assert not BasketLine.objects.exists()


# --- Giving money back -----------------------------------------------------------------------------------------------


def refund(till: Client, way: str, amount: str = "") -> Any:
    return till.post("/till/pay/refunds/", {"way": way, "amount": amount})


def complete(till: Client) -> Any:
    return till.post("/till/pay/complete/", {"basket": Basket.objects.get().id})


def payments_of(document: Document) -> list[tuple[str, int]]:
    made = Sale.objects.get(document=document)
    return [(each.tender, each.amount) for each in made.payments.all()]


def test_what_comes_back_is_given_back_as_it_was_paid(till: Client, sale: Sale) -> None:
    back(till, sale)
    page = till.get("/till/pay/").text
    assert "To give back" in page
    assert "As it was paid" in page
    assert "Complete the return" in page
    assert "still to be given back" in complete(till).text
    assert "Given back: Cash" in refund(till, "as_paid").text
    assert complete(till)["HX-Redirect"] == f"/till/receipts/{Sale.objects.get(document=Document.RETURN).id}/"
    assert payments_of(Document.RETURN) == [("cash", -8900)]


def test_a_refund_may_be_split(till: Client, sale: Sale) -> None:
    back(till, sale)
    assert "Store credit" in till.get("/till/pay/").text
    refund(till, "credit", "50")
    refund(till, "card")
    complete(till)
    assert payments_of(Document.RETURN) == [("credit", -5000), ("card", -3900)]


@pytest.mark.parametrize(
    ("way", "amount", "told"),
    [
        ("cash", "89.01", "No more is given back"),
        ("cash", "0", "No more is given back"),
        ("cash", "much", "is not an amount of money"),
        ("loyalty", "", "No more is given back"),
        ("account", "", "no more than the customer owes"),
    ],
)
def test_a_refund_that_cannot_be_is_said(till: Client, sale: Sale, way: str, amount: str, told: str) -> None:
    back(till, sale)
    answer = refund(till, way, amount)
    assert answer.status_code == 422
    assert told in answer.text
    assert not Basket.objects.get().payments.exists()


def test_store_credit_needs_somebody(till: Client, sale: Sale) -> None:
    back(till, sale)
    till.post("/till/basket/customer/detach/", {"where": "sell"})
    assert "For store credit, add the customer first." in till.get("/till/pay/").text
    assert "Add a customer first" in refund(till, "credit").text


def test_an_exchange_is_paid_by_the_difference(till: Client, sale: Sale, polish: Variant) -> None:
    back(till, sale)
    till.post("/till/basket/lines/", {"variant": polish.id})
    assert "84,10" in till.get("/till/pay/").text
    refund(till, "cash")
    assert "Complete the exchange" in till.get("/till/pay/").text
    complete(till)
    assert payments_of(Document.EXCHANGE) == [("cash", -8410)]
    assert Sale.objects.get(document=Document.EXCHANGE).total == -8410


def test_another_till_was_quicker(till: Client, at: At, second_register: Register, sale: Sale) -> None:
    other = at(second_register)
    back(till, sale, "3")
    back(other, sale, "2")
    refund(till, "cash")
    refund(other, "cash")
    basket = Basket.objects.get(register=second_register).id
    other.post("/till/pay/complete/", {"basket": basket})
    told = till.post("/till/pay/complete/", {"basket": Basket.objects.get().id})
    assert told.status_code == 422
    assert "Loafer: only 1 piece can still come back. Another till was quicker." in told.text
    assert till.get("/till/").status_code == 200
    assert [each.total for each in Sale.objects.filter(document=Document.RETURN)] == [-17_800]


def test_what_came_back_is_told_where_it_was_bought(till: Client, sale: Sale) -> None:
    assert sale.customer
    back(till, sale, "2")
    refund(till, "as_paid")
    complete(till)
    till.post("/till/basket/customer/", {"customer": str(sale.customer.id), "where": "sell"})
    card = till.get("/till/").text
    assert "today · Loafer 38 black" in " ".join(card.split())
    history = till.get("/till/basket/customer/history/").text
    assert history.count("Buy again") == history.count("Buy again: Loafer") * 2 == 2
    assert '<span class="badge badge-danger">Return</span>' in history
    assert history.count("Return from receipt") == 1
    sale.customer.refresh_from_db()
    assert sale.customer.spent == 8900
    told = timeline_of(sale.customer, "FR").happenings
    assert [each.title for each in told if each.sale] == ["Brought back", "Bought"]


def test_the_receipt_says_what_it_is_and_of_which(till: Client, sale: Sale) -> None:
    back(till, sale)
    refund(till, "as_paid")
    complete(till)
    made = Sale.objects.get(document=Document.RETURN)
    page = " ".join(till.get(f"/till/receipts/{made.id}/").text.split())
    assert "Return complete" in page
    assert 'Given back: Cash</dt><dd id="change">89,00' in page
    assert "?return=" not in page
    assert 'class="receipt-kind"' in page
    context = {"receipt": receipt_of(made), "outlet": made.register.outlet, "shop": Shop.objects.get()}
    paper = render_to_string("messaging/receipt.txt", context)
    assert "(of receipt 1-000001)" in paper


def test_what_loyalty_had_paid_goes_back_to_it(
    till: Client, shop: Shop, register: Register, tom: Staff, loafer: Variant, *, known: Knows
) -> None:
    plan = {"active": True, "unit": "points", "rate": Decimal(1), "worth": Decimal(1), "expires_months": None}
    perform(set_loyalty_plan, Stamp(shop.node, tom.id), **plan)  # type: ignore[arg-type]  # told by name
    marie = known("Marie", "Curie")
    join = {"customer": marie.id, "words": "We count.", "register": register.id, "welcome": 1000}
    perform(join_loyalty, Stamp(register.id, tom.id), **join)  # type: ignore[arg-type]  # told by name
    line = baskets.put_in(register, tom, loafer)
    baskets.attach_customer(register, tom, marie)
    redeem(register, 900)
    checkout.take_payment(register, Tender.CARD, 8000)
    sale = checkout.complete(register, line.basket_id, till_stamp(register, tom))
    assert loyalty_of(marie.id) == 1000 - 900 + 80
    back(till, sale)
    page = " ".join(till.get("/till/pay/").text.split())
    assert "Goes back to where it was paid from: Loyalty</dt><dd>-9,00" in page
    assert 'To give back</dt><dd id="due">80,00' in page
    assert "Card 80,00" in page
    assert "No more is given back" in refund(till, "cash", "80.01").text
    refund(till, "as_paid")
    complete(till)
    assert payments_of(Document.RETURN) == [("loyalty", -900), ("card", -8000)]
    assert loyalty_of(marie.id) == 1000


def test_a_gift_card_that_was_used_since_does_not_come_back(till: Client, polish: Variant) -> None:
    card = sell_card(till)
    first = Sale.objects.get()
    till.post("/till/basket/lines/", {"variant": polish.id})
    pay(till, card, amount="4.90")
    complete(till)
    back(till, first)
    refund(till, "as_paid")
    told = complete(till)
    assert told.status_code == 422
    assert "A gift card that comes back has been used since." in told.text
    assert not Sale.objects.filter(document=Document.RETURN).exists()


def test_a_gift_card_that_nobody_has_used_comes_back(till: Client) -> None:
    card = sell_card(till)
    back(till, Sale.objects.get())
    refund(till, "as_paid")
    complete(till)
    assert payments_of(Document.RETURN) == [("cash", -5000)]
    assert gift_card_of(card.id) == 0


@pytest.mark.parametrize(
    "typed", ["\x00", "a" * 5000, "https://x/r//", "https://x/\x00", "'; --", "👟", "1-" + "9" * 30]
)
def test_nothing_that_is_typed_breaks_it(till: Client, sale: Sale, typed: str) -> None:
    assert till.post("/till/returns/", {"number": typed}).status_code == 422
    assert till.post("/till/returns/products/", {"q": typed}).status_code == 200
    assert till.post("/till/scan/", {"code": typed, "where": "sell"}).status_code == 200
    assert back(till, sale, typed).status_code == 422
    assert refund(till, typed, typed).status_code in {200, 422}
    wrong = {"variant": typed, "pieces": typed, "price": typed, "reason": typed}
    assert till.post("/till/returns/without-receipt/", wrong).status_code == 422
