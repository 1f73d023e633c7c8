"""Customers from CSV files and back."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection

from habitue.customers.actions import import_customers
from habitue.customers.exporting import export_file
from habitue.customers.importing import import_file, reading
from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerCard, Group, Spelling, Token, Unindexed
from habitue.customers.search import bulk, find_customers, freshen
from habitue.customers.search.beside import Beside
from habitue.customers.search.bulk import catch_up, rebuild, what_is_wrong
from habitue.journal.action import Stamp
from habitue.journal.models import Change, Entry
from habitue.journal.perform import replay
from habitue.lib.clock import now
from habitue.lib.csvreport import Outcome
from tests.customers.conftest import NODE, Enrol

pytestmark = pytest.mark.django_db

type Bring = Callable[..., Outcome]

FRENCH = (
    "Code client;Prénom;Nom;Société;Téléphone;Courriel;Code postal;Carte;Groupe;Langue;Remarque;Créé le\n"
    "A1;Léa;Lefèvre;;06 12 34 56 78;lea@orange.fr;75011;299-0001, 299-0002;VIP;français;aime le bleu;31/01/2024\n"
    ";Zoé;Martin;;0612345679;;;;;;;\n"
    ";;;Boulangerie;;;69001;;;en;;2023-05-06 07:08:09\n"
)


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    def bring(text: str | bytes, *, dry_run: bool = False, name: str = "people.csv") -> Outcome:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_file(
            path, stamp=lambda: Stamp(NODE), country="FR", language="fr", dry_run=dry_run, progress=lambda _d, _o: None
        )

    return bring


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.created, outcome.changed, outcome.unchanged, outcome.bad


def found(typed: str) -> list[str]:
    return [each.customer.name for each in find_customers(typed, country="FR")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_french_file_is_understood(bring: Bring, encoding: str) -> None:
    assert counts(bring(FRENCH.encode(encoding))) == (3, 0, 0, 0)

    lea = Customer.objects.get(code="A1")
    assert (lea.name, lea.phone, lea.email, lea.postcode) == ("Léa Lefèvre", "+33612345678", "lea@orange.fr", "75011")
    assert (lea.group.name, lea.language, lea.note, lea.created_at.isoformat()) == (
        "VIP", "fr", "aime le bleu", "2024-01-31T12:00:00+00:00",
    )  # fmt: skip
    assert sorted(card.number for card in lea.cards.all()) == ["2990001", "2990002"]
    bakery = Customer.objects.get(company="Boulangerie")
    assert (bakery.language, bakery.created_at.isoformat()) == ("en", "2023-05-06T07:08:09+00:00")
    assert bakery.group_id == ALL_CUSTOMERS
    assert found("lea") == found("2990002") == found("a1") == found("lefevrr") == ["Léa Lefèvre"]
    assert found("boulang") == ["Boulangerie"]
    assert list(what_is_wrong()) == []


def test_the_same_file_again_makes_nobody_twice(bring: Bring) -> None:
    bring(FRENCH)
    assert counts(bring(FRENCH)) == (0, 0, 3, 0)
    assert Customer.objects.count() == 3
    assert Entry.objects.count() == 1


def test_a_changed_line_changes_its_customer(bring: Bring) -> None:
    bring(FRENCH)
    changed = "code;last name;phone;card\nA1;Wedded;;CARD9\n"
    assert counts(bring(changed)) == (0, 1, 0, 0)
    lea = Customer.objects.get(code="A1")
    assert (lea.name, lea.phone) == ("Léa Wedded", "+33612345678")
    assert lea.cards.count() == 3
    assert found("wedded") == found("card9") == ["Léa Wedded"]
    assert found("lefevre") == []
    assert list(what_is_wrong()) == []


def test_a_card_tells_who_it_is_when_the_code_does_not(bring: Bring) -> None:
    bring(FRENCH)
    assert counts(bring("code,card,company\n,2990002,Acme\nB7,2990001,\n")) == (0, 1, 0, 1)
    assert counts(bring("card,company\n2990002,Other\n")) == (0, 1, 0, 0)
    assert Customer.objects.get(code="A1").company == "Other"


def test_a_batch_that_somebody_at_a_till_came_before_is_matched_again(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def come_before(*_arguments: Any, **_payload: Any) -> None:
        monkeypatch.undo()
        raise IntegrityError

    monkeypatch.setattr("habitue.customers.importing.run.perform", come_before)
    assert counts(bring("code,first name,group\nZOE1,Zoé,Friends\nNOE1,Noé,Friends\n")) == (2, 0, 0, 0)
    assert set(Customer.objects.values_list("group__name", flat=True)) == {"Friends"}


def test_bad_lines_are_told_and_written_to_be_mended(bring: Bring, tmp_path: Path) -> None:
    outcome = bring(
        "name,phone,e-mail,created,language\n"
        "Good,0612345678,good@orange.fr,,\n"
        'Bad,123,bad@orange,2999-01-01,"klingon"\n'
        ",,,,\n"
        f"{'x' * 300},0612345677,,,\n"
        ",,,2020-01-01,\n"
    )
    assert counts(outcome) == (1, 0, 0, 3)
    assert [(problem.line, problem.column) for problem in outcome.problems] == [
        (3, "phone"), (3, "e-mail"), (3, "language"), (3, "created"), (5, "name"), (6, ""),
    ]  # fmt: skip
    assert outcome.bad_lines == tmp_path / "people.errors.csv"
    mended = outcome.bad_lines.read_text("utf-8-sig").replace("123,bad@orange,2999-01-01,klingon", "0612345699,,,")
    assert counts(bring(mended)) == (1, 0, 0, 2)
    assert found("0612345699") == ["Bad"]


def test_what_contradicts_itself_is_told(bring: Bring, enrol: Enrol) -> None:
    enrol(first_name="Old", cards=["K1"])
    enrol(first_name="Older", cards=["K2"])
    outcome = bring("code,name,card\nA,Ann,\nA,Bob,\nB,Cy,X1\nC,Di,X1\n,Ed,K1 ; K2\n")
    assert counts(outcome) == (2, 0, 0, 3)
    assert "earlier line" in outcome.problems[0].reason
    assert "another customer" in outcome.problems[2].reason


def test_a_dry_run_says_the_same_and_writes_nothing(bring: Bring) -> None:
    assert counts(bring(FRENCH, dry_run=True)) == (3, 0, 0, 0)
    assert not Customer.objects.exists()
    assert not Entry.objects.exists()


def test_names_in_one_column_are_parted(bring: Bring) -> None:
    bring('nom complet\nMarie Curie\n"de la Tour, Anne"\nCher\n')
    assert set(Customer.objects.values_list("first_name", "last_name")) == {
        ("Marie", "Curie"), ("Anne", "de la Tour"), ("Cher", ""),
    }  # fmt: skip


def test_everybody_is_in_the_feed_and_in_the_journal(bring: Bring) -> None:
    bring(FRENCH)
    told = set(Change.objects.filter(kind="customer").values_list("object_id", flat=True))
    assert told == set(Customer.objects.values_list("id", flat=True))
    assert Change.objects.filter(kind="group").count() == 1


def rows(model: Any) -> list[tuple[Any, ...]]:
    fields = [field.attname for field in model._meta.concrete_fields if field.attname not in {"pk", "search_key"}]
    return sorted(model.objects.values_list(*fields), key=repr)


def test_a_replayed_import_makes_the_same_rows(bring: Bring) -> None:
    bring(FRENCH)
    bring("code,company\nA1,Acme\n")
    entries = list(Entry.objects.order_by("number"))
    before = {model: rows(model) for model in (Customer, CustomerCard, Group)}
    for model in (Token, Spelling, CustomerCard, Customer, Change, Entry):
        model.objects.all().delete()
    Group.objects.exclude(id=ALL_CUSTOMERS).delete()
    entries[0].stream.__class__.objects.all().delete()

    for entry in entries:
        replay(entry)
    catch_up()

    assert {entry.action for entry in entries} == {import_customers.name}
    assert {model: rows(model) for model in before} == before
    assert list(what_is_wrong()) == []


def test_what_is_exported_can_be_imported(bring: Bring, enrol: Enrol, tmp_path: Path) -> None:
    enrol(first_name="=1+1", last_name="@cmd", phone="+33612345678", note="-x\n+y", cards=["A1", "'B"], code="+C")
    enrol(company="'=x", language="en")
    before = rows(Customer), rows(CustomerCard)
    file = tmp_path / "out.csv"
    assert export_file(file) == 2
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert not any(cell.startswith(("=", "+", "-", "@")) for line in csv.reader(opened) for cell in line)
    assert counts(bring(file.read_bytes())) == (0, 0, 2, 0)
    assert (rows(Customer), rows(CustomerCard)) == before


def test_who_was_merged_is_not_exported(enrol: Enrol, tmp_path: Path) -> None:
    kept, gone = enrol(first_name="Marie", code="KEPT1"), enrol(first_name="Maria", code="GONE1")
    Customer.objects.filter(id=gone.id).update(merged_into=kept)
    assert export_file(tmp_path / "out.csv") == 1
    written = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert ("KEPT1" in written, "GONE1" in written) == (True, False)


def test_the_index_can_be_made_anew(bring: Bring) -> None:
    bring(FRENCH)
    Token.objects.all().delete()
    Spelling.objects.all().delete()
    assert found("lea") == []
    rebuild()
    assert found("lea") == ["Léa Lefèvre"]
    assert list(what_is_wrong()) == []


def test_a_customer_who_changes_while_waiting_is_indexed_as_changed(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import breaks off before its end; a customer visits and is changed; then the index catches up."""
    with monkeypatch.context() as patch:
        patch.setattr("habitue.customers.importing.run.catch_up", lambda *_: None)
        bring(FRENCH)
    assert Unindexed.objects.count() == 3
    lea = Customer.objects.get(code="A1")
    bulk._insert_ignoring([("=lefevre", -1, lea.search_key)])  # as an indexing that broke off might leave it
    Customer.objects.filter(id=lea.id).update(last_visit=now())
    freshen(lea.id)
    Unindexed.objects.filter(customer_key=lea.search_key).update(stale="-1 =lefevre\n")
    catch_up()
    assert found("lefevre") == ["Léa Lefèvre"]
    assert list(what_is_wrong()) == []


