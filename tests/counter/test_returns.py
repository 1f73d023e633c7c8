"""Bringing something back at the till."""

from typing import Any

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.lib.clock import now
from habitue.sales import baskets, checkout
from habitue.sales.links import link_to
from habitue.sales.models import Basket, BasketLine, Document, Sale, Tender
from habitue.stores.models import Register, Staff
from tests.counter.conftest import LOAFER_BLACK_38, At, Knows, Lines


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


def refund(till: Client, way: str, amount: str = "") -> Any:
    return till.post("/till/pay/refunds/", {"way": way, "amount": amount})


def complete(till: Client) -> Any:
    return till.post("/till/pay/complete/", {"basket": Basket.objects.get().id})


def payments_of(document: Document) -> list[tuple[str, int]]:
    made = Sale.objects.get(document=document)
    return [(each.tender, each.amount) for each in made.payments.all()]


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


@pytest.mark.parametrize(("back", "paid"), [({"price": "40"}, [900]), ({"pieces": "1", "price": "89"}, [])])
def test_what_came_back_without_a_receipt_is_exchanged(
    at: At, register: Register, loafer: Variant, back: dict[str, str], paid: list[int]
) -> None:
    owner = at(register, Staff.objects.get(name="Hélène"))
    owner.post("/till/returns/without-receipt/", ASKED | {"variant": loafer.id} | back)
    owner.post("/till/basket/lines/", {"variant": loafer.id})
    if paid:
        owner.post("/till/pay/payments/", {"tender": "card", "amount": "9"})
    owner.post("/till/pay/complete/", {"basket": Basket.objects.get().id})
    exchange = Sale.objects.get(document=Document.EXCHANGE)
    assert [each.amount for each in exchange.payments.all()] == paid


def test_an_owner_needs_nobody_else(at: At, register: Register, loafer: Variant, lines: Lines) -> None:
    owner = at(register, Staff.objects.get(name="Hélène"))
    assert owner.post("/till/returns/without-receipt/", ASKED | {"variant": loafer.id}).status_code == 200
    assert [line.quantity for line in lines()] == [-2]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"price": "89.01"}, "No more is given back"),
        ({"price": "-1"}, "Type what is given back"),
        ({"price": "much"}, "Type what is given back"),
        ({"pieces": "0"}, "A whole number from 1 to 9999, please."),
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
    answer = till.post("/till/scan/", {"code": LOAFER_BLACK_38, "where": "sell", "form": "return"})
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
