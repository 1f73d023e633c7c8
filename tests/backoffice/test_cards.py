"""A customer's cards in the back office: several, blocked, in use again, somebody else's, and printed."""

import re
import zlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from habitue.backoffice.plastic import SHEET, bars_svg, cards_pdf, printed
from habitue.customers.actions import create_customer
from habitue.customers.codes import new_code
from habitue.customers.forms import CustomerForm
from habitue.customers.models import Customer, CustomerCard, CustomerEvent
from habitue.customers.search import customer_of_scan, find_customers
from habitue.customers.search.bulk import what_is_wrong
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.models import Shop

type Page = Callable[..., str]


@pytest.fixture
def on_page(owner: Client, customer: Customer) -> Page:
    """What the panel says after something was done to a card of the customer."""

    def post(verb: str, number: str, status: int = 200) -> str:
        answer = owner.post(f"/office/customers/{customer.id}/cards/{verb}", {"number": number})
        assert answer.status_code == status
        return str(answer.content, "utf-8")

    return post


def somebody_else(shop: Shop, **known: object) -> Customer:
    values: dict[str, object] = {"code": new_code(), "first_name": "Odile", "language": "fr", **known}
    created: Customer = perform(create_customer, Stamp(shop.node), id=new_id(), **values)  # type: ignore[arg-type]  # as above
    return created


def found(typed: str) -> list[Customer]:
    return [hit.customer for hit in find_customers(typed, country="FR")]


def test_several_cards_are_scanned_into_the_profile(on_page: Page, customer: Customer) -> None:
    on_page("", "2990-0000 0001 8")
    assert "HAB42" in on_page("", "hab-42")
    assert set(customer.cards.values_list("number", flat=True)) == {"2990000000018", "HAB42"}
    assert customer_of_scan("2990000000018") == customer_of_scan("hab 42") == customer
    assert found("hab-42") == [customer]
    events = CustomerEvent.objects.filter(customer=customer, kind="card_added").order_by("at")
    assert [event.facts for event in events] == [[["card", "", "2990000000018"]], [["card", "", "HAB42"]]]


def test_the_next_card_can_be_scanned_at_once_and_a_button_that_goes_leaves_the_focus_with_what_is_said(
    on_page: Page,
) -> None:
    assert "autofocus" not in on_page("", "HAB42")
    for verb in ("block/", "unblock/", "remove/"):
        assert on_page(verb, "HAB42").count("autofocus") == 1


def test_a_blocked_card_finds_nobody_until_it_is_in_use_again(on_page: Page, customer: Customer) -> None:
    on_page("", "HAB42")
    assert "Blocked" in on_page("block/", "HAB42")
    assert customer_of_scan("HAB42") is None
    assert found("HAB42") == []
    assert list(what_is_wrong()) == []
    on_page("block/", "HAB42")  # a second click
    on_page("unblock/", "HAB42")
    assert customer_of_scan("HAB42") == customer
    assert found("HAB42") == [customer]
    assert list(what_is_wrong()) == []
    kinds = CustomerEvent.objects.filter(customer=customer).order_by("at").values_list("kind", flat=True)
    assert list(kinds) == ["card_added", "card_blocked", "card_unblocked"]


def test_a_blocked_card_stays_when_the_record_is_changed_and_is_nobody_elses(
    on_page: Page, owner: Client, shop: Shop, customer: Customer
) -> None:
    on_page("", "HAB42")
    on_page("block/", "HAB42")
    page = owner.get(f"/office/customers/{customer.id}/")
    form = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    answer = owner.post(f"/office/customers/{customer.id}/", {**form, "last_name": "Skłodowska", "cards": ""})
    assert answer.status_code == 302
    assert CustomerCard.objects.get(customer=customer).blocked_at
    at_till = CustomerForm({**form, "cards": "HAB42"}, country="FR", language="fr", customer=customer)
    assert "blocked" in at_till.errors["cards"][0]
    other = somebody_else(shop)
    told = owner.post(f"/office/customers/{other.id}/cards/", {"number": "HAB42"})
    assert told.status_code == 422
    assert "belongs to Marie" in str(told.content, "utf-8")


def test_a_card_that_is_somebody_elses_is_told_with_their_name(on_page: Page, shop: Shop) -> None:
    odile = somebody_else(shop, cards=["HAB7"], code="ODILE1")
    assert "belongs to Odile" in on_page("", "HAB7", 422)
    assert "belongs to Odile" in on_page("", "odile1", 422)
    assert customer_of_scan("HAB7") == odile


@pytest.mark.parametrize("typed", ["", "   ", "né", "x" * 49, "\x00", "🂡"])
def test_what_cannot_be_a_card_is_told_beside_the_field(on_page: Page, customer: Customer, typed: str) -> None:
    assert "field-error" in on_page("", typed, 422)
    assert not customer.cards.exists()


