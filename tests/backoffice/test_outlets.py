from django.test import Client

from habitue.stores.models import Outlet, Register

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
