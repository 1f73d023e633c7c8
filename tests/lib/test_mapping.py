"""A connection to the database has the whole file before it, without having looked at it."""

import re
import sys
import time
from pathlib import Path

import pytest

from habitue.lib.sqlite import mapping
from habitue.lib.sqlite.driver import Database

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked to map a file at once")

MEGABYTES = 8


def pages_there(file: Path) -> int:
    """How many kB of `file` this process has before it."""
    maps = re.findall(
        rf" {re.escape(str(file))}\n(?:[A-Z]\w+:.*\n)*?Rss: +(\d+) kB", Path("/proc/self/smaps").read_text()
    )
    return sum(map(int, maps))


def test_every_page_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "SETTLES", 0.05)
    file = tmp_path / "shop.sqlite3"
    connection = Database.connect(file)
    connection.execute("PRAGMA mmap_size = 100000000")
    connection.execute("CREATE TABLE filled (bytes)")
    connection.executemany("INSERT INTO filled VALUES (zeroblob(1000000))", [()] * MEGABYTES)
    connection.commit()
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    assert pages_there(file) < MEGABYTES * 500
    mapping.map_what_is_opened(file)
    mapping.opened.set()
    until = time.monotonic() + 10
    while pages_there(file) < MEGABYTES * 950 and time.monotonic() < until:
        time.sleep(0.02)
    assert pages_there(file) > MEGABYTES * 950
    connection.close()
