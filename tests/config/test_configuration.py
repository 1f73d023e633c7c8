"""Configuration has one place, is read once, and is documented."""

import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from habitue.config import environment

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "habitue"


class Asked(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_every_variable_is_documented_and_no_other() -> None:
    asked = Asked()
    environment.read(asked)
    documented = set(re.findall(r"^### `(\w+)`$", (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE))
    assert asked.names == set(environment.VARIABLES) == documented


def test_the_environment_is_read_in_one_place() -> None:
    elsewhere = [
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(r"os\.getenv|os\.environ(\.get\(|\[[^]]+\](?! = ))", file.read_text(encoding="utf-8"))
    ]
    # The language of the terminal is no setting of the shop.
    assert sorted(elsewhere) == ["config/words.py"]


def test_defaults() -> None:
    given = environment.read({})
    assert (given.host, given.port, given.database_url, given.debug) == ("127.0.0.1", 8000, "", False)
    assert given.data == Path("data").absolute()


@pytest.mark.parametrize(
    ("host", "in_address"), [("::1", "[::1]"), ("127.0.0.1", "127.0.0.1"), ("till.shop.lan", "till.shop.lan")]
)
def test_an_address_of_ipv6_stands_in_brackets(host: str, in_address: str) -> None:
    assert environment.read({"HABITUE_HOST": host}).host_in_address == in_address


@pytest.mark.parametrize("typed", ["", "0", "65536", "eight", "-1", "8000.5"])
def test_a_port_is_a_number(typed: str) -> None:
    if not typed:
        assert environment.read({"PORT": typed}).port == 8000
    else:
        with pytest.raises(ImproperlyConfigured, match="PORT must be a number"):
            environment.read({"PORT": typed})


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret.key"
    key = environment.secret_key(file)
    assert len(key) >= 50
    assert environment.secret_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [found.name for found in file.parent.iterdir()] == ["secret.key"]


def test_a_database_url() -> None:
    database = environment.postgresql("postgresql://shop:p%40ss@db.lan:6432/till?sslmode=require")
    assert (database["USER"], database["PASSWORD"]) == ("shop", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.lan", "6432", "till")
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert environment.postgresql("postgresql:///till?host=%2Frun%2Fpg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://shop@db/till", "till.sqlite3"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        environment.postgresql(url)


def test_a_mail_server() -> None:
    options = environment.mailers("smtps://shop%40example.com:p%2Fss@mail.example.com")["default"]["OPTIONS"]
    assert (options["host"], options["port"], options["username"], options["password"]) == (
        "mail.example.com",
        465,
        "shop@example.com",
        "p/ss",
    )
    assert (options["use_ssl"], options["use_tls"]) == (True, False)
    options = environment.mailers("smtp://mail.lan")["default"]["OPTIONS"]
    assert (options["port"], options["use_ssl"], options["use_tls"]) == (587, False, True)
    options = environment.mailers("smtp://127.0.0.1:2525?tls=no")["default"]["OPTIONS"]
    assert (options["port"], options["use_ssl"], options["use_tls"]) == (2525, False, False)
    assert environment.mailers("") == {}


@pytest.mark.parametrize(
    "url", ["mail.example.com", "http://secret@host", "smtp://secret@", "smtp://h:x", "smtp://h?a=b"]
)
def test_other_mail_servers_are_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="HABITUE_SMTP_URL") as refused:
        environment.mailers(url)
    assert "secret" not in str(refused.value)


def test_who_mails_come_from() -> None:
    assert environment.sender("smtp://shop%40example.com:x@h", "") == "shop@example.com"
    assert environment.sender("smtp://shop:x@h", "Orsel <hi@example.com>") == "Orsel <hi@example.com>"
    assert environment.sender("", "") == ""
    for given in ("", "nobody", "hi@example.com\nBcc: all@example.com"):
        with pytest.raises(ImproperlyConfigured, match="HABITUE_MAIL_FROM"):
            environment.sender("smtp://shop:x@h", given)
