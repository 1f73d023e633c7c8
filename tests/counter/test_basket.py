"""The basket on the sell screen: what goes in, what is changed, and what is told when it cannot be."""

from decimal import Decimal
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client

from habitue.catalogue.models import Product, Variant
from habitue.lib.clock import now
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, Tender
from habitue.stores.models import Register, Staff

from .conftest import LOAFER_BLACK_38, At, Knows, Lines

QUANTITY = "A quantity is a whole number from 1 to 9,999."


def test_a_tile_of_one_variant_puts_it_in(till: Client, stock: dict[str, Product], lines: Lines) -> None:
    answer = till.post("/till/basket/lines/", {"product": stock["Wax polish"].id})
    assert [line.variant.sku for line in lines()] == ["POL-1"]
    assert "Wax polish added, total €4.90" in answer.text or "Wax polish added, total 4,90" in answer.text


def test_a_product_in_several_sizes_asks_which(till: Client, stock: dict[str, Product], lines: Lines) -> None:
    answer = till.post("/till/basket/lines/", {"product": stock["Loafer"].id})
    assert answer.headers["HX-Retarget"] == "#dialog-place"
    assert not lines()
    assert "cognac" in till.get(f"/till/products/{stock['Loafer'].id}/").text


def test_the_same_variant_again_is_one_more_on_its_line(till: Client, loafer: Variant, lines: Lines) -> None:
    for _time in range(2):
        till.post("/till/basket/lines/", {"variant": loafer.id})
    assert [(line.variant, line.quantity) for line in lines()] == [(loafer, 2)]


@pytest.mark.parametrize("gone", ["never was", "variant", "product"])
def test_a_product_that_is_gone_is_told(till: Client, loafer: Variant, lines: Lines, gone: str) -> None:
    if gone == "variant":
        Variant.objects.filter(id=loafer.id).update(retired_at=now())
    elif gone == "product":
        Product.objects.filter(id=loafer.product_id).update(retired_at=now())
    answer = till.post("/till/basket/lines/", {"variant": uuid4() if gone == "never was" else loafer.id})
    assert "This product is not sold any more." in answer.text
    assert "show-message" in answer.headers["HX-Trigger-After-Swap"]
    assert not lines()


@pytest.fixture
def line(till: Client, loafer: Variant, lines: Lines) -> str:
    till.post("/till/basket/lines/", {"variant": loafer.id})
    return f"/till/basket/lines/{lines()[0].id}"


def test_one_more_and_one_less(till: Client, line: str, lines: Lines) -> None:
    till.post(f"{line}/more/")
    assert lines()[0].quantity == 2
    till.post(f"{line}/less/")
    assert lines()[0].quantity == 1


def test_one_less_than_one_takes_the_line_out_and_offers_it_back(till: Client, line: str, lines: Lines) -> None:
    answer = till.post(f"{line}/less/")
    assert not lines()
    assert "Undo" in answer.text


def test_a_typed_quantity(till: Client, line: str, lines: Lines) -> None:
    till.post(f"{line}/quantity/", {"quantity": "12"})
    assert lines()[0].quantity == 12


@pytest.mark.parametrize("typed", ["0", "10000", "two", "1.5", "1,5", "-3", "", "😀", "<b>2</b>", "9" * 400])
def test_a_wrong_quantity_is_told_beside_the_field_and_kept_there(
    till: Client, line: str, lines: Lines, typed: str
) -> None:
    answer = till.post(f"{line}/quantity/", {"quantity": typed})
    assert answer.status_code == 422
    assert QUANTITY in answer.text
    assert f'value="{typed}"' in unescape(answer.text)
    assert "<b>2</b>" not in answer.text
    assert lines()[0].quantity == 1


def test_one_more_than_a_line_holds_is_told_beside_the_field(till: Client, line: str, lines: Lines) -> None:
    till.post(f"{line}/quantity/", {"quantity": "9999"})
    answer = till.post(f"{line}/more/")
    assert (answer.status_code, QUANTITY in answer.text) == (422, True)
    assert lines()[0].quantity == 9999


