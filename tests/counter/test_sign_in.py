import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.stores.access import TILL_REGISTER, TILL_SEEN, TILL_STAFF
from habitue.stores.actions import change_shop, change_staff, let_staff_go
from habitue.stores.models import FailedAttempt, Register, Shop, Staff

SIGN_IN, REGISTERS, SELL, LOCK = "/till/sign-in/", "/till/registers/", "/till/", "/till/lock/"


@pytest.fixture
def newcomer(shop: Shop) -> Client:
    """One that has never been here, and follows what htmx would."""
    return Client(headers={"Accept-Language": "en"})


def pin_page(who: Staff) -> str:
    return f"{SIGN_IN}{who.id}/"


def test_the_only_register_is_chosen_by_itself(newcomer: Client, register: Register) -> None:
    assert newcomer.get(SELL).headers["Location"] == REGISTERS
    assert newcomer.get(REGISTERS).headers["Location"] == SIGN_IN
    assert newcomer.session[TILL_REGISTER] == str(register.id)
    assert newcomer.session.get_expiry_age() > 365 * 24 * 3600


def test_among_several_registers_one_is_chosen(newcomer: Client, register: Register, second_register: Register) -> None:
    page = newcomer.get(REGISTERS)
    assert "Register 1" in page.text
    assert "Register 2" in page.text
    assert newcomer.post(REGISTERS, {"register": second_register.id}).headers["Location"] == SIGN_IN
    assert newcomer.session[TILL_REGISTER] == str(second_register.id)


def test_whoever_comes_to_the_till_does_not_find_somebody_elses_back_office(
    newcomer: Client, register: Register, tom: Staff
) -> None:
    helene = Staff.objects.get(name="Hélène")
    newcomer.post("/office/sign-in/", {"name": "Hélène", "password": "a long enough one"})
    newcomer.get(REGISTERS)
    newcomer.post(pin_page(helene), {"pin": "1111"})
    assert newcomer.get("/office/sales/").status_code == 200
    newcomer.post(pin_page(tom), {"pin": "2222"})
    assert newcomer.get("/office/sales/").headers["Location"] == "/office/sign-in/"


@pytest.mark.parametrize("register_id", ["", "<b>", "01900000-0000-7000-8000-000000000000"])
def test_a_register_that_is_none_is_not_found(newcomer: Client, second_register: Register, register_id: str) -> None:
    assert newcomer.post(REGISTERS, {"register": register_id}).status_code == 404


def test_a_retired_register_is_left(newcomer: Client, register: Register, second_register: Register) -> None:
    newcomer.post(REGISTERS, {"register": second_register.id})
    Register.objects.filter(id=second_register.id).update(retired_at=timezone.now())
    assert newcomer.get(SIGN_IN).headers["Location"] == REGISTERS


def test_everybody_at_work_can_be_tapped(newcomer: Client, shop: Shop, tom: Staff) -> None:
    newcomer.get(REGISTERS)
    page = newcomer.get(SIGN_IN).text
    assert "Hélène" in page
    assert "Cashier" in page
    assert pin_page(tom) in page
    perform(let_staff_go, Stamp(shop.node), id=tom.id)
    assert pin_page(tom) not in newcomer.get(SIGN_IN).text
    assert newcomer.get(pin_page(tom)).status_code == 404


def test_only_the_demo_names_its_pins(newcomer: Client, shop: Shop) -> None:
    newcomer.get(REGISTERS)
    # An id may hold the same digits.
    told = "<strong>1111</strong>"
    assert told not in newcomer.get(SIGN_IN).text
    Shop.objects.update(demo=True)
    assert told in newcomer.get(SIGN_IN).text


def test_the_right_pin_opens_the_till(newcomer: Client, tom: Staff) -> None:
    newcomer.get(REGISTERS)
    key = newcomer.session.session_key
    assert newcomer.post(pin_page(tom), {"pin": "2222"}).headers["Location"] == SELL
    assert newcomer.session.session_key != key
    assert newcomer.session[TILL_STAFF] == str(tom.id)
    assert newcomer.get(SELL).status_code == 200


@pytest.mark.parametrize("typed", ["", "222", "123456789", "٢٢٢٢", "2222 ", "abcd", "<b>"])
def test_what_is_no_pin_is_told_and_not_counted(newcomer: Client, tom: Staff, typed: str) -> None:
    newcomer.get(REGISTERS)
    answer = newcomer.post(pin_page(tom), {"pin": typed})
    assert answer.status_code == 422
    assert "A PIN has 4 to 8 digits." in answer.text
    assert not FailedAttempt.objects.exists()


def test_wrong_pins_are_counted_and_then_one_has_to_wait(newcomer: Client, tom: Staff) -> None:
    newcomer.get(REGISTERS)
    said = [newcomer.post(pin_page(tom), {"pin": "9999"}) for _ in range(5)]
    assert [answer.status_code for answer in said] == [422] * 5
    assert "Wrong PIN. 4 tries left." in said[0].text
    assert "Wrong PIN. 1 try left." in said[3].text
    assert "Wait 5 minutes" in said[4].text
    assert "9999" not in said[0].text.replace(str(tom.id), "")
    # Now the right one does not help either, and says how long it will be.
    assert "Too many wrong PINs." in newcomer.post(pin_page(tom), {"pin": "2222"}).text
    FailedAttempt.objects.update(at=timezone.now() - timedelta(minutes=4))
    assert "Wait 1 minute," in newcomer.post(pin_page(tom), {"pin": "2222"}).text
    FailedAttempt.objects.update(at=timezone.now() - timedelta(minutes=6))
    assert newcomer.post(pin_page(tom), {"pin": "2222"}).status_code == 302
    assert not FailedAttempt.objects.exists()


