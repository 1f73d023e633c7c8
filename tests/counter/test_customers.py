"""The one box at the till: who is listed, who is written down, and whose sale it is."""

import json
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import translation

from habitue.catalogue.models import Variant
from habitue.counter.customer_rows import mark_starts, rows
from habitue.customers.cards import cards_of
from habitue.customers.models import Customer, CustomerEvent, Happened
from habitue.customers.search import as_listed
from habitue.journal.action import Stamp
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.models import Sale, Tender
from habitue.stores.models import Outlet, Register, Staff

from .conftest import At, Knows


def names(client: Client, typed: str) -> list[str]:
    """The names in the list, with what is marked between [ ]."""
    shown = client.post("/till/customers/", {"q": typed, "where": "sell"}).text
    marked = [re.sub(r"<mark>(.*?)</mark>", r"[\1]", name) for name in re.findall(r"<bdi>(.*?)</bdi>", shown)]
    return [unescape(name) for name in (marked[:-1] if typed.strip() else marked)]


def attached(register: Register) -> Customer | None:
    basket = baskets.basket_at(register)
    return basket.customer if basket else None


def form(**typed: str) -> dict[str, str]:
    return {"id": str(new_id()), "where": "sell", **typed}


# --- Who is listed ---------------------------------------------------------------------------------------------------


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


# --- Whose sale it is ------------------------------------------------------------------------------------------------


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


# --- The form over the sale ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field", "value", "next_field"),
    [
        ("0612345678", "phone", "0612345678", "first_name"),
        ("marie@example.org", "email", "marie@example.org", "first_name"),
        ("2990012345678", "cards", "2990012345678", "first_name"),
        ("marie", "first_name", "Marie", "last_name"),
        ("Marie Curie", "last_name", "Curie", "phone"),
        ("", "first_name", "", "first_name"),
    ],
)
def test_what_was_typed_stands_in_its_field_and_the_next_empty_one_has_the_focus(
    till: Client, *, typed: str, field: str, value: str, next_field: str
) -> None:
    shown = till.post("/till/customers/new/", {"q": typed, "where": "sell"}).text
    inputs = {found[1]: found[0] for found in re.findall(r'(<(?:input|select|textarea)[^>]*name="(\w+)"[^>]*>)', shown)}
    assert f'value="{value}"' in inputs[field] if value else "value=" not in inputs[field]
    assert [name for name, tag in inputs.items() if "autofocus" in tag] == [next_field]


def test_a_new_customer_is_saved_attached_and_found(till: Client, register: Register, tom: Staff) -> None:
    answer = till.post("/till/customers/create/", form(first_name="Léa", last_name="Blum", phone="06 12 34 12 78"))
    lea = attached(register)
    assert lea
    assert (lea.name, lea.phone, lea.created_by, lea.created_register) == ("Léa Blum", "+33612341278", tom, register)
    assert "Léa Blum" in answer.text
    assert "close-dialog" in answer.headers["HX-Trigger-After-Swap"]
    assert names(till, "1278") == ["Léa Blum"]


