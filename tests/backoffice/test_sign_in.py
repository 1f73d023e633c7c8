from datetime import timedelta

import pytest
from django.test import Client

from habitue.stores import access
from habitue.stores.models import FailedAttempt, Role, Shop, Staff
from tests.backoffice.conftest import PASSWORD, SignedIn

WRONG = {"name": "Hélène", "password": "not this one"}


def test_an_owner_arrives_at_the_sales_a_warehouse_manager_at_the_products(shop: Shop) -> None:
    for name, page in (("Hélène", "/office/sales/"), ("Wassim", "/office/products/")):
        client = Client()
        answer = client.post("/office/sign-in/", {"name": name, "password": PASSWORD}, follow=True)
        assert answer.redirect_chain[-1][0] == page


def test_the_name_forgives_blanks_and_case(shop: Shop) -> None:
    answer = Client().post("/office/sign-in/", {"name": "  marc ", "password": PASSWORD})
    assert answer.status_code == 302


@pytest.mark.parametrize("typed", [WRONG, {"name": "Nobody", "password": PASSWORD}])
def test_who_exists_is_not_told(shop: Shop, typed: dict[str, str]) -> None:
    answer = Client().post("/office/sign-in/", typed)
    assert answer.status_code == 422
    assert "Name and password do not match." in answer.text
    assert f'value="{typed["name"]}"' in answer.text
    assert PASSWORD not in answer.text


def test_guessing_has_to_wait_and_is_told_how_long(shop: Shop) -> None:
    client = Client()
    for _attempt in range(5):
        answer = client.post("/office/sign-in/", WRONG)
    assert "Wait 5 minutes" in answer.text
    right = {"name": "Hélène", "password": PASSWORD}
    assert "Too many wrong passwords" in client.post("/office/sign-in/", right).text
    for attempt in FailedAttempt.objects.all():
        FailedAttempt.objects.filter(id=attempt.id).update(at=attempt.at - timedelta(minutes=5))
    assert client.post("/office/sign-in/", right).status_code == 302


def test_signing_out_leaves_the_till_of_the_same_browser_alone(signed_in: SignedIn) -> None:
    client = signed_in(Role.OWNER)
    session = client.session
    session[access.TILL_REGISTER] = "kept"
    session.save()
    assert client.post("/office/sign-out/").status_code == 302
    assert client.get("/office/sales/").headers["Location"] == "/office/sign-in/"
    assert client.session[access.TILL_REGISTER] == "kept"


def test_the_back_office_asks_again_after_a_working_day(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(Role.OWNER)
    assert client.get("/office/sales/").status_code == 200
    monkeypatch.setattr(access, "WORKDAY", 0)
    assert client.get("/office/sales/").status_code == 302


def test_a_page_is_in_the_language_of_who_reads_it(signed_in: SignedIn, shop: Shop) -> None:
    Staff.objects.update(language="fr")
    answer = signed_in(Role.OWNER).get("/office/sales/", headers={"accept-language": "en"})
    assert '<html lang="fr"' in answer.text


def test_a_request_by_htmx_is_led_to_the_sign_in_page_as_a_whole(shop: Shop) -> None:
    answer = Client().post("/office/customers/", {"q": "x"}, headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"] == "/office/sign-in/"


def test_the_demo_names_its_staff_and_no_other_shop_does(shop: Shop) -> None:
    assert "demo" not in Client().get("/office/sign-in/").text
    Shop.objects.update(demo=True)
    Staff.objects.filter(role=Role.OWNER).update(name="Claire")
    assert "This is the demo shop" in Client().get("/office/sign-in/").text
