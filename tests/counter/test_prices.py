"""Prices on the sell and payment screens: what a customer, a code or a discount changes, and why."""

from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.sales import checkout
from habitue.sales.models import Basket, Sale, Tender
from habitue.stores.models import Register, Shop, Staff
from tests.pricing.shop_rules import a_book, a_group, a_promotion

from .conftest import Knows


@pytest.fixture
def office(shop: Shop) -> Stamp:
    return Stamp(shop.node, Staff.objects.get(name="Hélène").id)


@pytest.fixture
def marie(known: Knows, office: Stamp, loafer: Variant) -> Customer:
    """A VIP, for whom the loafer is ten euros less."""
    marie = known("Marie", "Curie")
    a_book(office, {loafer: 7900}, group=a_group(office, "VIP", marie).id)
    return marie


@pytest.fixture
def line(till: Client, loafer: Variant) -> str:
    till.post("/till/basket/lines/", {"variant": loafer.id})
    return f"/till/basket/lines/{Basket.objects.get().lines.get().id}"


def words(answer: object) -> str:
    """The text as it is read: spaces are spaces."""
    return " ".join(unescape(answer.text).split()).replace("\u202f", " ").replace("\xa0", " ")  # type: ignore[attr-defined]  # the test client's answer


def test_attaching_shows_which_lines_change_by_how_much_and_why(till: Client, line: str, marie: Customer) -> None:
    answer = words(till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"}))
    assert 'id="repriced"' in answer
    assert "<s>89,00 €</s>" in answer
    assert "<strong>79,00 €</strong>" in answer
    assert "Price book <bdi>VIP prices</bdi>" in answer
    assert "Marie Curie is the customer of this sale, total 79,00 €" in answer
    answer = words(till.post("/till/basket/customer/detach/", {"where": "sell"}))
    assert "no more: Price book <bdi>VIP prices</bdi>" in answer
    assert "<strong>89,00 €</strong>" in answer


def test_what_has_changed_is_shown_once(till: Client, line: str, marie: Customer) -> None:
    till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"})
    assert "repriced" not in till.post(f"{line}/more/").text
    assert "repriced" not in till.get("/till/").text


def test_a_customer_who_changes_no_price_says_nothing_of_prices(till: Client, line: str, known: Knows) -> None:
    answer = till.post("/till/basket/customer/", {"customer": known("Jean").id, "where": "sell"})
    assert "repriced" not in answer.text


def test_at_payment_the_sum_and_what_is_due_change_with_the_customer(till: Client, line: str, marie: Customer) -> None:
    answer = till.post("/till/basket/customer/", {"customer": marie.id, "where": "pay"})
    assert answer.headers["HX-Retarget"] == "#payment-customer"
    assert '<dd id="due">79,00' in answer.text
    assert 'id="repriced"' in answer.text
    assert 'id="payment" hx-swap-oob="true"' in answer.text
    again = till.post("/till/basket/customer/", {"customer": marie.id, "where": "pay"})
    assert 'id="repriced"' not in again.text


@pytest.mark.parametrize("where", ["sell", "pay"])
def test_a_customer_for_whom_more_was_paid_already_is_refused_in_words(
    till: Client, line: str, marie: Customer, register: Register, where: str
) -> None:
    checkout.take_payment(register, Tender.CASH, 8000)
    answer = till.post("/till/basket/customer/", {"customer": marie.id, "where": where})
    told = words(answer) + answer.headers.get("HX-Trigger-After-Swap", "")
    assert "Take the payment back first." in told
    assert Basket.objects.get().customer is None


def test_every_price_explains_itself(till: Client, line: str, marie: Customer, office: Stamp, loafer: Variant) -> None:
    a_promotion(office, "Autumn", "10", loafer)
    shown = words(till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"}))
    assert "<bdi>VIP prices</bdi> · <bdi>Autumn</bdi>" in shown
    why = words(till.get(f"{line}/why/"))
    for told in ("List price", "89,00 €", "Price book", "VIP prices", "−10,00 €", "Promotion", "−7,90 €", "71,10 €"):
        assert told in why


def test_the_price_explains_itself_on_the_receipt_and_in_the_back_office(
    till: Client, line: str, marie: Customer, register: Register, client: Client
) -> None:
    till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"})
    checkout.take_payment(register, Tender.CASH, 7900)
    till.post("/till/pay/complete/", {"basket": Basket.objects.get().id})
    sale = Sale.objects.get()
    assert "VIP prices −10,00" in words(till.get(f"/till/receipts/{sale.id}/")).replace("</bdi>", "").replace(
        "<bdi>", ""
    )
    client.post("/office/sign-in/", {"name": "Hélène", "password": "a long enough one"})
    page = words(client.get(f"/office/sales/{sale.id}/"))
    assert "Why this price" in page
    assert "VIP prices" in page


# --- Codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["sell", "pay"])
def test_a_code_counts_until_it_is_taken_back(till: Client, line: str, office: Stamp, where: str) -> None:
    a_promotion(office, "Autumn", "10", code="AUTUMN26")
    assert "Use the code" in till.get(f"/till/basket/code/?where={where}").text
    answer = words(till.post("/till/basket/code/", {"code": "autumn26", "where": where}))
    assert "AUTUMN26" in answer
    assert "<strong>80,10 €</strong>" in answer
    assert "Promotion on the whole sale <bdi>Autumn</bdi>" in answer
    answer = words(till.post("/till/basket/code/remove/", {"code": "AUTUMN26", "where": where}))
    assert "<strong>89,00 €</strong>" in answer
    assert Basket.objects.get().codes == []


def test_a_code_that_takes_nothing_off_says_so(till: Client, line: str, office: Stamp, polish: Variant) -> None:
    a_promotion(office, "Care", "10", polish, code="CARE")
    answer = words(till.post("/till/basket/code/", {"code": "care", "where": "sell"}))
    assert "so far it takes nothing off what is in the basket" in answer
    assert "nothing off so far" in answer
    assert "nothing off so far" not in till.post("/till/basket/lines/", {"variant": polish.id}).text


def test_a_code_that_is_for_known_customers_says_so_once_the_customer_is_gone(
    till: Client, line: str, office: Stamp, marie: Customer
) -> None:
    a_promotion(office, "Welcome", "10", code="WELCOME", per_customer=1)
    till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"})
    assert "add the customer first" not in words(till.post("/till/basket/code/", {"code": "WELCOME", "where": "sell"}))
    assert "add the customer first" in words(till.post("/till/basket/customer/detach/", {"where": "sell"}))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (None, "No promotion has this code"),
        ({"days": 0}, "Autumn is for other days or hours."),
        ({"per_customer": 1}, "add the customer first"),
        ({"in_total": 0}, "Autumn is used up."),
    ],
)
def test_a_code_that_is_not_had_says_why_and_stays_typed(
    till: Client, line: str, office: Stamp, facts: dict[str, Any] | None, told: str
) -> None:
    if facts is not None:
        a_promotion(office, "Autumn", "10", code="AUTUMN26", **facts)
    answer = till.post("/till/basket/code/", {"code": "AUTUMN26", "where": "sell"})
    assert answer.status_code == 422
    assert told in words(answer)
    assert 'value="AUTUMN26"' in answer.text