def test_a_removed_card_may_become_somebody_elses(on_page: Page, owner: Client, shop: Shop, customer: Customer) -> None:
    on_page("", "HAB42")
    on_page("remove/", "HAB42")
    assert not customer.cards.exists()
    assert found("HAB42") == []
    assert "not theirs" in on_page("remove/", "HAB42", 422)
    other = somebody_else(shop)
    assert owner.post(f"/office/customers/{other.id}/cards/", {"number": "HAB42"}).status_code == 200
    assert customer_of_scan("HAB42") == other


def test_a_phone_number_or_a_barcode_can_be_the_code(owner: Client, customer: Customer) -> None:
    page = owner.get(f"/office/customers/{customer.id}/")
    form = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    for code, typed in (("06 99 88 77 66", "0699887766"), ("4006381333931", "4006381333931")):
        assert owner.post(f"/office/customers/{customer.id}/", {**form, "code": code}).status_code == 302
        assert found(typed) == [customer]
        assert found(code) == [customer]
        assert customer_of_scan(typed) == customer


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was to be printed, as the page of which the PDF is made. It takes two seconds to make one."""
    asked: list[str] = []

    def keep(html: str, _style: object) -> bytes:
        asked.append(html)
        return b"%PDF-"

    monkeypatch.setattr("habitue.backoffice.plastic.pdf_of", keep)
    return asked


def test_one_card_is_printed(on_page: Page, owner: Client, customer: Customer, sheets: list[str]) -> None:
    on_page("", "4006381333931")
    for number in ("", "4006381333931"):
        answer = owner.post(f"/office/customers/{customer.id}/cards/print/", {"number": number})
        assert answer["Content-Type"] == "application/pdf"
        assert all(text in sheets[-1] for text in ("Maison Orsel", "Marie Curie", number or customer.code, "<path"))
    assert owner.post(f"/office/customers/{customer.id}/cards/print/", {"number": "ELSES"}).status_code == 404
    on_page("block/", "4006381333931")
    blocked = owner.post(f"/office/customers/{customer.id}/cards/print/", {"number": "4006381333931"})
    assert blocked.status_code == 404


def test_a_card_of_somebody_else_is_neither_printed_nor_changed_from_here(
    on_page: Page, owner: Client, shop: Shop, customer: Customer, sheets: list[str]
) -> None:
    odile = somebody_else(shop, cards=["HAB7"])
    printing = owner.post(f"/office/customers/{customer.id}/cards/print/", {"number": "HAB7"})
    assert (printing.status_code, sheets) == (404, [])
    for verb in ("block/", "unblock/", "remove/"):
        assert "not theirs" in on_page(verb, "HAB7", 422)
    assert [(card.number, card.blocked_at) for card in odile.cards.all()] == [("HAB7", None)]


def test_cards_for_all_who_are_listed_or_named(
    owner: Client, shop: Shop, customer: Customer, sheets: list[str]
) -> None:
    for number in range(10):
        somebody_else(shop, first_name=f"Nº {number} <script>", cards=[f"CARD{number}"])
    assert ">11 cards." in str(owner.get("/office/customers/cards/").content)
    owner.post("/office/customers/cards/print/", {"layout": "sheet"})
    assert (sheets[-1].count('class="card"'), sheets[-1].count('class="page"')) == (11, 2)
    assert "CARD3" in sheets[-1]
    assert customer.code in sheets[-1]
    assert "<script" not in sheets[-1]
    owner.post("/office/customers/cards/print/", {"customer": [str(customer.id)], "layout": "single"})
    assert (sheets[-1].count('class="card"'), sheets[-1].count('class="page"')) == (1, 0)
    assert ">1 card." in owner.post("/office/customers/cards/", {"customer": [str(customer.id)]}).text
    nobody = owner.post("/office/customers/cards/print/", {"customer": ["no id"]}, follow=True)
    assert "Nobody is listed" in nobody.text


def test_ten_cards_fit_on_a_sheet_of_paper(shop: Shop, customer: Customer) -> None:
    made = cards_pdf([printed(customer, f"CARD{number}") for number in range(11)], SHEET)
    assert pages(made) == 2


def test_where_no_pdf_can_be_made_it_is_told(
    owner: Client, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from habitue.messaging.paper import NoPaper

    def refuse(*_: object) -> bytes:
        raise NoPaper(lasting=True)

    monkeypatch.setattr("habitue.backoffice.plastic.pdf_of", refuse)
    answer = owner.post(f"/office/customers/{customer.id}/cards/print/", follow=True)
    assert "Pango" in str(answer.content)


def test_an_ean_is_drawn_as_one_and_anything_else_as_code_128() -> None:
    assert 'viewBox="0 0 117 1"' in bars_svg("4006381333931")
    with translation.override("fr"):
        assert 'viewBox="0 0 110 1"' in bars_svg("HAB42")
    assert bars_svg("4006381333932") != bars_svg("4006381333931")


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    objects = b"".join(zlib.decompressobj().decompress(each) for each in packed if each[:1] == b"\x78")
    return len(re.findall(rb"/Type\s*/Page\b", pdf + objects))
