"""A real Habitué, in a process of its own, on data of its own, that a test may kill."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
import pytest

PROGRAM = Path(sys.executable).with_name("habitue")


def database_at(url: str, name: str) -> str:
    """The same server's address, for another database."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))


class Template:
    """A shop that nobody has opened yet, and a demo shop, each made once; a test's shop is a copy of one of them."""

    def __init__(self, home: Path, server: str) -> None:
        self._home = home
        self._server = server

    def make(self) -> None:
        if self._server:
            self._execute(f'CREATE DATABASE "{self._database("empty")}"')
        self._prepare(self._home / "empty", "empty")
        self._clone("empty", self._home / "demo", self._database("demo"))
        self._prepare(self._home / "demo", "demo", "--demo")

    def copy(self, home: Path) -> str:
        """Put a copy of the demo shop into `home`; returns its DATABASE_URL, empty on SQLite."""
        return self._clone("demo", home, self._new_name(home))

    def empty(self, home: Path) -> str:
        """The same with a shop that knows nothing yet but its tables."""
        return self._clone("empty", home, self._new_name(home))

    def _prepare(self, data: Path, template: str, *options: str) -> None:
        environment = surroundings(data, port=0)
        if self._server:
            environment["DATABASE_URL"] = database_at(self._server, self._database(template))
        made = subprocess.run(
            [PROGRAM, "prepare", *options], check=False, env=environment, capture_output=True, text=True
        )
        if made.returncode != 0:
            pytest.fail(f"the {template} shop could not be set up:\n{made.stdout}{made.stderr}", pytrace=False)

    def _clone(self, template: str, home: Path, name: str) -> str:
        shutil.copytree(self._home / template, home)
        if not self._server:
            return ""
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{self._database(template)}"')
        return database_at(self._server, name)

    def _database(self, template: str) -> str:
        return f"{self._home.name.replace('-', '_')}_{template}"

    def _new_name(self, home: Path) -> str:
        return f"shop_{home.parent.name}_{time.time_ns()}".replace("-", "_")[-60:]

    def drop(self, url: str) -> None:
        if url:
            self._execute(f'DROP DATABASE "{urlsplit(url).path[1:]}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(database_at(self._server, "postgres"), autocommit=True) as connection:
            # Databases are cloned one at a time: a template must have no other user.
            connection.execute("SELECT pg_advisory_lock(1)")
            connection.execute(statement.encode())


class Shop:
    def __init__(self, data: Path, database_url: str = "", *, demo: bool = True) -> None:
        self.data = data
        self._demo = ["--demo"] if demo else []
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = surroundings(data, self.port)
        if database_url:
            self._environment["DATABASE_URL"] = database_url
        self._log = data.parent / f"{data.name}.log"
        self._process: psutil.Popen | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = psutil.Popen(
                [PROGRAM, "run", *self._demo],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the server did not start:\n{self.log()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """As a power cut would: no process of the server gets to say a word."""
        assert self._process
        family = [self._process, *self._process.children(recursive=True)]
        for member in family:
            member.kill()
        psutil.wait_procs(family, timeout=10)
        self._process.wait(10)

    def worker(self) -> psutil.Process:
        """The process that does what waits in the background: it has the keeper between itself and the program."""
        assert self._process
        ends = time.monotonic() + 30
        while True:
            beneath = [worker for keeper in self._process.children() for worker in keeper.children()]
            if beneath:
                return beneath[0]
            assert time.monotonic() < ends, "there is no worker"
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            helpers = self._process.children(recursive=True)
            self._process.terminate()
            try:
                self._process.wait(15)
            except psutil.TimeoutExpired:
                self.kill()
            # They see by themselves that it is gone, and let go of the database.
            psutil.wait_procs(helpers, timeout=15)

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `habitue …` on this shop's data."""
        return subprocess.run(
            [PROGRAM, *arguments], check=False, env=self._environment, capture_output=True, text=True, timeout=120
        )

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < 500
        except OSError:
            return False
        finally:
            connection.close()


def surroundings(data: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HABITUE_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {**kept, "HABITUE_DATA": str(data), "PORT": str(port or 8000), "LC_ALL": "C.UTF-8"}


def _free_port() -> int:
    """Below those that the system hands out by itself, or it may give this one away before we serve on it."""
    while True:
        port = 12_000 + secrets.randbelow(20_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
