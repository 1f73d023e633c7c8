"""Undoing all that an import brought."""

from pathlib import Path

from habitue.customers.models import (
    Consent,
    Customer,
    CustomerAddress,
    Import,
    KeptAside,
    SocialName,
)
from habitue.customers.search import find_customers
from habitue.customers.search.bulk import what_is_wrong
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from tests.customers.elsewhere.bringing import LIGHTSPEED, bring, undone
from tests.shop import SmallShop


def test_undoing_an_import_leaves_nothing_of_it(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;phone\nLEA1;Martine;0140203040\n")
    was = Customer.objects.values().get()
    of = new_id()
    bring(tmp_path, LIGHTSPEED + LIGHTSPEED.splitlines()[1].replace("LEA1", "LEA2").replace("x1", "x2") + "\n", of=of)
    assert Customer.objects.count() == 2
    assert Customer.objects.get(code="LEA1").last_name == "Martin"
    result = undone(of)
    assert (result["gone"], result["restored"], result["left"]) == (1, 1, 0)
    assert Customer.objects.values().get() == was
    assert not CustomerAddress.objects.exists()
    assert not Consent.objects.exists()
    assert not KeptAside.objects.exists()
    assert [found.customer.code for found in find_customers("martine", country="FR")] == ["LEA1"]
    assert list(what_is_wrong()) == []
    assert Import.objects.get(id=of).undone_at


def test_undoing_an_import_gives_the_names_on_networks_back(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;Instagram\nA1;Curie;marie\n")
    of = new_id()
    bring(tmp_path, "code;last name;Instagram;TikTok\nA1;Curie;m.curie;mc\nA2;Joliot;irene;\n", of=of)
    assert undone(of)["left"] == 0
    assert dict(SocialName.objects.values_list("network", "name")) == {"instagram": "marie"}


def test_who_was_used_or_changed_since_stays_and_is_named(shop: SmallShop, tmp_path: Path) -> None:
    of = new_id()
    bring(tmp_path, "code;last name\nA1;Curie\nA2;Joliot\nA3;Meitner\n", of=of)
    bought, changed = Customer.objects.get(code="A1"), Customer.objects.get(code="A2")
    Customer.objects.filter(id=bought.id).update(last_visit=now())
    Consent.objects.create(
        customer=changed, purpose="keep", channel="", given=True, at=now(), way="till", language="fr"
    )
    result = undone(of)
    assert (result["gone"], result["left"]) == (1, 2)
    assert {each[0] for each in Import.objects.get(id=of).left} == {bought.id.hex, changed.id.hex}
    assert set(Customer.objects.values_list("code", flat=True)) == {"A1", "A2"}
