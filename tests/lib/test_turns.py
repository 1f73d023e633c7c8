"""Processes that write to one database take turns, and none does so between what another has read and written."""

import subprocess
import sys
import textwrap
from pathlib import Path

WRITER = textwrap.dedent(
    """
    import pathlib, sys, time
    from habitue.lib.database import _Turn
    database, counter = sys.argv[1], pathlib.Path(sys.argv[2])
    turn = _Turn()
    for _time in range(int(sys.argv[3])):
        with turn.of(database), turn.of(database):
            count = int(counter.read_text())
            time.sleep(0.001)
            counter.write_text(str(count + 1))
    """
)


def test_processes_wait_in_line(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    arguments = [sys.executable, "-c", WRITER, str(tmp_path / "database"), str(counter), "100"]
    writers = [subprocess.Popen(arguments) for _writer in range(3)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    assert counter.read_text() == "300"
