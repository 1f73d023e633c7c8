from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, BasketPayment, Sale
from habitue.stores.models import Outlet, Register, Shop, Staff

PAY, PAYMENTS, COMPLETE = "/till/pay/", "/till/pay/payments/", "/till/pay/complete/"
type At = Callable[..., Client]


def plain(text: str) -> str:
    """Without the narrow blanks that the French write in numbers."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def basket(register: Register, tom: Staff, loafer: Variant) -> Basket:
    baskets.put_in(register, tom, loafer)
    return Basket.objects.get(register=register)


def cash(till: Client, amount: str, payment: UUID | str = "") -> str:
    return plain(till.post(PAYMENTS, {"tender": "cash", "amount": amount, "payment": payment}).text)


def test_what_is_due_and_what_people_hand_over(till: Client, basket: Basket) -> None:
    page = plain(till.get(PAY).text)
    assert "Amount due" in page
    for amount in ("89,00 €", "90,00 €", "100,00 €", "200,00 €"):
        assert amount in page
    assert 'data-key=","' in page


def test_an_empty_basket_leads_back_to_the_sale_and_says_so(till: Client) -> None:
    for answer in (
        till.get(PAY),
        till.post(PAYMENTS, {"tender": "cash", "amount": "5"}),
        till.post(COMPLETE, {"basket": new_id()}),
        till.post(COMPLETE, {"basket": "<b>"}),
        till.post(f"{PAYMENTS}{new_id()}/remove/"),
    ):
        assert answer.headers["HX-Redirect"] == "/till/"
    assert "There is nothing to pay" in till.get("/till/").text


def test_too_much_cash_is_asked_about_once(till: Client, basket: Basket) -> None:
    sent = {"tender": "cash", "amount": "1000000", "payment": str(new_id()), "basket": str(basket.id)}
    asked = till.post(PAYMENTS, sent)
    assert "1 000 000,00 € was given for 89,00 €. The change would be 999 911,00 €." in plain(asked.text)
    # The question lies over the page, on which what was typed stays.
    assert asked.headers["HX-Retarget"] == "#dialog-place"
    assert 'name="amount" value="1000000"' in asked.text
    assert f'value="{sent["payment"]}"' in asked.text
    assert not basket.payments.exists()
    taken = till.post(PAYMENTS, {**sent, "sure": "1"})
    assert (taken.headers["HX-Retarget"], taken.headers["HX-Trigger"]) == ("#payment", "close-dialog")
    assert "Change to give: 999 911,00 €." in plain(taken.text)
    assert basket.payments.get().change == 99_991_100
    # A second click, also one that was not sure, changes nothing.
    again = till.post(PAYMENTS, sent)
    assert "was given for" not in again.text
    assert basket.payments.count() == 1


@pytest.mark.parametrize(("tender", "amount"), [("cash", "200"), ("cash", "20"), ("card", "1000000"), ("cash", "x")])
def test_nothing_else_is_asked_about(till: Client, basket: Basket, tender: str, amount: str) -> None:
    answer = till.post(PAYMENTS, {"tender": tender, "amount": amount})
    assert "was given for" not in answer.text


def test_part_payments_say_what_is_still_due_and_can_be_removed(till: Client, basket: Basket) -> None:
    said = cash(till, "20")
    assert "20,00 € taken. Still due: 69,00 €." in said
    assert "Still due" in plain(till.get(PAY).text)
    till.post(PAYMENTS, {"tender": "card", "amount": "69"})
    assert checkout.due(basket) == 0
    first = BasketPayment.objects.earliest("id")
    assert "The payment is removed." in till.post(f"{PAYMENTS}{first.id}/remove/").text
    assert checkout.due(basket) == 2000


def test_a_barcode_in_the_amount_is_told_as_too_large_and_stays_to_be_mended(till: Client, basket: Basket) -> None:
    said = cash(till, "4006381333931")
    assert "Too large: check the digits." in said
    assert 'value="4006381333931"' in said
    assert not BasketPayment.objects.exists()


def test_change_is_told(till: Client, basket: Basket) -> None:
    said = cash(till, "100")
    assert "All is paid. Change to give: 11,00 €." in said
    assert "Change to give" in till.get(PAY).text


@pytest.mark.parametrize(
    ("tender", "typed", "told"),
    [
        ("cash", "", "Type how much was handed over."),
        ("cash", "  ", "Type how much was handed over."),
        ("cash", "0", "The amount must be more than nothing."),
        ("cash", "-5", "The amount must be more than nothing."),
        ("cash", "abc", "“abc” is not an amount of money."),
        ("cash", "<b>5</b>", "“&lt;b&gt;5&lt;/b&gt;” is not an amount of money."),
        ("card", "", "Type how much was paid by card."),
        ("card", "100", "A card pays no more than what is due: 89,00 €."),
        ("card", "1,2345", "“1,2345” is not an amount of money."),
    ],
)
def test_a_wrong_amount_is_told_beside_the_field_and_kept(
    till: Client, basket: Basket, tender: str, typed: str, told: str
) -> None:
    answer = till.post(PAYMENTS, {"tender": tender, "amount": typed})
    assert answer.status_code == 422
    assert told in plain(answer.text)
    assert f'aria-describedby="{tender}-error"' in answer.text
    if typed.isascii() and typed.strip() and "<" not in typed:
        assert f'value="{typed}"' in answer.text
    assert not BasketPayment.objects.exists()


def test_a_double_click_takes_the_money_once(till: Client, basket: Basket) -> None:
    click = new_id()
    cash(till, "20", click)
    cash(till, "20", click)
    assert checkout.due(basket) == 6900


def test_a_payment_survives_whatever_happens_to_the_browser(at: At, till: Client, basket: Basket) -> None:
    cash(till, "20")
    assert "69,00 €" in plain(at().get(PAY).text)


def test_completing_makes_one_sale_however_often_it_is_asked(till: Client, basket: Basket) -> None:
    cash(till, "100")
    answers = [till.post(COMPLETE, {"basket": basket.id}).headers["HX-Redirect"] for _ in range(3)]
    assert answers == [f"/till/receipts/{basket.id}/"] * 3
    assert Sale.objects.count() == 1


def test_with_something_due_it_says_what_and_makes_no_sale(till: Client, basket: Basket) -> None:
    answer = till.post(COMPLETE, {"basket": basket.id})
    assert answer.status_code == 422
    assert "The sale cannot be completed: 89,00 € is still to be paid." in plain(answer.text)
    assert not Sale.objects.exists()


def test_a_price_that_fell_after_the_payment_is_explained(till: Client, basket: Basket) -> None:
    cash(till, "89")
    Variant.objects.update(price=8000)
    assert "Paid too much" in till.get(PAY).text
    assert "More was paid than is due now" in till.post(COMPLETE, {"basket": basket.id}).text


def test_another_browser_takes_the_register_over(at: At, till: Client, basket: Basket, tom: Staff) -> None:
    cash(till, "20")
    other = at()
    assert "69,00 €" in plain(other.get(PAY).text)
    other.post(PAYMENTS, {"tender": "cash", "amount": "69"})
    assert till.post(COMPLETE, {"basket": basket.id}).headers["HX-Redirect"] == f"/till/receipts/{basket.id}/"
    assert other.post(COMPLETE, {"basket": basket.id}).headers["HX-Redirect"] == f"/till/receipts/{basket.id}/"
    assert Sale.objects.count() == 1


def test_a_basket_of_another_register_is_not_completed_here(
    at: At, till: Client, basket: Basket, second_register: Register
) -> None:
    cash(till, "89")
    assert at(second_register).post(COMPLETE, {"basket": basket.id}).headers["HX-Redirect"] == "/till/"
    assert not Sale.objects.exists()


def test_the_customer_stands_on_the_payment_page_and_the_sale_is_theirs(
    till: Client, basket: Basket, known: Callable[..., Customer]
) -> None:
    marie = known("Marie", "Curie")
    assert "Nobody yet." in till.get(PAY).text
    answer = till.post("/till/basket/customer/", {"customer": marie.id, "where": "pay"})
    assert "Marie Curie" in answer.text
    assert "All customers" in answer.text
    assert "Marie Curie" in till.get(PAY).text
    cash(till, "89")
    till.post(COMPLETE, {"basket": basket.id})
    assert Sale.objects.get().customer == marie


def test_yen_have_no_decimals(till: Client, basket: Basket, shop: Shop) -> None:
    Shop.objects.update(currency="JPY")
    page = plain(till.get(PAY).text)
    assert 'data-key="00"' in page
    assert "8 900 " in page
    assert "8 900," not in page
    assert till.post(PAYMENTS, {"tender": "cash", "amount": "10000"}).status_code == 200


def test_prices_without_tax_get_it_on_top(till: Client, basket: Basket, outlet: Outlet) -> None:
    outlet.prices_include_tax = False
    outlet.save()
    page = plain(till.get(PAY).text)
    assert "106,80 €" in page
    assert "Tax, 20 %" in page
