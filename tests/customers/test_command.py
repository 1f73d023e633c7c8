"""`habitue import customers`: it says what the back office's page says, and stands there afterwards."""

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from habitue.balances.models import CreditEntry
from habitue.config.cli import main
from habitue.customers.actions import create_group, retire_group
from habitue.customers.models import Customer, Import
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from tests.shop import SmallShop


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the test is ready, and is not the one that the command would prepare."""
    monkeypatch.setattr(import_module("habitue.config.cli.import_customers"), "ready", lambda: None)
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "customers.csv"
    file.write_text("name,code,group,balance\nCurie,C1,Gold,12\nJoliot,é,,\n", encoding="utf-8")
    return file


def test_the_command_reports_as_the_page_does(shop: SmallShop, file: Path) -> None:
    result = CliRunner().invoke(main, ["import", "customers", str(file)])
    assert result.exit_code == 1
    assert "1 new, 0 changed, 0 as they were, 1 not imported." in result.output
    assert "line 3: code: “é” cannot be a number" in result.output
    assert "Customers with something that is kept aside: 1." in result.output
    assert "Groups that were made: Gold." in result.output
    imported = Import.objects.get()
    assert (imported.name, imported.by, imported.report["created"]) == ("customers.csv", None, 1)
    assert imported.report["group_names"] == ["Gold"]


def test_a_dry_run_leaves_nothing_behind(shop: SmallShop, file: Path) -> None:
    result = CliRunner().invoke(main, ["import", "customers", str(file), "--dry-run"])
    assert "Dry run" in result.output
    assert "Groups that would be made: Gold." in result.output
    assert not Customer.objects.exists()
    assert not Import.objects.exists()


def test_retired_groups_come_back_only_when_asked(shop: SmallShop, file: Path) -> None:
    group = perform(create_group, Stamp(shop.node), id=new_id(), name="Gold")
    perform(retire_group, Stamp(shop.node), id=group.id)
    result = CliRunner().invoke(main, ["import", "customers", str(file)])
    assert "line 2: group: The group “Gold” is retired." in result.output
    assert not Customer.objects.exists()
    CliRunner().invoke(main, ["import", "customers", str(file), "--bring-back-groups"])
    assert list(group.customers.values_list("code", flat=True)) == ["C1"]


def test_balances_that_the_file_tells_are_taken_over(shop: SmallShop, file: Path) -> None:
    result = CliRunner().invoke(main, ["import", "customers", str(file), "--take-over", "balance=credit"])
    assert "Balances taken over from “balance”: 1." in result.output
    assert CreditEntry.objects.get().amount == 1200
    assert Import.objects.get().counts_here


def test_a_balance_that_there_is_not_is_refused_before_anything_is_done(shop: SmallShop, file: Path) -> None:
    result = CliRunner().invoke(main, ["import", "customers", str(file), "--take-over", "balance=cash"])
    assert "“balance=cash” is not COLUMN=BALANCE" in result.output
    assert not Customer.objects.exists()
