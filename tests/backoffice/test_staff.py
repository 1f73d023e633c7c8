import pytest
from django.test import Client

from habitue.journal.models import Entry
from habitue.stores.models import Role, Shop, Staff
from tests.backoffice.conftest import PASSWORD, SignedIn

NEW = {"name": "Nour", "role": "cashier", "language": "fr", "pin": "4321", "password": ""}


def test_a_cashier_needs_a_pin_and_no_password(owner: Client) -> None:
    owner.post("/office/staff/new/", NEW)
    added = Staff.objects.get(name="Nour")
    assert (added.role, added.language, added.has_pin("4321"), added.password) == ("cashier", "fr", True, "")


def test_whoever_may_enter_the_back_office_needs_a_password(owner: Client) -> None:
    answer = owner.post("/office/staff/new/", {**NEW, "role": "store_manager"})
    assert answer.status_code == 422
    assert "This role needs a password" in answer.text


def test_a_name_is_given_once_whatever_its_case(owner: Client) -> None:
    answer = owner.post("/office/staff/new/", {**NEW, "name": "MARC"})
    assert "Somebody is called that already, or was." in answer.text


def test_a_person_is_changed_and_what_is_left_empty_stays(owner: Client, people: dict[Role, Staff]) -> None:
    marc = people[Role.STORE_MANAGER]
    given = {"name": "Marc Petit", "role": "warehouse_manager", "language": "fr", "pin": "", "password": ""}
    assert owner.post(f"/office/staff/{marc.id}/", given).headers["Location"] == "/office/staff/"
    marc.refresh_from_db()
    assert (marc.name, marc.role, marc.language) == ("Marc Petit", "warehouse_manager", "fr")
    assert marc.has_pin("2222")
    assert marc.has_password(PASSWORD)


@pytest.mark.parametrize("new", [{"pin": "9876"}, {"password": "another long one"}])
def test_a_new_pin_or_password_ends_that_persons_other_sessions(
    signed_in: SignedIn, people: dict[Role, Staff], new: dict[str, str]
) -> None:
    here, elsewhere, somebody_else = signed_in(Role.STORE_MANAGER), signed_in(Role.STORE_MANAGER), signed_in(Role.OWNER)
    for browser in (here, elsewhere):
        browser.get("/till/registers/")
        browser.post(f"/till/sign-in/{people[Role.STORE_MANAGER].id}/", {"pin": "2222"})
    given = {"name": "Marc", "language": "en", "pin": "", "password": "", **new}
    assert here.post("/office/me/", given).status_code == 302
    assert here.get("/office/me/").status_code == 200
    assert here.get("/till/").status_code == 200
    assert elsewhere.get("/office/me/").headers["Location"] == "/office/sign-in/"
    assert elsewhere.get("/till/").headers["Location"].startswith("/till/sign-in/")
    assert somebody_else.get("/office/me/").status_code == 200


def test_a_pin_that_a_manager_changes_locks_that_persons_till_and_nobody_elses(
    signed_in: SignedIn, people: dict[Role, Staff]
) -> None:
    manager, lea = signed_in(Role.STORE_MANAGER), people[Role.CASHIER]
    till = Client()
    till.get("/till/registers/")
    till.post(f"/till/sign-in/{lea.id}/", {"pin": "2222"})
    given = {"name": "Léa", "role": "cashier", "language": "fr", "pin": "", "password": ""}
    manager.post(f"/office/staff/{lea.id}/", given)
    assert till.get("/till/").status_code == 200
    manager.post(f"/office/staff/{lea.id}/", {**given, "pin": "9876"})
    assert till.get("/till/").headers["Location"].startswith("/till/sign-in/")
    assert manager.get("/office/staff/").status_code == 200


def test_pins_and_passwords_are_nowhere_but_as_hashes(owner: Client) -> None:
    owner.post("/office/staff/new/", {**NEW, "pin": "86421357", "password": "secret of Nour"})
    nour = Staff.objects.get(name="Nour")
    assert (nour.has_pin("86421357"), nour.has_password("secret of Nour")) == (True, True)
    told = "".join(entry.payload or "" for entry in Entry.objects.all()) + nour.pin + nour.password
    assert "create_staff" in Entry.objects.values_list("action", flat=True)
    assert "secret of Nour" not in told
    assert "86421357" not in told


