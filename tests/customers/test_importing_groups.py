"""What an import does to groups, and what undoing it takes away again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from habitue.customers.actions import bring_back_group, create_group, put_in_group, retire_group
from habitue.customers.importing import import_file, run
from habitue.customers.models import ALL_CUSTOMERS, Customer, Group, Import
from habitue.jobs.work import start
from habitue.journal.action import Stamp
from habitue.journal.models import Change
from habitue.journal.perform import perform
from habitue.lib.csvreport import Outcome
from habitue.lib.ids import new_id
from habitue.sales import baskets
from tests.shop import SmallShop
from tests.working import work_off

type Bring = Callable[..., Outcome]

FILE = "code;last name;group\nA1;Curie;Gold\nA2;Joliot;gold\nA3;Meitner;Silver\n"


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()


@pytest.fixture
def bring(shop: SmallShop, tmp_path: Path) -> Bring:
    def bring(text: str, *, of: UUID | None = None, brings_back: bool = False, dry_run: bool = False) -> Outcome:
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        return import_file(
            path,
            stamp=lambda: Stamp(shop.node),
            country="FR",
            language="fr",
            dry_run=dry_run,
            progress=lambda _done, _of: None,
            of=of,
            brings_back=brings_back,
        )

    return bring


def undo(of: UUID) -> Import:
    start("undo_import", by=None, of=str(of))
    work_off()
    return Import.objects.get(id=of)


def retired(shop: SmallShop, name: str) -> Group:
    group = perform(create_group, Stamp(shop.node), id=new_id(), name=name)
    return perform(retire_group, Stamp(shop.node), id=group.id)


def group_of(code: str) -> str:
    return Customer.objects.select_related("group").get(code=code).group.name


def test_groups_that_an_import_made_go_with_it(bring: Bring) -> None:
    outcome = bring(FILE, of=(of := new_id()))
    assert outcome.groups == ["Gold", "Silver"]
    gold = Group.objects.get(name="Gold")
    undone = undo(of)
    assert set(Group.objects.values_list("id", flat=True)) == {ALL_CUSTOMERS}
    assert sorted(undone.undone["groups_gone"]) == ["Gold", "Silver"]
    assert Change.objects.filter(kind="group", object_id=gold.id).exists(), "the feed tells that it went"


def test_a_group_that_somebody_else_is_in_by_now_stays(bring: Bring, shop: SmallShop) -> None:
    bring("code;last name\nB1;Noether\n")
    bring(FILE, of=(of := new_id()))
    gold = Group.objects.get(name="Gold")
    perform(put_in_group, Stamp(shop.node), customers=[Customer.objects.get(code="B1").id], group=gold.id)
    undone = undo(of)
    assert (undone.undone["groups_gone"], undone.undone["groups_left"]) == (["Silver"], ["Gold"])
    assert group_of("B1") == "Gold"


def test_a_group_that_was_there_before_or_was_renamed_since_stays(bring: Bring, shop: SmallShop) -> None:
    perform(create_group, Stamp(shop.node), id=new_id(), name="Gold")
    bring(FILE, of=(of := new_id()))
    Group.objects.filter(name="Silver").update(name="Argent")
    undone = undo(of)
    assert (undone.undone["groups_gone"], undone.undone["groups_left"]) == ([], ["Argent"])
    assert set(Group.objects.exclude(id=ALL_CUSTOMERS).values_list("name", flat=True)) == {"Gold", "Argent"}


def test_groups_of_several_batches_go_with_the_last_of_their_customers(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habitue.customers.importing.reading.BATCH", 1)
    bring(FILE, of=(of := new_id()))
    assert Import.objects.get(id=of).batches.count() == 3
    assert sorted(undo(of).undone["groups_gone"]) == ["Gold", "Silver"]


def test_nobody_is_put_into_a_retired_group_unasked(bring: Bring, shop: SmallShop) -> None:
    gold = retired(shop, "Gold")
    outcome = bring(FILE)
    assert (outcome.created, outcome.bad, outcome.groups) == (1, 2, ["Silver"])
    problem = outcome.problems[0]
    assert (problem.line, problem.column) == (2, "group")
    assert "“Gold” is retired" in problem.reason
    assert not gold.customers.exists()
    assert set(Customer.objects.values_list("code", flat=True)) == {"A3"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_retired_group_is_brought_back_once_if_that_was_asked_for(
    bring: Bring, shop: SmallShop, monkeypatch: pytest.MonkeyPatch, *, dry_run: bool
) -> None:
    monkeypatch.setattr("habitue.customers.importing.reading.BATCH", 1)
    gold = retired(shop, "Gold")
    outcome = bring(FILE, brings_back=True, dry_run=dry_run)
    assert (outcome.created, outcome.bad, outcome.groups) == (3, 0, ["Gold", "Silver"])
    gold.refresh_from_db()
    assert bool(gold.retired_at) is dry_run


def test_a_group_that_was_brought_back_is_retired_again_by_undoing(bring: Bring, shop: SmallShop) -> None:
    gold, silver = retired(shop, "Gold"), retired(shop, "Silver")
    bring(FILE, of=(of := new_id()), brings_back=True)
    bring("code;last name;group\nB1;Noether;silver\n")
    undone = undo(of)
    assert (undone.undone["groups_gone"], undone.undone["groups_left"]) == (["Gold"], ["Silver"])
    gold.refresh_from_db()
    silver.refresh_from_db()
    assert gold.retired_at
    assert silver.retired_at is None


def test_a_group_that_is_retired_meanwhile_takes_nobody_in(
    bring: Bring, shop: SmallShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habitue.customers.importing.reading.BATCH", 1)
    group = perform(create_group, Stamp(shop.node), id=new_id(), name="Gold")
    bring_in = run._bring_in
    batches: list[object] = []

    def retire_after_the_first(*given: Any) -> object:
        done = bring_in(*given)
        if not batches:
            perform(retire_group, Stamp(shop.node), id=group.id)
        batches.append(done)
        return done

    monkeypatch.setattr(run, "_bring_in", retire_after_the_first)
    outcome = bring(FILE)
    assert (outcome.created, outcome.bad) == (2, 1)
    assert not group.customers.exists()


def test_of_tags_a_group_in_use_comes_first_and_a_retired_one_last(bring: Bring, shop: SmallShop) -> None:
    retired(shop, "Gold")
    perform(create_group, Stamp(shop.node), id=new_id(), name="Press")
    outcome = bring('code,last name,tags\nA1,Curie,"gold, new, press"\nA2,Joliot,"gold, new"\nA3,Meitner,gold\n')
    assert (group_of("A1"), group_of("A2")) == ("Press", "new")
    assert [(problem.line, problem.column) for problem in outcome.problems] == [(4, "tags")]


def test_a_line_that_says_the_same_again_makes_no_group(bring: Bring) -> None:
    assert bring("last name;group\nCurie;Gold\nCurie;Bronze\n").groups == ["Gold"]
    assert not Group.objects.filter(name="Bronze").exists()


def test_who_stands_in_a_basket_stays(bring: Bring, shop: SmallShop) -> None:
    bring(FILE, of=(of := new_id()))
    curie = Customer.objects.get(code="A1")
    baskets.attach_customer(shop.register, shop.cashier, curie)
    undone = undo(of)
    assert [id for id, _why in undone.left] == [curie.id.hex]
    assert undone.undone["groups_left"] == ["Gold"]


def test_what_was_kept_aside_is_counted_by_customers(bring: Bring) -> None:
    outcome = bring('code;last name;note;balance\nA1;Curie;"""aside"":{";\nA2;Joliot;;12\n')
    assert outcome.aside == 1


def test_an_old_group_that_comes_back_by_hand_is_left_alone(bring: Bring, shop: SmallShop) -> None:
    gold = retired(shop, "Gold")
    perform(bring_back_group, Stamp(shop.node), id=gold.id)
    bring(FILE, of=(of := new_id()), brings_back=True)
    undo(of)
    gold.refresh_from_db()
    assert gold.retired_at is None
