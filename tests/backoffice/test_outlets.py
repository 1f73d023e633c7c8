import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.sales import baskets, parking
from habitue.stores.models import Outlet, Register, Role, Staff
from tests.backoffice.conftest import Sells

GIVEN = {
    "name": "Orsel Lille",
    "address": "1 rue Neuve, Lille",
    "country": "FR",
    "time_zone": "Europe/Paris",
    "prices_include_tax": "on",
}


def test_an_outlet_is_added_and_given_a_register(owner: Client, outlet: Outlet) -> None:
    assert 'value="FR" selected' in owner.get("/office/outlets/new/").text
    owner.post("/office/outlets/new/", GIVEN)
    added = Outlet.objects.get(name="Orsel Lille")
    assert "No register yet" in owner.get("/office/outlets/").text
    assert 'value="2"' in owner.get(f"/office/outlets/{added.id}/registers/new/").text
    owner.post(f"/office/outlets/{added.id}/registers/new/", {"name": "Till A", "code": "lil"})
    assert (added.registers.get().name, added.registers.get().code) == ("Till A", "LIL")


def test_an_outlet_is_changed(owner: Client, outlet: Outlet) -> None:
    owner.post(f"/office/outlets/{outlet.id}/", {**GIVEN, "prices_include_tax": ""})
    outlet.refresh_from_db()
    assert (outlet.name, outlet.address, outlet.prices_include_tax) == ("Orsel Lille", "1 rue Neuve, Lille", False)


def test_an_outlet_asks_first_and_names_nobody_on_paper(owner: Client, outlet: Outlet) -> None:
    page = owner.get(f"/office/outlets/{outlet.id}/")
    assert [page.context["form"][name].value() for name in ("asks_first", "names_customer")] == [False, True]
    owner.post(f"/office/outlets/{outlet.id}/", {**GIVEN, "asks_first": "on"})
    outlet.refresh_from_db()
    assert (outlet.asks_first, outlet.names_customer) == (True, False)


def test_a_register_is_renamed_and_keeps_its_code(owner: Client, register: Register) -> None:
    owner.post(f"/office/registers/{register.id}/", {"name": "By the door", "code": "9"})
    register.refresh_from_db()
    assert (register.name, register.code) == ("By the door", "1")


def test_a_code_is_given_once_and_is_letters_and_digits(owner: Client, outlet: Outlet) -> None:
    page = f"/office/outlets/{outlet.id}/registers/new/"
    for code, told in (
        ("1", "Another register has this code."),
        ("a-b", "1 to 6 letters and digits"),
        ("ABCDEFG", "Too long: at most 6 characters."),
        ("É", "1 to 6 letters and digits"),
    ):
        answer = owner.post(page, {"name": "Second", "code": code})
        assert answer.status_code == 422
        assert told in answer.text
        assert 'value="Second"' in answer.text
    assert Register.objects.count() == 1


def test_a_name_too_long_is_told_and_kept(owner: Client, outlet: Outlet) -> None:
    answer = owner.post(f"/office/outlets/{outlet.id}/", {**GIVEN, "name": "x" * 300})
    assert answer.status_code == 422
    assert "x" * 300 in answer.text
    outlet.refresh_from_db()
    assert outlet.name == "Maison Orsel"


def test_a_form_that_is_sent_twice_opens_one_outlet(owner: Client, outlet: Outlet) -> None:
    given = {**GIVEN, "minted": str(owner.get("/office/outlets/new/").context["new_id"])}
    assert [owner.post("/office/outlets/new/", given).status_code for _time in range(2)] == [302, 302]
    assert Outlet.objects.count() == 2


@pytest.fixture
def second(owner: Client, outlet: Outlet, register: Register) -> Register:
    owner.post(f"/office/outlets/{outlet.id}/registers/new/", {"name": "Register 2", "code": "2"})
    return Register.objects.get(code="2")


def retire(owner: Client, register: Register) -> str:
    return owner.post(f"/office/registers/{register.id}/retire/", follow=True).text


def test_a_register_is_retired_and_brought_back(
    owner: Client, second: Register, register: Register, sell: Sells
) -> None:
    sell()
    assert "Register 1 is retired." in retire(owner, register)
    till = Client()
    assert till.get("/till/registers/").headers["Location"] == "/till/sign-in/"  # Only the other one is left.
    listed = owner.get("/office/outlets/").text
    assert listed.index("Retired") < listed.index("Register 1")
    again = owner.post(f"/office/outlets/{register.outlet_id}/registers/new/", {"name": "Third", "code": "1"})
    assert "Another register has this code." in again.text
    assert "Register 1 can sell again." in owner.post(f"/office/registers/{register.id}/bring-back/", follow=True).text
    assert sell().number == 2


def test_a_register_with_an_open_sale_is_not_retired(
    owner: Client, second: Register, register: Register, loafer: Variant, people: dict[Role, Staff]
) -> None:
    line = baskets.put_in(register, people[Role.CASHIER], loafer)
    assert "A sale is open at Register 1." in retire(owner, register)
    register.refresh_from_db()
    assert register.retired_at is None
    baskets.remove_line(register, line.id)
    assert "Register 1 is retired." in retire(owner, register)


def test_parked_sales_keep_a_register_that_can_take_them_up(
    owner: Client, second: Register, register: Register, loafer: Variant, people: dict[Role, Staff]
) -> None:
    baskets.put_in(register, people[Role.CASHIER], loafer)
    parking.park(register, "the lady with the dog")
    assert "Register 2 is retired." in retire(owner, second)
    owner.post("/office/outlets/new/", GIVEN)
    elsewhere = Outlet.objects.get(name="Orsel Lille")
    owner.post(f"/office/outlets/{elsewhere.id}/registers/new/", {"name": "Till A", "code": "lil"})
    assert "no other register there could take them up" in retire(owner, register)
    register.refresh_from_db()
    assert register.retired_at is None


def test_the_shop_keeps_its_last_register(owner: Client, register: Register) -> None:
    assert "It is the shop&#x27;s last register." in retire(owner, register)
    register.refresh_from_db()
    assert register.retired_at is None
