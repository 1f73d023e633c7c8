import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError

from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.actions import change_shop, change_staff, create_staff, let_staff_go, open_shop, rename_register
from habitue.stores.models import Outlet, Register, Role, Shop, Staff
from tests.shop import OWNER_PIN, SmallShop


def test_a_shop_opens_once_with_an_outlet_a_register_and_its_owner(shop: SmallShop) -> None:
    entries = Entry.objects.count()
    again = perform(
        open_shop,
        Stamp(new_id()),
        node=new_id(),
        name="Another",
        currency="USD",
        language="en",
        outlet=new_id(),
        country="US",
        time_zone="America/New_York",
        prices_include_tax=False,
        register=new_id(),
        register_name="Till",
        owner=new_id(),
        owner_name="Somebody",
        password="",
        pin="",
    )
    assert again == Shop.objects.get()
    assert (again.name, again.node) == ("Maison Orsel", shop.node)
    assert (Outlet.objects.count(), Register.objects.get().code, Entry.objects.count()) == (1, "1", entries)


def test_no_pin_or_password_is_kept_or_journalled_as_it_was_typed(shop: SmallShop) -> None:
    person = perform(
        create_staff,
        Stamp(shop.node),
        id=new_id(),
        name="Nadia",
        role=Role.STORE_MANAGER,
        language="fr",
        pin=make_password("86420"),
        password=make_password("a secret of hers"),
    )
    assert person.has_pin("86420")
    assert person.has_password("a secret of hers")
    assert not person.has_pin("1234")
    told = "".join(Entry.objects.values_list("payload", flat=True))  # type: ignore[arg-type]  # none is erased
    assert "86420" not in told
    assert "secret of hers" not in told
    assert shop.owner.has_pin(OWNER_PIN)


def test_a_change_leaves_pin_and_password_alone_unless_they_are_given(shop: SmallShop) -> None:
    perform(change_staff, Stamp(shop.node), id=shop.cashier.id, name="Léa M.", role=Role.CASHIER, language="en")
    person = Staff.objects.get(id=shop.cashier.id)
    assert (person.name, person.language, person.pin) == ("Léa M.", "en", shop.cashier.pin)


def test_who_is_gone_keeps_the_moment_of_going(shop: SmallShop) -> None:
    first = perform(let_staff_go, Stamp(shop.node), id=shop.cashier.id).left_at
    assert perform(let_staff_go, Stamp(shop.node), id=shop.cashier.id).left_at == first


def test_names_change_and_codes_stay(shop: SmallShop) -> None:
    assert perform(rename_register, Stamp(shop.node), id=shop.register.id, name="Bar").code == "1"
    changed = perform(change_shop, Stamp(shop.node), name="Orsel", language="fr", lock_after_minutes=3)
    assert (changed.name, changed.currency) == ("Orsel", "EUR")


def test_a_register_belongs_to_one_shop_and_its_code_is_unique(shop: SmallShop) -> None:
    with pytest.raises(IntegrityError):
        shop.another_register("1")
