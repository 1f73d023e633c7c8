"""Shops with many customers, made once in a run of the bench and shared by its sections."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("habitue")


def shop_with(count: int) -> Path:
    """The data directory of a demo shop with `count` more customers, imported as a shopkeeper would.

    Kept in the folder that HABITUE_BENCH names, so that the sections of one run make it once.
    """
    from bench.people import write_csv

    home = Path(os.environ.get("HABITUE_BENCH") or tempfile.mkdtemp(prefix="habitue-bench-"))
    data = home / f"shop-{count}"
    if (data / "complete").exists():
        return data
    environment = os.environ | {"HABITUE_DATA": str(data)}
    environment.pop("DATABASE_URL", None)
    subprocess.run([PROGRAM, "prepare", "--demo"], check=True, env=environment, stdout=subprocess.DEVNULL)
    people = home / f"people-{count}.csv"
    write_csv(people, count)
    subprocess.run([PROGRAM, "import", "customers", people], check=True, env=environment, stdout=subprocess.DEVNULL)
    people.unlink()
    (data / "complete").touch()
    return data