@pytest.mark.parametrize("typed", ["", "😀", "<script>", "0" * 300, "\x00"])
def test_nonsense_is_no_code(till: Client, line: str, typed: str) -> None:
    answer = till.post("/till/basket/code/", {"code": typed, "where": "sell"})
    assert answer.status_code == 422
    assert "<script>" not in answer.text


# --- By hand ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def owner(shop: Shop) -> str:
    return str(Staff.objects.get(name="Hélène").id)


@pytest.mark.parametrize("of", ["line", "sale"])
def test_beyond_the_limit_a_managers_pin_is_asked_for(till: Client, line: str, owner: str, of: str) -> None:
    address = f"{line}/discount/" if of == "line" else "/till/basket/discount/"
    typed = {"kind": "percent", "off": "20", "other": "Torn sole"}
    answer = till.post(address, typed)
    assert answer.status_code == 422
    for told in ("More than 10 % needs a manager.", 'name="pin"', 'value="20"', 'value="Torn sole"', "Hélène"):
        assert told in answer.text
    assert "Tom" not in answer.text
    wrong = till.post(address, typed | {"manager": owner, "pin": "9999"})
    assert wrong.status_code == 422
    assert "Wrong PIN. 4 tries left." in wrong.text
    assert till.post(address, typed | {"manager": owner, "pin": "1111"}).status_code == 200
    basket = Basket.objects.get()
    given = basket.lines.get() if of == "line" else basket
    assert (given.discount_percent, given.discount_reason) == (Decimal(20), "Torn sole")
    why = words(till.get(f"{line}/why/"))
    assert "Torn sole" in why
    assert "given by Tom" in why
    assert "allowed by Hélène" in why
    assert till.post(address, {"kind": "percent", "off": ""}).status_code == 200
    assert "given by" not in till.get(f"{line}/why/").text


