"""What is typed on a customer's page is kept as the text that it is, or refused with all that was typed."""

import html
import re

import pytest
from django.test import Client

from habitue.customers.models import Customer, CustomerAddress, CustomerEvent, CustomerPerson, Invoicing, Size
from habitue.lib.text import squeeze

NASTY = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% include 'x' %}",
    "=1+1",
    "\u202eevil\u202c",
    "a\x00b",
    "👩‍🦰👟",
    "';DROP TABLE x;--",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "%00%n%s",
]
EXECUTED = re.compile(r"<script>alert|<img src=x")
LONG = "x" * 10_000
FREE = {
    "": ({"language": "fr"}, ("first_name", "last_name", "company", "note", "social_x", "size_of_0")),
    "addresses/new/": (
        {"use": "home", "country": "FR", "postcode": "75002"},
        ("recipient", "street", "city"),
    ),
    "persons/new/": ({}, ("name", "position", "note")),
    "invoicing/": ({}, ("legal_name",)),
}


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_a_nasty_text_is_kept_as_text(owner: Client, customer: Customer, nasty: str) -> None:
    base = f"/office/customers/{customer.id}/"
    for way, (right, free) in FREE.items():
        typed = {"code": customer.code, "size_0": "1", **right, **dict.fromkeys(free, nasty)}
        assert owner.post(base + way, typed).status_code == 302
    kept = squeeze(nasty)
    customer.refresh_from_db()
    assert {customer.first_name, customer.last_name, customer.company, customer.note} == {kept}
    assert (Size.objects.get().of, CustomerPerson.objects.get().name) == (kept, kept)
    assert (CustomerAddress.objects.get().city, Invoicing.objects.get().legal_name) == (kept, kept)
    assert CustomerEvent.objects.exists()
    page = owner.get(base).text
    assert page.count(html.escape(kept)) >= 8
    assert not EXECUTED.search(page)


@pytest.mark.parametrize("nasty", [*NASTY, LONG], ids=range(len(NASTY) + 1))
def test_what_is_refused_is_still_there(owner: Client, customer: Customer, nasty: str) -> None:
    base = f"/office/customers/{customer.id}/"
    before = CustomerEvent.objects.count()
    wrong = {
        "": {"language": "fr", "first_name": nasty, "phone": nasty, "website": nasty},
        "addresses/new/": {"use": "home", "country": "US", "city": nasty, "postcode": nasty},
        "persons/new/": {"name": nasty, "phone": nasty},
        "invoicing/": {"legal_name": nasty, "payment_days": nasty},
    }
    for way, typed in wrong.items():
        answer = owner.post(base + way, {"code": customer.code, **typed})
        assert answer.status_code == 422, way
        assert not EXECUTED.search(answer.text)
        shown = html.unescape(answer.text)
        assert nasty.replace("\x00", "\ufffd") in shown or nasty in shown, way
    assert CustomerEvent.objects.count() == before