def test_a_line_that_another_browser_removed_is_just_gone(till: Client, line: str) -> None:
    till.post(f"{line}/remove/")
    answer = till.post(f"{line}/more/")
    assert "not in the basket any more" in answer.text
    assert "The basket is empty" in answer.text


def test_a_removed_line_comes_back_as_it_was_and_once(till: Client, line: str, loafer: Variant, lines: Lines) -> None:
    till.post(f"{line}/quantity/", {"quantity": "3"})
    till.post(f"{line}/discount/", {"kind": "percent", "off": "10", "other": "A scratch"})
    before = [(each.id, each.quantity, each.discount_percent) for each in lines()]
    till.post(f"{line}/remove/")
    assert not lines()
    for _click in range(2):
        till.post(f"{line}/put-back/", {"variant": loafer.id, "quantity": "3", "percent": "10.00", "amount": ""})
    assert [(each.id, each.quantity, each.discount_percent) for each in lines()] == before


def test_a_line_that_came_back_and_was_parked_since_is_not_put_back_again(
    till: Client, line: str, loafer: Variant, lines: Lines
) -> None:
    undo = {"variant": loafer.id, "quantity": "1", "percent": "", "amount": ""}
    till.post(f"{line}/remove/")
    till.post(f"{line}/put-back/", undo)
    till.post("/till/basket/park/")
    assert "not in the basket any more" in till.post(f"{line}/put-back/", undo).text
    assert not lines()


def test_a_line_of_which_more_was_taken_off_than_it_costs_now_comes_back(
    till: Client, line: str, loafer: Variant, lines: Lines
) -> None:
    till.post(f"{line}/quantity/", {"quantity": "2"})
    till.post(
        f"{line}/discount/",
        {
            "kind": "amount",
            "off": "100",
            "reason": "Damaged",
            "manager": Staff.objects.get(name="Hélène").id,
            "pin": "1111",
        },
    )
    till.post(f"{line}/quantity/", {"quantity": "1"})
    till.post(f"{line}/remove/")
    till.post(f"{line}/put-back/", {"variant": loafer.id, "quantity": "1", "percent": "", "amount": "10000"})
    assert [each.discount_amount for each in lines()] == [8900]


@pytest.mark.parametrize(
    ("kind", "off", "percent", "amount"),
    [
        ("percent", "10", Decimal(10), None),
        ("percent", "12,5 %", Decimal("12.5"), None),
        ("percent", "100", Decimal(100), None),
        ("amount", "4,50", None, 450),
        ("amount", "89", None, 8900),
        ("percent", "", None, None),
    ],
)
def test_a_discount(
    till: Client, *, line: str, lines: Lines, kind: str, off: str, percent: Decimal | None, amount: int | None
) -> None:
    manager = {"manager": Staff.objects.get(name="Hélène").id, "pin": "1111"}
    answer = till.post(f"{line}/discount/", {"kind": kind, "off": off, "reason": "Damaged", **manager})
    assert answer.status_code == 200
    assert "close-dialog" in answer.headers["HX-Trigger-After-Swap"]
    assert (lines()[0].discount_percent, lines()[0].discount_amount) == (percent, amount)


@pytest.mark.parametrize(
    ("kind", "off", "told"),
    [
        ("percent", "101", "from 0 to 100 %"),
        ("percent", "-5", "from 0 to 100 %"),
        ("percent", "ten", "from 0 to 100 %"),
        ("percent", "NaN", "from 0 to 100 %"),
        ("percent", "1e1000", "from 0 to 100 %"),
        ("amount", "89,01", "cannot be more than the line costs"),
        ("amount", "-1", "not an amount of money"),
        ("amount", "x", "not an amount of money"),
        ("amount", "9" * 300, "at most 20 characters"),
    ],
)
def test_a_wrong_discount_is_told_beside_the_field_and_kept_there(
    till: Client, *, line: str, lines: Lines, kind: str, off: str, told: str
) -> None:
    answer = till.post(f"{line}/discount/", {"kind": kind, "off": off, "reason": "Damaged"})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{off}"' in unescape(answer.text)
    assert (lines()[0].discount_percent, lines()[0].discount_amount) == (None, None)