def test_a_double_click_makes_one_customer(till: Client) -> None:
    typed = form(first_name="Léa")
    for _click in range(2):
        assert till.post("/till/customers/create/", typed).status_code == 200
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Fill in at least one of name, company, phone and e-mail."),
        ({"phone": "061"}, "This is not a phone number."),
        ({"email": "marie@example"}, "This e-mail address is not complete."),
        ({"first_name": "x" * 300}, "at most 80 characters"),
        ({"first_name": "Marie", "cards": "é" * 5}, "cannot be a card number"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(till: Client, typed: dict[str, str], told: str) -> None:
    answer = till.post("/till/customers/create/", form(**typed))
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#customer-form"
    assert told in unescape(answer.text)
    for value in typed.values():
        assert value in unescape(answer.text)
    assert not Customer.objects.exists()


@pytest.mark.parametrize("name", ["😀 Émile", "שלום", "<script>alert(1)</script>", 'O\'Brien & "Söhne"', "x" * 80])
def test_any_name_is_kept_as_it_was_typed(till: Client, register: Register, name: str) -> None:
    answer = till.post("/till/customers/create/", form(first_name=name))
    customer = attached(register)
    assert customer
    assert customer.first_name == name
    assert "<script>alert" not in answer.text


def test_a_likely_duplicate_is_shown_while_it_is_typed(till: Client, known: Knows) -> None:
    known("Marie", "Curie", phone="+33612341278", cards=["290012778"])
    for typed, why in (({"phone": "06 12 34 12 78"}, "same phone"), ({"cards": "29 0012 778"}, "same card")):
        shown = till.post("/till/customers/alike/", typed).text
        assert "Marie Curie" in shown
        assert why in shown
        assert "F4" in shown
    assert "Marie" not in till.post("/till/customers/alike/", {"phone": "06 12 34"}).text


def test_a_card_scanned_into_the_open_form_is_offered_or_shows_whose_it_is(till: Client, known: Knows) -> None:
    known("Marie", "Curie", cards=["290012778"])
    scanned = {"where": "sell", "form": "open"}
    answer = till.post("/till/scan/", {"code": "310000001", **scanned})
    assert answer.headers["HX-Retarget"] == "#alike"
    assert "Card 310000001 is nobody" in answer.text
    assert "Marie Curie" in till.post("/till/scan/", {"code": "290012778", **scanned}).text


def test_a_record_is_changed_over_the_sale(till: Client, known: Knows, register: Register) -> None:
    marie = known("Marie", "Curie", phone="+33612341278", cards=["290012778"])
    till.post("/till/basket/customer/", {"customer": str(marie.id)})
    shown = till.get(f"/till/customers/{marie.id}/").text
    assert 'value="06 12 34 12 78"' in shown
    assert 'value="290012778"' in shown
    answer = till.post(
        f"/till/customers/{marie.id}/", form(first_name="Maria", last_name="Curie", cards="290012778", code=marie.code)
    )
    marie.refresh_from_db()
    assert (marie.first_name, marie.phone) == ("Maria", "")
    assert "Maria Curie" in answer.text
    assert till.post(f"/till/customers/{marie.id}/", form()).status_code == 422


@pytest.mark.parametrize("odd", ["290012779", """<"'\\&>"""])
def test_a_lost_card_is_blocked_from_the_record_over_the_sale(till: Client, known: Knows, odd: str) -> None:
    marie, other = known("Marie", cards=["290012778", odd]), known("Jean", cards=["310000001"])
    shown = till.get(f"/till/customers/{marie.id}/").text
    sent = [json.loads(unescape(each))["number"] for each in re.findall(r"hx-vals='(.*?)' hx-params=\"number\"", shown)]
    assert sent == sorted(["290012778", odd])
    answer = till.post(f"/till/customers/{marie.id}/cards/block/", {"number": odd})
    assert "Blocked" in answer.text
    assert json.loads(answer.headers["HX-Trigger"])["card-blocked"] == {"number": odd}
    assert cards_of(marie) == ["290012778"]
    assert "It was Marie" in till.post("/till/scan/", {"code": odd, "where": "sell"}).text
    assert till.post(f"/till/customers/{marie.id}/cards/block/", {"number": odd}).status_code == 200
    assert till.post(f"/till/customers/{marie.id}/cards/block/", {"number": "310000001"}).status_code == 404
    assert cards_of(other) == ["310000001"]
    kept = form(first_name="Maria", cards="290012778", code=marie.code)
    assert till.post(f"/till/customers/{marie.id}/", kept).status_code == 200
    assert marie.cards.get(number=odd).blocked_at
    assert CustomerEvent.objects.filter(customer=marie, kind=Happened.CARD_BLOCKED).count() == 1


def test_nobody_is_shown_or_written_down_without_signing_in(client: Client, known: Knows) -> None:
    marie = known("Marie", "Curie")
    for path in ("customers/", "customers/new/", "customers/create/", "customers/alike/", "basket/customer/"):
        answer = client.post(f"/till/{path}", urlencode({"q": "marie"}), "application/x-www-form-urlencoded")
        assert answer.status_code == 302
        assert "Marie" not in answer.text
    assert client.get(f"/till/customers/{marie.id}/").status_code == 302
    assert client.post(f"/till/customers/{marie.id}/cards/block/").status_code == 302


def test_two_tills_with_one_card_at_the_same_moment(at: At, known: Knows, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form has found the card free, and then the other till is quicker."""
    till = at()
    checked = iter([False])

    from habitue.customers.forms import CustomerForm

    honest = CustomerForm.clean_cards

    def once_late(self: CustomerForm) -> list[str]:
        numbers = honest(self)
        if next(checked, True) is False:
            known("Quicker", cards=["290012778"])
        return numbers

    monkeypatch.setattr(CustomerForm, "clean_cards", once_late)
    answer = till.post("/till/customers/create/", form(first_name="Slower", cards="290012778"))
    assert answer.status_code == 422
    assert "belongs to Quicker already" in answer.text
