"""What every section shares: a shop on a fresh database, percentiles, and lines that say whether an aim is met."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def fresh_data(engine: str = "sqlite") -> Iterator[Path]:
    """An empty data directory with Django set up on it; gone afterwards. Once per process.

    With `engine` "environment" the database is the one that DATABASE_URL names.
    """
    folder = Path(tempfile.mkdtemp(prefix="habitue-bench-"))
    os.environ["HABITUE_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "habitue.config.settings"
    if engine == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def percentile(times: Sequence[float], share: float) -> float:
    """The time that `share` (0 to 1) of `times` do not exceed, by nearest rank."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def timed[**Told](call: Callable[Told, object], *told: Told.args, **named: Told.kwargs) -> float:
    """How many milliseconds `call` takes with what it is told."""
    start = time.perf_counter()
    call(*told, **named)
    return (time.perf_counter() - start) * 1000


def show(what: str, times: Sequence[float], aim: tuple[float, float] | None = None) -> None:
    """One line of p50 and p99 in ms; `aim` is (share, ms): (0.5, 8) means that half are to take at most 8 ms."""
    line = f"{what:<58} p50 {percentile(times, 0.5):8.2f} ms   p99 {percentile(times, 0.99):8.2f} ms   n {len(times)}"
    if aim:
        share, most = aim
        line += f"   aim p{share * 100:g} <= {most:g} ms: {verdict(percentile(times, share) <= most)}"
    print(line, flush=True)


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"
