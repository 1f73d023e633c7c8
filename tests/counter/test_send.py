"""The receipt screen: the receipt goes by e-mail without holding up anybody, and as a QR code."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from habitue.catalogue.models import Variant
from habitue.counter.receipt_link import Reach, reach_of
from habitue.customers.models import Customer, CustomerEvent, Happened
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.messaging.models import About, Mail, State
from habitue.sales import baskets, checkout
from habitue.sales.models import ReceiptLink, Sale, Tender
from habitue.stores.actions import create_outlet, create_register
from habitue.stores.models import Register, Shop, Staff
from tests.counter.conftest import At, Knows


@pytest.fixture
def sale(loafer: Variant, register: Register, tom: Staff, known: Knows) -> Sale:
    return sell(loafer, register, tom, known("Marie", "Curie", email="marie@example.org"))


def sell(variant: Variant, register: Register, staff: Staff, customer: Customer | None) -> Sale:
    baskets.put_in(register, staff, variant)
    baskets.attach_customer(register, staff, customer)
    basket = baskets.basket_at(register)
    assert basket
    checkout.take_payment(register, Tender.CASH, variant.price)
    return checkout.complete(register, basket.id, Stamp(register.id, staff.id))


def test_the_records_address_stands_there_already(till: Client, sale: Sale) -> None:
    page = till.get(f"/till/receipts/{sale.id}/").content.decode()
    assert re.search(r'<input[^>]*name="email"[^>]*value="marie@example.org"', page)
    assert not re.search(r'<input[^>]*name="keep"[^>]*checked', page)


def test_a_mail_is_asked_for_once_in_the_customers_language(till: Client, sale: Sale, tom: Staff) -> None:
    typed = {"email": " Marie@Example.ORG ", "id": str(uuid4())}
    for _again in range(2):
        answer = till.post(f"/till/receipts/{sale.id}/send/", typed)
        assert answer.status_code == 200
        assert answer.headers["HX-Trigger-After-Settle"] == "receipt-asked"
    mail = Mail.objects.get()
    assert (mail.to, mail.language, mail.about, mail.state) == (
        "Marie@example.org",
        "fr",
        About.RECEIPT,
        State.WAITING,
    )
    assert (mail.sale, mail.customer, mail.asked_by) == (sale, sale.customer, tom)


def test_what_is_typed_is_not_kept_unless_the_customer_says_so(till: Client, sale: Sale) -> None:
    till.post(f"/till/receipts/{sale.id}/send/", {"email": "other@example.org"})
    assert Customer.objects.get().email == "marie@example.org"
    till.post(f"/till/receipts/{sale.id}/send/", {"email": "other@example.org", "keep": "yes"})
    assert Customer.objects.get().email == "other@example.org"
    [event] = CustomerEvent.objects.filter(kind=Happened.CHANGED)
    assert event.facts == [["email", "marie@example.org", "other@example.org"]]
    found = till.post("/till/customers/", {"q": "other@example.org"}).content.decode()
    assert "Curie" in found
    # The same address again is nothing new.
    till.post(f"/till/receipts/{sale.id}/send/", {"email": "other@example.org", "keep": "yes"})
    assert CustomerEvent.objects.filter(kind=Happened.CHANGED).count() == 1


@pytest.mark.parametrize(
    "typed", ["", "marie", "marie@", "a@b.c\r\nBcc: all@example.org", "marie@example.org, jean@example.org", "é@x.fr"]
)
def test_an_address_that_is_none_is_told_beside_the_field(typed: str, till: Client, sale: Sale) -> None:
    answer = till.post(f"/till/receipts/{sale.id}/send/", {"email": typed, "keep": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert 'class="field-error"' in page
    assert not Mail.objects.exists()
    assert Customer.objects.get().email == "marie@example.org"
    if typed == "marie":
        assert 'value="marie"' in page
        assert re.search(r'name="keep"[^>]*checked', page)


def test_a_sale_of_nobody_is_sent_but_nothing_is_kept(
    till: Client, loafer: Variant, register: Register, tom: Staff
) -> None:
    sale = sell(loafer, register, tom, None)
    assert 'name="keep"' not in till.get(f"/till/receipts/{sale.id}/").content.decode()
    till.post(f"/till/receipts/{sale.id}/send/", {"email": "a@example.org", "keep": "yes"})
    mail = Mail.objects.get()
    assert (mail.customer, mail.language) == (None, "en")


def test_the_screen_says_how_the_mail_stands(till: Client, sale: Sale) -> None:
    till.post(f"/till/receipts/{sale.id}/send/", {"email": "marie@example.org"})
    standing = f"/till/receipts/{sale.id}/sent/"
    assert "no mail server is set" in till.get(standing).content.decode()
    Shop.objects.update(demo=True)
    waiting = till.get(standing).content.decode()
    assert "on its way" in waiting
    assert "hx-get" in waiting
    assert "hx-get" not in till.get(f"{standing}?looks=99").content.decode()
    Mail.objects.update(state=State.FAILED, trouble="550 <b>no</b>")
    failed = till.get(standing).content.decode()
    assert "550 &lt;b&gt;no&lt;/b&gt;" in failed
    assert "hx-get" not in failed


def test_another_outlets_sale_is_not_sent_from_here(till: Client, sale: Sale, at: At, shop: Shop) -> None:
    other = perform(
        create_outlet,
        Stamp(shop.node),
        id=new_id(),
        name="Lyon",
        address="",
        country="FR",
        time_zone="Europe/Paris",
        prices_include_tax=True,
    )
    stall = perform(create_register, Stamp(shop.node), id=new_id(), outlet=other.id, name="Stall", code="9")
    for path in ("send/", "qr/"):
        assert at(stall).post(f"/till/receipts/{sale.id}/{path}", {"email": "a@example.org"}).status_code == 404
    assert Client().post(f"/till/receipts/{sale.id}/send/", {"email": "a@example.org"}).status_code == 302
    assert not Mail.objects.exists()


def test_the_qr_code_leads_to_the_receipt_and_says_who_can_open_it(till: Client, sale: Sale) -> None:
    page = till.post(f"/till/receipts/{sale.id}/qr/", headers={"host": "127.0.0.1:8000"}).content.decode()
    assert "<svg " in page
    assert "style=" not in page
    assert "Phones cannot open this" in page
    found = re.search(r'href="http://127\.0\.0\.1:8000(/r/[^"]+)"', page)
    assert found
    assert Client().get(found[1]).status_code == 200
    again = till.post(f"/till/receipts/{sale.id}/qr/", headers={"host": "127.0.0.1:8000"}).content.decode()
    assert found[1] in again
    assert ReceiptLink.objects.count() == 1


def test_paper_shows_the_code_only_where_it_can_be_opened(till: Client, sale: Sale, settings: Settings) -> None:
    printed = till.post(f"/till/receipts/{sale.id}/print/", headers={"host": "127.0.0.1"}).content.decode()
    assert "receipt-qr" not in printed
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, address="https://till.orsel.example")
    assert "receipt-qr" in till.post(f"/till/receipts/{sale.id}/print/").content.decode()


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("http://localhost:8000", Reach.MACHINE),
        ("http://127.0.0.1:8000", Reach.MACHINE),
        ("http://[::1]:8000", Reach.MACHINE),
        ("http://0.0.0.0", Reach.MACHINE),
        ("http://192.168.1.20:8000", Reach.SHOP),
        ("http://10.1.2.3", Reach.SHOP),
        ("http://till.local:8000", Reach.SHOP),
        ("http://till", Reach.SHOP),
        ("https://till.orsel.example", Reach.EVERYWHERE),
        ("https://[2a00:1450::1]", Reach.EVERYWHERE),
    ],
)
def test_who_can_open_an_address(address: str, reach: Reach) -> None:
    assert reach_of(address) == reach
