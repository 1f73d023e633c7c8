"""The file's lines in batches, read and checked; by a second process when there are many, so that both cores work."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from django.db import connection
from django.utils import translation

from habitue.customers.importing.columns import COLUMNS
from habitue.customers.importing.lines import Reader, WrongLine
from habitue.customers.importing.mapping import Targets, naming, source_of
from habitue.customers.importing.matching import Line
from habitue.lib.csvfile import CSVFile, Problem
from habitue.lib.elsewhere import CONTEXT, call

BATCH = 10_000
WORTH_A_PROCESS = 2_000_000
"""Bytes. Below, a second process takes longer to start than to help."""


_BETWEEN = "\x1f"


@dataclass(slots=True)
class Batch:
    """`position` is how far the file is read."""

    good: list[Line] = field(default_factory=list)
    bad: list[tuple[list[str], list[Problem]]] = field(default_factory=list)
    position: int = 0


def batches(file: CSVFile, country: str, spoken: str, targets: Targets | None = None) -> Iterator[Batch]:
    """`spoken` is the language in which is told what is wrong; `targets` is what the columns are, if chosen by hand."""
    if file.size < WORTH_A_PROCESS:
        yield from _read(file, country)
        return
    receiver, sender = CONTEXT.Pipe(duplex=False)
    here = f"{__name__}.{read_for.__name__}"
    database = str(connection.settings_dict["NAME"])
    process = CONTEXT.Process(
        target=call, args=(database, here, sender, file.path, country, spoken, targets), daemon=True
    )
    process.start()
    sender.close()
    try:
        while (batch := receiver.recv()) is not None:
            yield batch
    except EOFError:
        raise RuntimeError("the process that reads the file has ended before the file") from None
    finally:
        receiver.close()
        process.join(5)
        if process.is_alive():
            process.terminate()


def read_for(
    sender: "Connection[Batch | None, None]", path: Path, country: str, spoken: str, targets: Targets | None
) -> None:
    """The second process: read `path`, and send what is read."""
    gc.disable()  # millions of small objects and no cycles among them
    with translation.override(spoken), CSVFile(path, COLUMNS, naming(targets)) as file:
        try:
            for batch in _read(file, country):
                sender.send(batch)
            sender.send(None)
        except BrokenPipeError:
            return  # nobody wants the rest


def told_of(raw: list[str]) -> str:
    """The cells as one text, which goes from one process to another for a tenth of what a list costs."""
    told = _BETWEEN.join(raw)
    if told.count(_BETWEEN) >= len(raw):
        told = _BETWEEN.join(cell.replace(_BETWEEN, " ") for cell in raw)
    return told


def cells_of(told: str) -> list[str]:
    """What `told_of` was given."""
    return told.split(_BETWEEN)


def _read(file: CSVFile, country: str) -> Iterator[Batch]:
    reader = Reader(country, file.headers, source_of(file.header))
    batch = Batch()
    for row in file:
        try:
            batch.good.append((row.line, "\t".join(reader.read(row)), told_of(row.raw)))
        except WrongLine as wrong:
            batch.bad.append((row.raw, wrong.problems))
        if len(batch.good) + len(batch.bad) >= BATCH:
            batch.position = file.position
            yield batch
            batch = Batch()
    batch.position = file.size
    yield batch
