"""What `habitue` says when it cannot start, and that it then leaves everything as it was."""

import errno
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from click.testing import CliRunner

from habitue.config import catalogues, extraction
from habitue.config.cli import main
from habitue.config.cli.opening import answers
from habitue.lib.sqlite.driver import Database

PROGRAM = Path(sys.executable).with_name("habitue")
type Start = Callable[..., subprocess.CompletedProcess[str]]


def surroundings(data: Path, language: str = "C.UTF-8", **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "LANGUAGE", "LC_ALL"}}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "HABITUE_DATA": str(data), "LANG": language, **more}


def begin(data: Path) -> Start:
    def run(*arguments: str, language: str = "C.UTF-8", **more: str) -> subprocess.CompletedProcess[str]:
        environment = surroundings(data, language, **more)
        return subprocess.run(
            [PROGRAM, *arguments], check=False, env=environment, capture_output=True, text=True, timeout=60
        )

    return run


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return begin(tmp_path / "data")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with everything in it, which takes some seconds to make."""
    data = tmp_path_factory.mktemp("prepared") / "data"
    made = begin(data)("prepare")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "Preparing the database. This takes a moment…\n"
    return data


@pytest.fixture
def ready(prepared: Path, tmp_path: Path) -> None:
    """The data directory is not an empty one."""
    shutil.copytree(prepared, tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "habitue.sqlite3"


@pytest.mark.usefixtures("ready")
def test_an_empty_directory_becomes_a_shop_and_stays_one(start: Start, tmp_path: Path) -> None:
    again = start("prepare")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert (tmp_path / "data" / "habitue.sqlite3").exists()
    assert (tmp_path / "data" / "static" / "staticfiles.json").exists()
    assert start("journal", "verify").stdout == "The journal is whole: every entry is there, in order and unchanged.\n"


@pytest.mark.parametrize(
    ("language", "said"), [("C.UTF-8", "is not a database"), ("fr_FR.UTF-8", "n’est pas une base de données")]
)
def test_a_file_that_is_no_database(start: Start, file: Path, language: str, said: str) -> None:
    file.write_text("Dear customer, " * 100)
    refused = start("prepare", language=language)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
    assert file.read_text() == "Dear customer, " * 100


def test_a_database_of_another_program(start: Start, file: Path) -> None:
    opened = Database.connect(file)
    opened.execute("CREATE TABLE photo (id)")
    opened.close()
    assert "belongs to another program" in start("prepare").stderr


@pytest.mark.usefixtures("ready")
def test_a_database_of_a_newer_version(start: Start, tmp_path: Path) -> None:
    opened = Database.connect(tmp_path / "data" / "habitue.sqlite3", isolation_level=None)
    opened.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('sales', '9999_later', '2099-01-01')")
    opened.close()
    assert "made by a newer Habitué" in start("prepare").stderr


def test_a_data_directory_that_cannot_be_written(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands where the directory should be")
    assert "cannot be written" in start("prepare").stderr


def test_a_full_disk_is_told_before_anything_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_where: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr("tempfile.TemporaryFile", fail)
    told = CliRunner().invoke(main, ["prepare"])
    assert told.exit_code == 1
    assert told.output.startswith("Error: The disk that holds ")
    assert "is full. Make room on it, then start again." in told.output


def test_a_wrong_setting(start: Start) -> None:
    assert "PORT must be a number" in start("run", PORT="eighty").stderr
    for url in ("mysql://anna:secret@db/till", "postgresql://anna:secret@db:port/till"):
        refused = start("prepare", DATABASE_URL=url)
        assert refused.stderr.startswith("Error: DATABASE_URL ")
        assert "secret" not in refused.stderr


def test_an_old_sqlite_is_refused_and_nothing_is_written(start: Start, tmp_path: Path) -> None:
    # A module of this name is found before the installed one.
    (tmp_path / "pysqlite3").mkdir()
    (tmp_path / "pysqlite3" / "__init__.py").write_text("")
    (tmp_path / "pysqlite3" / "dbapi2.py").write_text("sqlite_version_info, sqlite_version = (3, 40, 1), '3.40.1'")
    (tmp_path / "sitecustomize.py").write_text("import sqlite3; sqlite3.dbapi2.sqlite_version_info = (3, 40, 1)")
    refused = start("prepare", PYTHONPATH=str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: SQLite 3.40.1 is too old: before 3.51.3 ")
    assert list((tmp_path / "data").iterdir()) == []


def test_the_command_line_helps_in_the_language_of_the_terminal(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    said = {
        "Usage:": "Emploi :",
        "Open the shop: prepare everything that is needed, then serve.": "Ouvrir le magasin.",
        "Port to serve on (default: PORT, else 8000).": "Le port.",
        "No such option {name!r}.": "Il n’y a pas d’option {name!r}.",
    }
    catalogue = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    everything = extraction.template()
    for text, translation in said.items():
        assert everything.get(text), "the translator is not asked for it"
        catalogue.add(text, translation)
    with (folder / "django.po").open("wb") as file:
        write_po(file, catalogue)
    catalogues.compile_stale(tmp_path)
    (tmp_path / "sitecustomize.py").write_text(
        f"import pathlib; import habitue.config.words as words; words.LOCALE = pathlib.Path({str(tmp_path)!r})"
    )
    helped = start("run", "--help", language="fr_FR.UTF-8", PYTHONPATH=str(tmp_path)).stdout
    assert "Emploi : habitue run" in helped
    assert "Ouvrir le magasin." in helped
    assert "Le port." in helped
    refused = start("run", "--nonsense", language="fr_FR.UTF-8", PYTHONPATH=str(tmp_path)).stderr
    assert "Il n’y a pas d’option '--nonsense'." in refused


def test_a_database_server_that_does_not_answer(start: Start) -> None:
    refused = start("prepare", DATABASE_URL="postgresql://127.0.0.1:1/till?connect_timeout=2")
    assert "does not answer" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_trouble_in_the_midst_of_the_work_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Full(Exception):
        sqlite_errorcode = 13

    def fail() -> None:
        raise Full("the line of Marie Curie does not fit")

    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr("habitue.config.cli.export_customers.ready", fail)
    told = CliRunner().invoke(main, ["export", "customers", str(tmp_path / "everybody.csv")])
    assert (told.exit_code, told.output) == (
        1,
        "Error: The disk is full. Make room on the disk that holds Habitué's data, then try again.\n",
    )


@pytest.mark.usefixtures("ready")
def test_a_taken_port(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = start("run", PORT=str(taken.getsockname()[1]))
    assert (refused.returncode, "cannot be used" in refused.stderr) == (1, True)


def serving(data: Path, port: int) -> "subprocess.Popen[str]":
    command = [str(PROGRAM), "run", "--port", str(port)]
    return subprocess.Popen(command, env=surroundings(data), stdout=subprocess.PIPE, text=True)


@pytest.mark.usefixtures("ready")
def test_a_data_directory_in_use_and_an_end_when_asked(start: Start, tmp_path: Path) -> None:
    port = _free_port()
    with serving(tmp_path / "data", port) as first:
        try:
            _wait_until(port, is_open=True)
            refused = start("run")
        finally:
            first.terminate()
        said = first.communicate(timeout=20)[0]
    assert "running already" in refused.stderr
    assert f"Habitué is open at http://127.0.0.1:{port}/ (Ctrl-C closes it).\n" in said
    assert "is closed" in said
    assert first.returncode == 0


@pytest.mark.usefixtures("ready")
def test_it_is_said_to_be_open_once_it_answers(tmp_path: Path) -> None:
    port = _free_port()
    with serving(tmp_path / "data", port) as server:
        assert server.stdout
        try:
            while "is open at" not in (line := server.stdout.readline()):
                assert line, "it has ended"
            # At the first attempt, with no patience for a server that is still getting ready.
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
                asked.request("HEAD", "/till/registers/")
                assert asked.getresponse().status in {200, 302}
        finally:
            server.terminate()


def test_what_does_not_answer_is_not_open_yet() -> None:
    assert not answers("127.0.0.1", _free_port())


def test_any_answer_will_do() -> None:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        Thread(target=server.handle_request, daemon=True).start()
        assert answers("127.0.0.1", server.server_port)


@pytest.mark.usefixtures("ready")
def test_a_killed_server_leaves_nothing_behind_that_holds_its_port(tmp_path: Path) -> None:
    port = _free_port()
    with subprocess.Popen(
        [PROGRAM, "run", "--port", str(port)], env=surroundings(tmp_path / "data"), stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait_until(port, is_open=True)
        finally:
            server.kill()
    _wait_until(port, is_open=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until(port: int, *, is_open: bool) -> None:
    for _attempt in range(400):
        with socket.socket() as probe:
            if (probe.connect_ex(("127.0.0.1", port)) == 0) is is_open:
                return
        time.sleep(0.05)
    pytest.fail(f"the server is not {'open' if is_open else 'closed'}")
