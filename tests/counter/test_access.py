"""Every place at the till, for a browser at which nobody has typed a PIN: it leads to sign in and shows nothing."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from habitue.counter import urls
from habitue.customers.models import Customer
from habitue.lib.clock import now
from habitue.sales.models import Basket
from habitue.stores.access import TILL_STAFF
from habitue.stores.models import Role, Staff

from .conftest import At, Knows

OPEN_TO_ALL = {"registers", "sign_in", "pin", "lock"}


def addresses(customer: Customer) -> Iterator[str]:
    for route in urls.urlpatterns:
        assert isinstance(route, URLPattern)
        if route.name not in OPEN_TO_ALL:
            given = {name: customer.id if name == "customer_id" else UUID(int=7) for name in route.pattern.converters}
            yield reverse(f"counter:{route.name}", kwargs=given)


@pytest.mark.parametrize("way", ["nobody signed in", "somebody who has left", "no register"])
def test_nobody_gets_past_the_pin(at: At, known: Knows, tom: Staff, way: str) -> None:
    marie = known("Marie", "Curie", email="marie@example.org")
    browser = Client() if way == "no register" else at()
    if way == "nobody signed in":
        session = browser.session
        del session[TILL_STAFF]
        session.save()
    elif way == "somebody who has left":
        Staff.objects.filter(id=tom.id).update(left_at=now())
    places = list(addresses(marie))
    assert len(places) > 50
    for place in places:
        for answer in (browser.get(place), browser.post(place, {"customer": str(marie.id), "q": "marie"})):
            leads_to = answer.headers.get("HX-Redirect") or answer.headers.get("Location") or ""
            assert leads_to.split("?")[0] in {"/till/sign-in/", "/till/registers/"} or answer.status_code == 405, place
            assert "marie" not in answer.text.lower(), place
    assert not Basket.objects.exclude(customer=None).exists()


@pytest.mark.parametrize("role", Role)
def test_whoever_works_here_may_sell(at: At, known: Knows, tom: Staff, role: Role) -> None:
    Staff.objects.filter(id=tom.id).update(role=role)
    marie = known("Marie", "Curie")
    assert "Marie Curie" in at().post("/till/basket/customer/", {"customer": str(marie.id)}).text