@pytest.mark.django_db(transaction=True)
def test_a_big_file_is_read_and_indexed_by_several_processes(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(bulk, "FEW", 0)
    Group.objects.get_or_create(id=ALL_CUSTOMERS, defaults={"name": "All customers"})
    lines = [f"C{n},Anna{n},Müller{n},06{n:08},{'x' if n % 10 else 'a@b.fr'}" for n in range(10_000_000, 10_007_000)]
    outcome = bring("code,first name,last name,phone,e-mail\n" + "\n".join(lines))
    assert counts(outcome) == (700, 0, 0, 6300)
    assert list(what_is_wrong()) == []
    assert found("anna10000010") == ["Anna10000010 Müller10000010"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["gather", "finish"])
def test_a_process_beside_that_dies_leaves_the_index_to_the_end(
    bring: Bring, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("it has none beside the import")
    Group.objects.get_or_create(id=ALL_CUSTOMERS, defaults={"name": "All customers"})
    monkeypatch.setattr(bulk, "FEW", 1)
    as_ever = getattr(Beside, when)

    def die(beside: Any, *arguments: Any) -> Any:
        beside._process.kill()
        beside._process.join()
        monkeypatch.setattr(Beside, when, as_ever)
        return as_ever(beside, *arguments)

    monkeypatch.setattr(Beside, when, die)
    assert counts(bring(FRENCH)) == (3, 0, 0, 0)
    assert getattr(Beside, when) is as_ever
    assert found("lea") == ["Léa Lefèvre"]
    assert not Unindexed.objects.exists()
    assert list(what_is_wrong()) == []
