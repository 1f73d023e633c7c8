from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from habitue.catalogue.models import TaxRate, Variant
from habitue.config.cli import main
from habitue.stores.models import Shop


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the test is ready, and is not the one that the command would prepare."""
    monkeypatch.setattr(import_module("habitue.config.cli.import_products"), "ready", lambda: None)
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "products.csv"
    file.write_text("name,sku,price\nLoafer,LOA-38,89\nBoot,BOO-38,cheap\n", encoding="utf-8")
    return file


def test_the_command_says_what_it_did_and_where_the_bad_lines_are(standard: TaxRate, file: Path) -> None:
    Shop.objects.create(name="Shop", currency="EUR", language="en")
    result = CliRunner().invoke(main, ["import", "products", str(file)])
    assert result.exit_code == 1
    assert "1 new, 0 changed, 0 as they were, 1 not imported." in result.output
    assert "line 3: price: “cheap” is not an amount in EUR." in result.output
    assert str(file.with_name("products.errors.csv")) in result.output
    assert Variant.objects.get().sku == "LOA-38"


def test_a_dry_run_says_so(standard: TaxRate, file: Path) -> None:
    Shop.objects.create(name="Shop", currency="EUR", language="en")
    result = CliRunner().invoke(main, ["import", "products", str(file), "--dry-run"])
    assert "Dry run" in result.output
    assert not Variant.objects.exists()


def test_a_shop_that_is_not_open_is_told(db: None, file: Path) -> None:
    result = CliRunner().invoke(main, ["import", "products", str(file)])
    assert result.exit_code == 1
    assert "The shop is not open yet." in result.output
