"""Every place at the till to which something is sent, with what nobody should type: never a server error, never run."""

from collections.abc import Iterator
from itertools import cycle
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from habitue.catalogue.models import Variant
from habitue.counter import urls
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.sales import baskets, checkout
from habitue.sales.models import Sale, Tender
from habitue.stores.models import Language, Register, Staff
from tests.counter.conftest import Knows
from tests.forms_on_pages import EXECUTED, NASTY, Form, forms_on

NOT_HERE = {"sign_in", "pin", "registers", "lock"}
FIELDS = (
    *("q", "code", "customer", "where", "card", "amount", "tendered", "tender", "quantity", "percent", "discount"),
    *("variant", "line", "id", "basket", "parked_as", "name", "first_name", "last_name", "company", "phone", "email"),
    *(
        "postcode",
        "cards",
        "group",
        "language",
        "note",
        "start",
        "purpose",
        "channel",
        "given",
        "to",
        "keep",
        "selected",
    ),
)


@pytest.fixture
def marie(known: Knows) -> Customer:
    return known("Marie", "Curie", phone="+33612341278", email="marie@example.org")


@pytest.fixture
def addresses(till: Client, marie: Customer, loafer: Variant, register: Register, tom: Staff) -> list[str]:
    """Where the till sends something: to what is there, and in the midst of a sale to a customer."""
    sale = _sold(register, tom, loafer, marie)
    baskets.put_in(register, tom, loafer)
    basket = baskets.basket_at(register)
    assert basket
    baskets.attach_customer(register, tom, marie)
    line = baskets.lines_of(basket)[0]
    there = {
        "customer_id": marie.id,
        "sale_id": sale.id,
        "line_id": line.id,
        "product_id": loafer.product_id,
        "basket_id": basket.id,
    }
    return list(_addresses(there))


def _sold(register: Register, staff: Staff, variant: Variant, customer: Customer) -> Sale:
    baskets.put_in(register, staff, variant)
    basket = baskets.basket_at(register)
    assert basket
    baskets.attach_customer(register, staff, customer)
    checkout.take_payment(register, Tender.CASH, variant.price)
    return checkout.complete(register, basket.id, Stamp(register.id, staff.id))


def _addresses(there: dict[str, UUID]) -> Iterator[str]:
    for route in urls.urlpatterns:
        assert isinstance(route, URLPattern)
        if not (route.name or "").startswith(tuple(NOT_HERE)):
            given = {name: there.get(name, UUID(int=7)) for name in route.pattern.converters}
            yield reverse(f"counter:{route.name}", kwargs=given)


def test_nasty_text_wherever_something_is_sent(till: Client, addresses: list[str]) -> None:
    assert len(addresses) > 30
    for text in NASTY:
        for address in addresses:
            with transaction.atomic():
                answer = till.post(address, dict.fromkeys(FIELDS, text))
                _fine(answer.status_code, answer.text, f"{address} with {text[:40]!r}")
                transaction.set_rollback(True)


def test_nasty_text_in_every_form(till: Client, addresses: list[str]) -> None:
    tried = 0
    forms = _forms(till, addresses)
    for text, language in zip(NASTY, cycle(Language.values), strict=False):
        Staff.objects.update(language=language)
        for form in forms:
            if form.takes(text):
                tried += 1
                send = till.post if form.method == "post" else till.get
                with transaction.atomic():
                    answer = send(form.action, form.filled_with(text))
                    _fine(answer.status_code, answer.text, f"{form.action} with {text[:40]!r}")
                    transaction.set_rollback(True)
    assert tried > 100


def _forms(till: Client, addresses: list[str]) -> list[Form]:
    """Each form once, whatever pages it stands on."""
    found: dict[str, Form] = {}
    for address in addresses:
        for ask in (till.get, till.post):
            with transaction.atomic():
                for form in forms_on(address, ask(address).text):
                    found.setdefault(f"{form.method} {form.action} {sorted(form.values)}", form)
                transaction.set_rollback(True)
    return list(found.values())


def test_a_customer_whose_every_field_is_nasty_is_shown_as_text(
    till: Client, addresses: list[str], marie: Customer
) -> None:
    bad = "<script>alert(1)</script>"
    Customer.objects.filter(id=marie.id).update(first_name=bad, last_name=bad, company=bad, email=bad, note=bad)
    for address in addresses:
        for ask in (till.get, till.post):
            with transaction.atomic():
                answer = ask(address, {"q": "marie", "customer": str(marie.id)})
                _fine(answer.status_code, answer.text, address)
                transaction.set_rollback(True)


def _fine(status: int, text: str, told: str) -> None:
    assert status < 500, told
    assert not any(bad in text for bad in EXECUTED), told