def test_once_chosen_the_page_speaks_the_persons_language(newcomer: Client, shop: Shop, tom: Staff) -> None:
    newcomer.get(REGISTERS)
    perform(change_staff, Stamp(shop.node), id=tom.id, name="Tom", role=tom.role, language="fr")
    assert 'lang="en"' in newcomer.get(SIGN_IN).text
    assert 'lang="fr"' in newcomer.get(pin_page(tom)).text


def test_nothing_of_the_till_is_kept_by_the_browser(newcomer: Client, tom: Staff) -> None:
    newcomer.get(REGISTERS)
    newcomer.post(pin_page(tom), {"pin": "2222"})
    assert "no-store" in newcomer.get(SELL).headers["Cache-Control"]


def test_who_locks_goes_on_where_they_were(newcomer: Client, tom: Staff) -> None:
    newcomer.get(REGISTERS)
    newcomer.post(pin_page(tom), {"pin": "2222"})
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/till/parked/"}
    to = newcomer.post(LOCK, headers=here).headers["HX-Redirect"]
    assert to == f"{pin_page(tom)}?next=%2Ftill%2Fparked%2F&locked=1"
    assert "Locked" in newcomer.get(to).text
    assert newcomer.get("/till/parked/").headers["Location"] == f"{SIGN_IN}?next=%2Ftill%2Fparked%2F"
    assert newcomer.post(to, {"pin": "2222", "next": "/till/parked/"}).headers["Location"] == "/till/parked/"


def test_whoever_has_left_a_page_types_the_pin_over_it(newcomer: Client, tom: Staff) -> None:
    newcomer.get(REGISTERS)
    newcomer.post(pin_page(tom), {"pin": "2222"})
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/till/pay/"}
    asked = newcomer.post(LOCK, {"staff": str(tom.id)}, headers=here)
    assert "HX-Redirect" not in asked.headers
    assert "Tom" in asked.text
    assert TILL_STAFF not in newcomer.session
    wrong = newcomer.post(pin_page(tom), {"pin": "9999", "over": "1", "next": "/till/pay/"}, headers=here)
    assert wrong.status_code == 422
    assert 'name="over"' in wrong.text
    right = newcomer.post(pin_page(tom), {"pin": "2222", "over": "1", "next": "/till/pay/"}, headers=here)
    assert right.status_code == 204
    assert "unlocked" in right.headers["HX-Trigger"]
    assert newcomer.session[TILL_STAFF] == str(tom.id)


def test_a_page_that_somebody_else_has_left_is_not_unlocked(newcomer: Client, shop: Shop, tom: Staff) -> None:
    """Another window of the same browser: the page is Hélène's, and Tom stands at the till."""
    owner = Staff.objects.exclude(id=tom.id).get()
    newcomer.get(REGISTERS)
    newcomer.post(pin_page(tom), {"pin": "2222"})
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/till/"}
    asked = newcomer.post(LOCK, {"staff": str(owner.id)}, headers=here)
    assert asked.headers["HX-Redirect"].startswith(pin_page(tom))
    # Nobody stands there any more, and whose page it is has not changed.
    again = newcomer.post(LOCK, {"staff": str(owner.id)}, headers=here)
    assert "HX-Redirect" not in again.headers
    assert owner.name in again.text


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/till/", "//example.com", "/office/", "/till\\@example.com", ""]
)
def test_the_way_back_leads_to_the_till_and_nowhere_else(newcomer: Client, tom: Staff, elsewhere: str) -> None:
    newcomer.get(REGISTERS)
    assert newcomer.post(pin_page(tom), {"pin": "2222", "next": elsewhere}).headers["Location"] == SELL


def test_the_till_locks_by_the_servers_clock_too(newcomer: Client, shop: Shop, tom: Staff) -> None:
    newcomer.get(REGISTERS)
    newcomer.post(pin_page(tom), {"pin": "2222"})
    perform(change_shop, Stamp(shop.node), name=shop.name, language="en", lock_after_minutes=2)
    session = newcomer.session
    session[TILL_SEEN] = int(time.time()) - 100
    session.save()
    # Somebody types: the till is told so, and stays open.
    assert newcomer.post("/till/here/").status_code == 204
    assert newcomer.session[TILL_SEEN] > time.time() - 50
    session = newcomer.session
    session[TILL_SEEN] = int(time.time()) - 121
    session.save()
    assert newcomer.get(SELL).headers["Location"].startswith(SIGN_IN)
    assert TILL_STAFF not in newcomer.session
    assert newcomer.session[TILL_REGISTER]
    asked = newcomer.post(
        "/till/here/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/till/pay/"}
    )
    assert asked.headers["HX-Redirect"] == f"{SIGN_IN}?next=%2Ftill%2Fpay%2F"


@pytest.mark.parametrize("path", [LOCK, "/till/here/", "/till/pay/complete/", "/till/pay/payments/"])
def test_what_changes_something_is_never_fetched(newcomer: Client, tom: Staff, path: str) -> None:
    newcomer.get(REGISTERS)
    newcomer.post(pin_page(tom), {"pin": "2222"})
    assert newcomer.get(path).status_code == 405