def test_the_discount_that_a_line_has_is_shown_for_change(till: Client, line: str) -> None:
    till.post(f"{line}/discount/", {"kind": "amount", "off": "4,50", "reason": "Damaged"})
    assert 'value="4,50"' in till.get(f"{line}/discount/").text
    shown = till.post(f"{line}/discount/", {"kind": "percent", "off": "9,25", "reason": "Damaged"})
    assert "−9,25\u202f%" in shown.text
    assert 'value="9,25"' in till.get(f"{line}/discount/").text


def test_emptying_names_what_goes_and_then_it_goes(till: Client, line: str, lines: Lines) -> None:
    assert "1 piece for" in till.get("/till/basket/empty/").text
    assert lines()
    till.post("/till/basket/empty/")
    assert not lines()


def test_what_is_partly_paid_is_not_changed(
    till: Client, line: str, register: Register, lines: Lines, polish: Variant
) -> None:
    checkout.take_payment(register, Tender.CASH, 1000)
    for path, data in (
        (f"{line}/quantity/", {"quantity": "2"}),
        (f"{line}/more/", {}),
        (f"{line}/less/", {}),
        (f"{line}/remove/", {}),
        ("/till/basket/lines/", {"variant": str(polish.id)}),
        ("/till/basket/empty/", {}),
    ):
        assert till.post(path, data).headers["HX-Redirect"] == "/till/pay/"
    assert [each.quantity for each in lines()] == [1]


def test_another_browser_at_the_same_register_sees_the_truth_on_its_next_action(
    at: At, *, loafer: Variant, polish: Variant, tom: Staff, register: Register, known: Knows
) -> None:
    here, there = at(), at()
    here.post("/till/basket/lines/", {"variant": loafer.id})
    baskets.attach_customer(register, tom, known("Marie", "Curie"))
    answer = there.post("/till/basket/lines/", {"variant": polish.id, "shown": ""})
    for truth in ("Loafer", "Wax polish", "Marie Curie"):
        assert truth in answer.text


def test_the_customers_place_is_left_alone_while_it_shows_the_truth(till: Client, polish: Variant) -> None:
    answer = till.post("/till/basket/lines/", {"variant": polish.id, "shown": ""})
    assert "customer-search" not in answer.text


def test_another_register_has_another_basket(at: At, second_register: Register, polish: Variant) -> None:
    at().post("/till/basket/lines/", {"variant": polish.id})
    assert "The basket is empty" in at(second_register).get("/till/").text


def test_a_scan_of_a_barcode_or_a_sku_puts_it_in(till: Client, lines: Lines) -> None:
    till.post("/till/scan/", {"code": LOAFER_BLACK_38, "where": "sell"})
    till.post("/till/scan/", {"code": "POL-1", "where": "sell"})
    assert [line.variant.sku for line in lines()] == ["LOA-38-BL", "POL-1"]


def test_a_scan_on_the_payment_screen_draws_it_anew(till: Client, lines: Lines) -> None:
    answer = till.post("/till/scan/", {"code": "POL-1", "where": "pay"})
    assert answer.headers["HX-Refresh"] == "true"
    assert len(lines()) == 1


@pytest.mark.parametrize("code", ["9999999999999", "<script>alert(1)</script>", "😀😀😀😀", "ש" * 300])
def test_an_unknown_code_is_shown_with_what_to_do(till: Client, code: str, lines: Lines) -> None:
    answer = till.post("/till/scan/", {"code": code, "where": "sell"})
    assert "Nobody knows this code" in answer.text
    assert code[:48] in unescape(answer.text)
    assert "<script>alert" not in answer.text
    assert not lines()


@pytest.mark.parametrize(
    "path",
    ["/till/basket/lines/", "/till/basket/empty/", "/till/scan/", f"/till/basket/lines/{UUID(int=7)}/remove/"],
)
def test_nothing_is_done_for_nobody(shop: object, client: Client, path: str) -> None:
    answer = client.post(path, {"code": "POL-1"})
    assert answer.status_code == 302
    assert not Basket.objects.exists()


def test_lines_are_changed_by_posting_only(till: Client, line: str) -> None:
    assert till.get("/till/basket/lines/").status_code == 405
    assert till.get(f"{line}/remove/").status_code == 405
