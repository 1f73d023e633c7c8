from collections.abc import Callable

from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout, parking
from habitue.sales.models import Basket, Tender
from habitue.stores.models import Register, Staff

PARK, PARKED = "/till/basket/park/", "/till/parked/"
type At = Callable[..., Client]


def test_a_sale_is_parked_listed_and_taken_up_at_another_till(
    at: At, tom: Staff, loafer: Variant, second_register: Register, known: Callable[..., Customer]
) -> None:
    till, register = at(), Register.objects.get(code="1")
    baskets.put_in(register, tom, loafer, 2)
    basket = baskets.attach_customer(register, tom, known("Marie", "Curie"))
    assert till.post(PARK, {"label": " red  coat "}).headers["HX-Redirect"] == "/till/"
    assert "The sale is parked." in till.get("/till/").text
    other = at(second_register)
    page = other.get(PARKED).text.replace("\xa0", " ")
    for told in ("red coat", "Marie Curie", "Tom", "2 pieces", "178,00 €"):
        assert told in page, told
    assert other.post(f"{PARKED}{basket.id}/take-up/").headers["HX-Redirect"] == "/till/"
    assert Basket.objects.get().register == second_register
    assert "No sale is parked" in till.get(PARKED).text
    assert till.post(f"{PARKED}{basket.id}/take-up/").headers["HX-Redirect"] == PARKED
    assert "Another till has taken that sale up already." in till.get(PARKED).text


def test_it_asks_for_a_name_before_it_parks(till: Client, register: Register, tom: Staff, loafer: Variant) -> None:
    baskets.put_in(register, tom, loafer)
    assert "park-label" in till.get(PARK).text
    assert Basket.objects.get().register == register


def test_who_has_no_name_is_listed_without_the_whole_phone_number(
    till: Client, register: Register, tom: Staff, loafer: Variant, known: Callable[..., Customer]
) -> None:
    baskets.put_in(register, tom, loafer)
    baskets.attach_customer(register, tom, known("", "", phone="+33612345678"))
    pages = [till.get("/till/").text, till.get("/till/pay/").text]
    till.post(PARK)
    for page in (*pages, till.get(PARKED).text):
        assert "··· 78" in page
        for whole in ("612345678", "6 12 34 56 78"):
            assert whole not in page


def test_nothing_is_not_parked(till: Client) -> None:
    assert till.get(PARK).headers["HX-Redirect"] == "/till/"
    assert till.post(PARK).headers["HX-Redirect"] == "/till/"
    assert "There is nothing to park" in till.get("/till/").text
    assert till.post(f"{PARKED}{new_id()}/take-up/").headers["HX-Redirect"] == PARKED


def test_a_long_or_strange_label_is_shortened_and_shown_as_it_is(
    till: Client, register: Register, tom: Staff, loafer: Variant
) -> None:
    baskets.put_in(register, tom, loafer)
    till.post(PARK, {"label": "<b>🙂</b>" * 50})
    assert len(Basket.objects.get().parked_as) <= 60
    page = till.get(PARKED).text
    assert "<b>🙂" not in page
    assert "&lt;b&gt;🙂" in page


def test_what_is_partly_paid_is_neither_parked_nor_pushed_aside(
    till: Client, register: Register, tom: Staff, loafer: Variant
) -> None:
    baskets.put_in(register, tom, loafer)
    parked = parking.park(register)
    assert parked
    baskets.put_in(register, tom, loafer)
    checkout.take_payment(register, Tender.CASH, 1000)
    for path in (PARK, f"{PARKED}{parked.id}/take-up/"):
        assert till.post(path).headers["HX-Redirect"] == "/till/pay/"
        assert "Something is already paid on this sale." in till.get("/till/pay/").text
    assert Basket.objects.get(register=register).payments.count() == 1
