"""The one box at the till: who is listed, and whose sale it is."""

from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from habitue.catalogue.models import Variant
from habitue.counter.customer_rows import mark_starts, rows
from habitue.customers.models import Customer
from habitue.customers.search import as_listed
from habitue.journal.action import Stamp
from habitue.sales import baskets, checkout
from habitue.sales.models import Sale, Tender
from habitue.stores.models import Outlet, Register, Staff
from tests.counter.customer_box import attached, names

from .conftest import Knows


def test_who_is_typed_is_listed_with_the_typed_part_marked(till: Client, known: Knows) -> None:
    known("Marie", "Curie")
    known("Jean-Noël", "Müßig")
    assert names(till, "mar") == ["[Mar]ie Curie"]
    assert names(till, "cur mar") == ["[Mar]ie [Cur]ie"]
    assert names(till, "noel muss") == ["Jean-[Noël] [Müß]ig"]


@pytest.mark.parametrize(
    ("name", "typed", "marked"),
    [
        ("<b>Zoé</b>", ["zo"], "&lt;b&gt;<mark>Zo</mark>é&lt;/b&gt;"),
        ("Zoé", [], "Zoé"),
        ("Ñandú", ["n"], "<mark>Ñ</mark>andú"),
        ("Straße", ["strass"], "<mark>Straß</mark>e"),
        ("😀", ["x"], "😀"),
    ],
)
def test_marks_are_html_and_names_are_not(name: str, typed: list[str], marked: str) -> None:
    assert mark_starts(name, typed) == marked


def test_a_row_tells_namesakes_apart_and_shows_nothing_more(till: Client, known: Knows) -> None:
    known("Marie", "Curie", phone="+33612341278", email="marie@example.org", postcode="92330", note="likes red")
    shown = till.post("/till/customers/", {"q": "marie"}).text
    assert "··· 78 · 92330" in shown
    assert "never" in shown
    for secret in ("612341278", "12 34 12 78", "marie@", "likes red", "All customers"):
        assert secret not in shown


def test_a_customer_without_a_name_is_called_by_a_masked_contact(till: Client, known: Knows) -> None:
    known(phone="+33612341278")
    known(email="marie@example.org")
    assert set(names(till, "")) == {"··· 78", "m···@example.org"}


def test_nothing_typed_lists_those_of_late_and_offers_nobody_new(till: Client, known: Knows) -> None:
    for number in range(22):
        known(f"Number {number}")
    shown = till.post("/till/customers/", {"q": "  "}).text
    assert shown.count('role="option"') == 20
    assert "as a new customer" not in shown


def test_what_was_typed_is_offered_as_a_new_customer(till: Client) -> None:
    shown = unescape(till.post("/till/customers/", {"q": "<i>0612345678</i>"}).text)
    assert 'Add "<bdi><i>0612345678</i></bdi>" as a new customer' in shown
    assert "<i>" not in till.post("/till/customers/", {"q": "<i>0612345678</i>"}).text


@pytest.mark.parametrize("typed", ["x" * 300, "😀", "שלום", "%", "_", "'", '"; DROP TABLE', "\x00", "\u202e"])
def test_whatever_is_typed_is_answered(till: Client, typed: str) -> None:
    assert till.post("/till/customers/", {"q": typed}).status_code == 200


def test_a_receipt_number_finds_whose_sale_it_was(
    till: Client, *, known: Knows, register: Register, tom: Staff, polish: Variant
) -> None:
    sale = sold_to(known("Marie", "Curie"), register, tom, polish)
    known("Jean", "Dupont")
    assert names(till, sale.receipt_number.lower()) == ["Marie Curie"]


def sold_to(customer: Customer, register: Register, tom: Staff, polish: Variant) -> Sale:
    baskets.put_in(register, tom, polish)
    basket = baskets.attach_customer(register, tom, customer)
    checkout.take_payment(register, Tender.CASH, polish.price)
    return checkout.complete(register, basket.id, Stamp(register.id, tom.id))


def test_the_last_visit_stands_in_the_row(
    till: Client, *, known: Knows, register: Register, tom: Staff, polish: Variant
) -> None:
    sold_to(known("Marie", "Curie"), register, tom, polish)
    assert "today" in till.post("/till/customers/", {"q": "marie"}).text


def test_twenty_rows_cost_no_more_queries_than_one(
    known: Knows, outlet: Outlet, django_assert_num_queries: object
) -> None:
    for number in range(20):
        known(f"Marie {number}")
    everybody = list(Customer.objects.select_related("group"))
    with django_assert_num_queries(0), translation.override("en"):  # type: ignore[operator]  # a fixture
        assert len(rows(as_listed(everybody), "marie", outlet)) == 20


def test_searches_are_posted_so_that_no_address_names_anybody(till: Client) -> None:
    assert till.get("/till/customers/", {"q": "marie"}).status_code == 405


def test_attaching_and_detaching(till: Client, known: Knows, register: Register) -> None:
    marie = known("Marie", "Curie")
    answer = till.post("/till/basket/customer/", {"customer": str(marie.id), "where": "sell"})
    assert attached(register) == marie
    assert "Marie Curie" in answer.text
    assert answer.headers["HX-Retarget"] == "#basket"
    till.post("/till/basket/customer/detach/", {"where": "sell"})
    assert attached(register) is None


def test_on_the_payment_screen_the_customers_section_is_drawn_anew(till: Client, known: Knows) -> None:
    answer = till.post("/till/basket/customer/", {"customer": str(known("Marie").id), "where": "pay"})
    assert answer.headers["HX-Retarget"] == "#payment-customer"
    assert "Marie" in answer.text


@pytest.mark.parametrize("id", ["", "nonsense", "00000000-0000-4000-8000-000000000007"])
def test_nobody_is_attached_who_is_not_there(till: Client, register: Register, id: str) -> None:
    assert till.post("/till/basket/customer/", {"customer": id}).status_code == 404
    assert attached(register) is None


@pytest.mark.parametrize("scanned", ["29-0012 778", "290012778", "VIP-7", "vip7"])
def test_a_scanned_card_or_code_attaches_its_customer(
    till: Client, known: Knows, register: Register, scanned: str
) -> None:
    marie = known("Marie", code="VIP7", cards=["290012778"])
    till.post("/till/scan/", {"code": scanned, "where": "sell"})
    assert attached(register) == marie