def test_letting_go_asks_by_name_and_then_does_it(owner: Client, people: dict[Role, Staff]) -> None:
    page = f"/office/staff/{people[Role.CASHIER].id}/let-go/"
    assert "Let Léa go?" in owner.get(page).text
    assert Staff.objects.get(name="Léa").left_at is None
    owner.post(page)
    assert Staff.objects.get(name="Léa").left_at
    assert "No longer here" in owner.get("/office/staff/").text
    assert owner.get(page).status_code == 404


def test_who_was_let_go_is_brought_back(owner: Client, people: dict[Role, Staff]) -> None:
    lea = people[Role.CASHIER]
    owner.post(f"/office/staff/{lea.id}/let-go/")
    assert "Bring Léa back" in owner.get("/office/staff/").text
    answer = owner.post(f"/office/staff/{lea.id}/bring-back/", follow=True)
    assert "Léa can sign in again" in answer.text
    lea.refresh_from_db()
    assert (lea.left_at, lea.role, lea.has_pin("2222")) == (None, "cashier", True)
    till = Client()
    till.get("/till/registers/")
    assert till.post(f"/till/sign-in/{lea.id}/", {"pin": "2222"}).headers["Location"] == "/till/"


def test_a_store_manager_brings_nobody_back_who_stood_above(
    owner: Client, signed_in: SignedIn, people: dict[Role, Staff]
) -> None:
    second = {**NEW, "role": "owner", "password": PASSWORD}
    owner.post("/office/staff/new/", second)
    nour = Staff.objects.get(name="Nour")
    owner.post(f"/office/staff/{nour.id}/let-go/")
    manager = signed_in(Role.STORE_MANAGER)
    assert "Bring Nour back" not in manager.get("/office/staff/").text
    assert manager.post(f"/office/staff/{nour.id}/bring-back/").status_code == 403


def test_a_store_manager_makes_no_owners_and_changes_none(signed_in: SignedIn, people: dict[Role, Staff]) -> None:
    manager = signed_in(Role.STORE_MANAGER)
    for role in ("owner", "store_manager"):
        answer = manager.post("/office/staff/new/", {**NEW, "role": role, "password": PASSWORD})
        assert answer.status_code == 422
    helene = people[Role.OWNER]
    given = {"name": "Gone", "role": "cashier", "language": "fr", "pin": "4321", "password": ""}
    assert manager.post(f"/office/staff/{helene.id}/", given).status_code == 403
    assert manager.post(f"/office/staff/{helene.id}/let-go/").status_code == 403
    was = (helene.name, helene.role, helene.left_at)
    helene.refresh_from_db()
    assert (helene.name, helene.role, helene.left_at) == was
    assert Staff.objects.count() == len(people)
    assert manager.post("/office/staff/new/", NEW).status_code == 302
    assert Staff.objects.get(name=NEW["name"]).role == Role.CASHIER


def test_nobody_raises_their_own_role(signed_in: SignedIn, people: dict[Role, Staff]) -> None:
    manager = signed_in(Role.STORE_MANAGER)
    given = {"name": "Marc", "role": "owner", "language": "fr", "pin": "9876", "password": ""}
    assert manager.post("/office/me/", given).status_code == 302
    marc = Staff.objects.get(name="Marc")
    assert (marc.role, marc.language, marc.has_pin("9876")) == ("store_manager", "fr", True)


def test_the_shop_keeps_its_last_owner(owner: Client, people: dict[Role, Staff]) -> None:
    helene = people[Role.OWNER]
    given = {"name": "Hélène", "role": "cashier", "language": "en", "pin": "", "password": ""}
    answer = owner.post("/office/me/", given)
    assert answer.status_code == 422
    assert "without an owner" in answer.text
    assert owner.post(f"/office/staff/{helene.id}/let-go/").status_code == 403
    second = {**NEW, "role": "owner", "password": PASSWORD}
    assert owner.post("/office/staff/new/", second).status_code == 302
    assert owner.post("/office/me/", given).status_code == 302
    assert owner.get("/office/settings/").status_code == 403


def test_settings_are_changed_by_an_owner(owner: Client, shop: Shop) -> None:
    for minutes in ("0", "481", "ten", ""):
        given = {"name": "Orsel", "language": "fr", "lock_after_minutes": minutes}
        answer = owner.post("/office/settings/", given)
        assert answer.status_code == 422
        assert 'value="Orsel"' in answer.text
    owner.post("/office/settings/", {"name": "Orsel", "language": "fr", "lock_after_minutes": "3"})
    shop.refresh_from_db()
    assert (shop.name, shop.language, shop.lock_after_minutes) == ("Orsel", "fr", 3)
