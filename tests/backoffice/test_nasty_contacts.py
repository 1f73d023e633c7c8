"""Contacts, with what nobody should type: in each form about them, and in whatever its page sends along."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from habitue.backoffice.urls_cards import card_urls
from habitue.backoffice.urls_consents import consent_urls
from habitue.backoffice.urls_contacts import contact_urls
from habitue.backoffice.urls_customer import customer_urls
from habitue.backoffice.urls_imports import import_urls
from habitue.backoffice.urls_jobs import job_urls
from habitue.backoffice.urls_mails import mail_urls
from habitue.contacts.models import Supplier, SupplierAddress, SupplierPerson
from habitue.customers.models import Customer, CustomerAddress, CustomerPerson, CustomField, Group, Import
from habitue.jobs.models import Job
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.messaging.outbox import ask_for_receipt
from habitue.sales.actions import merge_customers
from habitue.stores.models import Shop
from tests.backoffice.conftest import Sells
from tests.backoffice.customer_record import PARIS, page_of
from tests.backoffice.test_nasty_input import send
from tests.forms_on_pages import NASTY, Form, forms_on

pytestmark = pytest.mark.usefixtures("no_paper")

ROUTES = [*card_urls, *consent_urls, *contact_urls, *customer_urls, *import_urls, *job_urls, *mail_urls]
A_FILE = "Full name,E-mail,Group,Cards,Note,Shoe width\r\nIrène Joliot,irene@example.org,VIP,290012778,likes blue,E\r\n"


def another(shop: Shop, owner: Client, **known: str) -> Customer:
    owner.post("/office/customers/new/", {"language": "fr", "anyway": "1", **known})
    return Customer.objects.latest("created_at", "id")


@pytest.fixture
def known(owner: Client, customer: Customer, sell: Sells, shop: Shop) -> dict[str, UUID]:
    """One of everything that a page about contacts may be of."""
    twin, gone = (another(shop, owner, first_name=name, phone="06 12 34 12 78") for name in ("Maria", "Mariette"))
    merge = perform(merge_customers, Stamp(shop.node), id=new_id(), kept=customer.id, gone=gone.id)
    owner.post(page_of(customer, "addresses", "new"), PARIS)
    owner.post(page_of(customer, "persons", "new"), {"name": "Irène"})
    owner.post(page_of(customer, "cards"), {"number": "290012778"})
    owner.post("/office/groups/new/", {"name": "VIP", "colour": "3"})
    for kind in ("text", "number", "date"):
        owner.post("/office/fields/new/", {"kind": kind, "label_en": f"Own {kind}", "label_fr": f"Un {kind}"})
    owner.post("/office/customers/imports/", {"file": SimpleUploadedFile("people.csv", A_FILE.encode())})
    owner.post("/office/duplicates/find/")
    mail = ask_for_receipt(sell(customer=customer), "marie@example.org", language="fr", by=None)
    return {
        "customer_id": customer.id,
        "one_id": customer.id,
        "other_id": twin.id,
        "merge_id": merge.id,
        "address_id": CustomerAddress.objects.get().id,
        "person_id": CustomerPerson.objects.get().id,
        "group_id": Group.objects.get(name="VIP").id,
        "field_id": CustomField.objects.order_by("position")[0].id,
        "import_id": Import.objects.get().id,
        "job_id": Job.objects.latest("id").id,
        "mail_id": mail.id,
    }


@pytest.fixture
def of_supplier(owner: Client) -> dict[str, UUID]:
    owner.post("/office/suppliers/new/", {"company": "Tannerie Roux", "language": "fr"})
    supplier = Supplier.objects.get()
    owner.post(f"/office/suppliers/{supplier.id}/addresses/new/", PARIS)
    owner.post(f"/office/suppliers/{supplier.id}/persons/new/", {"name": "Paule"})
    return {
        "supplier_id": supplier.id,
        "address_id": SupplierAddress.objects.get().id,
        "person_id": SupplierPerson.objects.get().id,
    }


@pytest.fixture
def pages(known: dict[str, UUID], of_supplier: dict[str, UUID]) -> list[str]:
    return [_address(route, known, of_supplier) for route in ROUTES]


@pytest.fixture
def pages_of_one(known: dict[str, UUID], of_supplier: dict[str, UUID]) -> list[str]:
    """Those of one group, one field, one file …: all other forms are tried in test_nasty_input.py."""
    return [_address(route, known, of_supplier) for route in ROUTES if set(route.pattern.converters) - {"customer_id"}]


def _address(route: URLPattern, known: dict[str, UUID], of_supplier: dict[str, UUID]) -> str:
    there = {"purpose": "keep"} | known | (of_supplier if "supplier_id" in route.pattern.converters else {})
    return reverse(f"backoffice:{route.name}", kwargs={name: there[name] for name in route.pattern.converters})


def opened(owner: Client, pages: list[str]) -> Iterator[Form]:
    """Each form once, whatever pages it stands on."""
    found: dict[str, Form] = {}
    for page in pages:
        answer = owner.get(page)
        assert answer.status_code in {200, 302, 404, 405}, page
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            for form in forms_on(page, answer.text):
                found.setdefault(f"{form.method} {form.action} {sorted(form.values)}", form)
    return (form for form in found.values() if not form.action.endswith("/sign-out/"))


def test_nasty_text_in_every_form_about_one_thing(owner: Client, pages_of_one: list[str]) -> None:
    forms = list(opened(owner, pages_of_one))
    # Else nothing would be looked at.
    assert len(forms) > 15
    assert sum(len(form.typed) for form in forms) > 30
    for form in forms:
        for text in NASTY if form.typed else NASTY[:1]:
            send(owner, form, text)


@pytest.mark.parametrize("text", [NASTY[0], NASTY[7], NASTY[8], NASTY[11]], ids=range(4))
def test_nasty_text_in_whatever_a_page_sends_along(owner: Client, pages: list[str], text: str) -> None:
    """Ids, choices and ticks too, under every name, and to places that are only sent to."""
    names = sorted({name for form in opened(owner, pages) for name in form.values} - {"csrfmiddlewaretoken"})
    assert len(names) > 60
    for page in pages:
        send(owner, Form(page, "post", values={name: [text] for name in names}), text)


@settings(max_examples=2, database=None, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=some.text(max_size=60))
def test_any_text_in_every_form_about_one_thing(owner: Client, pages_of_one: list[str], text: str) -> None:
    for form in opened(owner, pages_of_one):
        if form.typed:
            send(owner, form, text)
