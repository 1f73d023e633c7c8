"""The balances that an import kept aside are taken over all at once, each of them once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from habitue.balances.models import AccountEntry, CreditEntry, LoyaltyEntry
from habitue.balances.sums import account_of, credit_of, loyalty_of
from habitue.balances.whole_import import guess_of, headings_of, look_at, take_over_all
from habitue.customers.importing import import_file
from habitue.customers.models import Customer, Import
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales.actions import merge_customers
from tests.shop import SmallShop

FILE = (
    "code,name,points balance,store credit,account balance\n"
    'C1,Marie Curie,250,"12,50",0\n'
    "C2,Irène Joliot,10.5,a lot,-3\n"
    "C3,Ève Curie,0,-5,1 250.00 EUR\n"
)
ALL = {"points balance": "loyalty", "store credit": "credit", "account balance": "account"}

type BringIn = Callable[..., Import]


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()


@pytest.fixture
def bring_in(shop: SmallShop, tmp_path: Path) -> BringIn:
    def bring(text: str = FILE) -> Import:
        file, of = tmp_path / "customers.csv", new_id()
        file.write_text(text, encoding="utf-8")
        stamp = lambda: Stamp(shop.node)  # noqa: E731 - as the doors have it
        import_file(file, stamp=stamp, country="FR", language="fr", dry_run=False, progress=lambda _d, _o: None, of=of)
        return Import.objects.get(id=of)

    return bring


def take(shop: SmallShop, imported: Import, told: dict[str, str] = ALL) -> dict[str, Any]:
    stamp = lambda: Stamp(shop.node)  # noqa: E731 - as the doors have it
    return take_over_all(imported, told, stamp=stamp, currency="EUR", progress=lambda _d, _o: None)


def of(code: str) -> tuple[int, int, int]:
    id = Customer.objects.get(code=code).id
    return loyalty_of(id), credit_of(id), account_of(id)


def test_what_it_would_do_is_told_and_then_done(shop: SmallShop, bring_in: BringIn) -> None:
    imported = bring_in()
    told = {heading.name: heading.guess for heading in headings_of(imported.id)}
    assert told == ALL
    sums = look_at(imported.id, told, "EUR")
    assert (sums["points balance"].amount, sums["points balance"].count, sums["points balance"].nothing) == (261, 2, 1)
    assert (sums["store credit"].amount, sums["store credit"].wrong) == (1250, 2)
    assert sums["account balance"].amount == 125_000 - 300
    assert not LoyaltyEntry.objects.exists()
    report = take(shop, imported)
    assert [of("C1"), of("C2"), of("C3")] == [(250, 1250, 0), (11, 0, -300), (0, 0, 125_000)]
    assert report["count_left"] == 2
    assert ["points balance", "loyalty", 2, 261] in report["counts"]
    assert Entry.objects.filter(action="take_over_balances").count() == 1
    assert LoyaltyEntry.objects.filter(amount=250).get().note == "points balance: 250"


def test_each_counts_once_however_often_and_from_however_many_files(shop: SmallShop, bring_in: BringIn) -> None:
    imported = bring_in()
    take(shop, imported, {"points balance": "loyalty"})
    take(shop, imported)
    again = bring_in(FILE.replace("250,", "300,"))
    assert not look_at(again.id, {"points balance": "loyalty"}, "EUR")["points balance"].count
    take(shop, again)
    assert of("C1") == (250, 1250, 0)


def test_two_records_of_one_person_have_both_what_one_file_told(shop: SmallShop, bring_in: BringIn) -> None:
    imported = bring_in()
    kept, gone = Customer.objects.get(code="C1"), Customer.objects.get(code="C2")
    perform(merge_customers, Stamp(shop.node), id=new_id(), kept=kept.id, gone=gone.id)
    take(shop, imported)
    assert of("C1") == (261, 1250, -300)
    assert not LoyaltyEntry.objects.filter(customer=gone).exists()


def test_what_another_file_told_of_the_persons_other_record_is_the_same_balance(
    shop: SmallShop, bring_in: BringIn
) -> None:
    take(shop, bring_in())
    later = bring_in("code,name,points balance\nD1,M Curie,240\nD2,Somebody Else,5\n")
    kept, gone = Customer.objects.get(code="C1"), Customer.objects.get(code="D1")
    perform(merge_customers, Stamp(shop.node), id=new_id(), kept=kept.id, gone=gone.id)
    take(shop, later, {"points balance": "loyalty"})
    assert of("C1")[0] == 250
    assert of("D2")[0] == 5


def test_many_are_taken_over_batch_by_batch(
    shop: SmallShop, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habitue.balances.whole_import.AT_ONCE", 2)
    lines = "".join(f"C{n},Name {n},{n},{n},{n}\n" for n in range(1, 12))
    imported = bring_in(FILE.splitlines()[0] + "\n" + lines)
    take(shop, imported)
    assert LoyaltyEntry.objects.count() == CreditEntry.objects.count() == AccountEntry.objects.count() == 11
    assert of("C7") == (7, 700, 700)
    assert Entry.objects.filter(action="take_over_balances").count() > 4


@pytest.mark.parametrize(
    ("name", "balance"),
    [
        ("Puntos", "loyalty"),
        ("Loyalty balance", "loyalty"),
        ("Store credit balance", "credit"),
        ("Avoir", "credit"),
        ("Solde du compte", "account"),
        ("Credit limit", ""),
        ("Gift card balance", ""),
        ("Nickname", ""),
    ],
)
def test_what_a_heading_probably_is(name: str, balance: str) -> None:
    assert guess_of(name) == balance
