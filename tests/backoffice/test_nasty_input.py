"""Every form of the back office, with what nobody should type: told, kept, shown as text, and never a server error."""

from itertools import cycle
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from habitue.backoffice import urls
from habitue.customers.models import Customer
from habitue.sales.models import Sale
from habitue.stores.models import Language, Staff
from tests.backoffice import test_access
from tests.forms_on_pages import EXECUTED, NASTY, Form, forms_on

pytestmark = pytest.mark.usefixtures("no_paper")

LEAVE = {"sign_out"}

known = test_access.known


def pages(known: dict[str, UUID]) -> list[str]:
    found = []
    for route in urls.urlpatterns:
        assert isinstance(route, URLPattern)
        if route.name not in LEAVE:
            given = {name: known.get(name, UUID(int=7)) for name in route.pattern.converters}
            found.append(reverse(f"backoffice:{route.name}", kwargs=given))
    return found


@pytest.fixture
def forms(owner: Client, known: dict[str, UUID]) -> list[Form]:
    """Each form once, whatever pages it stands on."""
    found: dict[str, Form] = {}
    for page in pages(known):
        answer = owner.get(page)
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            for form in forms_on(page, answer.text):
                found.setdefault(f"{form.method} {form.action} {sorted(form.values)}", form)
    return [form for form in found.values() if not form.action.endswith("/sign-out/")]


def send(client: Client, form: Form, text: str) -> None:
    """Send it, look at the answer and at where it leads, and take everything back."""
    with transaction.atomic():
        ask = client.post if form.method == "post" else client.get
        answer = ask(form.action, form.filled_with(text))
        seen = [answer]
        if answer.status_code == 302:
            seen.append(client.get(answer.headers["Location"]))
        told = f"{form.method} {form.action} with {text[:40]!r}"
        for each in seen:
            assert each.status_code < 500, told
            if not each.streaming and "html" in each.headers.get("Content-Type", ""):
                assert not any(bad in each.text for bad in EXECUTED), told
        transaction.set_rollback(True)


def test_there_are_forms(forms: list[Form]) -> None:
    """Else the tests below would look at nothing."""
    assert len(forms) > 15
    assert sum(len(form.typed) for form in forms) > 40


# Each of the two that are too long is told in another language: what is told is put together while it is shown.
@pytest.mark.parametrize("some_of_them", range(3))
def test_nasty_text_in_every_form(owner: Client, forms: list[Form], some_of_them: int) -> None:
    for text, language in list(zip(NASTY, cycle(Language.values), strict=False))[some_of_them::3]:
        Staff.objects.update(language=language)
        for form in forms:
            if form.takes(text):
                send(owner, form, text)


@settings(max_examples=6, database=None, suppress_health_check=list(HealthCheck))
@given(text=some.text(max_size=60))
def test_any_text_in_every_form(owner: Client, forms: list[Form], text: str) -> None:
    for form in forms:
        if form.typed:
            send(owner, form, text)


def test_a_customer_whose_every_field_is_nasty_is_shown_as_text_everywhere(
    owner: Client, customer: Customer, known: dict[str, UUID]
) -> None:
    bad = "<script>alert(1)</script>"
    Customer.objects.filter(id=customer.id).update(
        first_name=bad, last_name=bad, company=bad, email=bad, postcode="<b>", note=bad, website=bad
    )
    Sale.objects.update(customer=customer)
    shown = []
    for page in pages(known):
        answer = owner.get(page)
        assert answer.status_code < 500, page
        assert bad not in answer.text, page
        if not answer.streaming and escape(bad) in answer.text:
            shown.append(page)
    assert len(shown) > 8, shown