def test_guessing_a_managers_pin_is_slowed_down(till: Client, line: str, owner: str) -> None:
    typed = {"kind": "percent", "off": "20", "reason": "Damaged", "manager": owner}
    for _guess in range(5):
        till.post(f"{line}/discount/", typed | {"pin": "9999"})
    answer = till.post(f"{line}/discount/", typed | {"pin": "1111"})
    assert "Too many wrong PINs." in answer.text
    assert Basket.objects.get().lines.get().discount_percent is None


def test_nobody_allows_who_is_no_manager(till: Client, line: str, tom: Staff) -> None:
    typed = {"kind": "percent", "off": "20", "reason": "Damaged", "manager": tom.id, "pin": "2222"}
    assert till.post(f"{line}/discount/", typed).status_code == 422
    assert Basket.objects.get().lines.get().discount_percent is None


def test_a_discount_has_a_reason(till: Client, line: str) -> None:
    answer = till.post(f"{line}/discount/", {"kind": "percent", "off": "5"})
    assert answer.status_code == 422
    assert "Say why" in answer.text
    assert 'value="5"' in answer.text


def test_another_price_of_a_piece(till: Client, line: str) -> None:
    answer = till.post(f"{line}/discount/", {"kind": "price", "off": "82,50", "reason": "Price seen elsewhere"})
    assert "82,50" in answer.text
    assert 'value="82,50"' in till.get(f"{line}/discount/").text
    assert "Price asked for" in till.get(f"{line}/why/").text


def test_an_allowed_discount_comes_back_with_its_line(till: Client, line: str, owner: str, loafer: Variant) -> None:
    allowed = {"kind": "percent", "off": "50", "reason": "Damaged", "manager": owner, "pin": "1111"}
    till.post(f"{line}/discount/", allowed)
    removed = till.post(f"{line}/remove/").text
    was = removed.split('data-was="')[1].split('"')[0]
    till.post(f"{line}/put-back/", {"variant": loafer.id, "quantity": "1", "percent": "50.00", "was": was})
    back = Basket.objects.get().lines.get()
    assert (back.discount_reason, str(back.discount_allowed_by_id)) == ("Damaged", owner)


def test_what_was_not_allowed_is_not_smuggled_in_by_an_undo(
    till: Client, line: str, loafer: Variant, register: Register
) -> None:
    till.post(f"{line}/remove/")
    till.post(f"{line}/put-back/", {"variant": loafer.id, "quantity": "1", "percent": "90", "was": "forged"})
    answer = till.post("/till/pay/payments/", {"tender": "cash", "amount": "8,90"})
    assert "is more than 10 % by now" in words(answer)
    assert not Basket.objects.get().payments.exists()


def test_a_line_whose_discount_fits_no_more_cannot_be_paid(till: Client, line: str, owner: str) -> None:
    till.post(f"{line}/quantity/", {"quantity": "2"})
    till.post(f"{line}/discount/", {"kind": "amount", "off": "17", "reason": "Damaged"})
    till.post(f"{line}/less/")
    assert checkout.due(Basket.objects.get()) == 7200
    assert till.post("/till/pay/payments/", {"tender": "cash", "amount": "72"}).status_code == 422
    assert Tender.CASH not in Basket.objects.get().payments.values_list("tender", flat=True)


@pytest.mark.parametrize("where", ["sell", "pay"])
def test_a_printed_code_is_scanned(till: Client, line: str, office: Stamp, where: str) -> None:
    a_promotion(office, "Autumn", "10", code="AUTUMN26")
    a_promotion(office, "Spring", "10", code="SPRING26", in_total=0)
    assert "80,10 €" in words(till.post("/till/scan/", {"code": "AUTUMN26", "where": where}))
    answer = till.post("/till/scan/", {"code": "SPRING26", "where": where})
    assert "Spring is used up." in words(answer) + answer.headers.get("HX-Trigger-After-Swap", "")
    assert Basket.objects.get().codes == ["AUTUMN26"]
