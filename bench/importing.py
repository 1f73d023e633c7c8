"""Customers from a CSV file into an empty shop: time, and memory of all processes together; and out of it again.

HABITUE_BENCH_IMPORTS changes the numbers of lines.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench.measure import verdict
from bench.people import write_csv
from bench.population import PROGRAM

SIZES = [int(size) for size in os.environ.get("HABITUE_BENCH_IMPORTS", "100000,1000000").split(",")]
DIRTY = 0.005
AIM_SECONDS, AIM_MEGABYTES = 90, 500


def main() -> None:
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="habitue-bench-") as home:
            one(size, Path(home))


def one(size: int, home: Path) -> None:
    environment = os.environ | {"HABITUE_DATA": str(home / "shop")}
    environment.pop("DATABASE_URL", None)
    prepare = [str(PROGRAM), "prepare", "--demo"]
    subprocess.run(prepare, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    file = home / "people.csv"
    write_csv(file, size, DIRTY)
    took, memory, cpu = watched([PROGRAM, "import", "customers", file], environment)
    aims = f"   aim <= {AIM_SECONDS} s, <= {AIM_MEGABYTES} MB: " + verdict(
        size < 1_000_000 or (took <= AIM_SECONDS and memory <= AIM_MEGABYTES)
    )
    print(
        f"import of {size:>9,} lines        {took:7.1f} s   {cpu:7.1f} s of processors   {memory:6.0f} MB{aims}",
        flush=True,
    )
    took, memory, cpu = watched([PROGRAM, "import", "customers", file], environment)
    print(f"the same file again            {took:7.1f} s   {cpu:7.1f} s of processors   {memory:6.0f} MB", flush=True)
    took, memory, cpu = watched([PROGRAM, "export", "customers", home / "out.csv"], environment)
    print(f"export of all                  {took:7.1f} s   {cpu:7.1f} s of processors   {memory:6.0f} MB", flush=True)


def watched(command: list[str | Path], environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds, the most megabytes that all its processes held at one moment, and seconds of processor time."""
    start, most, cpu = time.perf_counter(), 0.0, 0.0
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        main_process = psutil.Process(running.pid)
        ended: dict[int, float] = {}
        while running.poll() is None:
            held = 0
            for process in [main_process, *_children(main_process)]:
                try:
                    held += process.memory_full_info().uss
                    times = process.cpu_times()
                    ended[process.pid] = times.user + times.system
                except psutil.Error:
                    continue
            most, cpu = max(most, held / 1e6), sum(ended.values())
            time.sleep(0.2)
    if running.returncode not in {0, 1}:  # 1 says that some lines are bad, as they are
        sys.exit(f"{command} has failed")
    return time.perf_counter() - start, most, cpu


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


if __name__ == "__main__":
    main()
