"""A first look at a file, before anything is done with it."""

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from habitue.customers.importing.columns import COLUMNS
from habitue.customers.importing.lines import FIELDS, Reader, WrongLine
from habitue.customers.importing.mapping import Targets, naming, recognised, source_of, system_of
from habitue.customers.importing.matching import retired_group
from habitue.customers.models import Group
from habitue.lib.csvfile import CSVFile, Problem
from habitue.lib.text import fold

SAMPLES = 3
SHOWN = 5
READ = 200
"""So many lines tell whether a column was taken for another."""


@dataclass(slots=True)
class Look:
    """`samples` are the first cells of each column, `people` the first customers as they would be.

    `names_retired` says that a line puts somebody into a group that is retired.
    """

    header: list[str]
    targets: Targets
    system: str = ""
    samples: list[list[str]] = field(default_factory=list)
    people: list[dict[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    names_retired: bool = False


def look_at(path: Path, country: str, targets: Targets | None = None, *, brings_back: bool = False) -> Look:
    """What the file's first lines come to. Raises NotACSV when it cannot be read at all."""
    with CSVFile(path, COLUMNS, lambda _header: {}) as file:
        system = system_of(file.header)
        look = Look(file.header, targets or recognised(file.header), system.name if system else "")
        firsts = [row.raw for row in islice(file, SAMPLES)]
    look.samples = [
        [row[place][:60] for row in firsts if place < len(row) and row[place]] for place in range(len(look.header))
    ]
    if any(look.targets):
        with CSVFile(path, COLUMNS, naming(look.targets)) as file:
            reader = Reader(country, file.headers, source_of(file.header))
            retired = set() if brings_back else _retired()
            for row in islice(file, READ):
                look.read += 1
                try:
                    values = dict(zip(FIELDS, reader.read(row), strict=True))
                except WrongLine as wrong:
                    look.problems += wrong.problems
                else:
                    if values["group"] and fold(values["group"]) in retired:
                        column = file.headers.get("group") or file.headers.get("tags", "")
                        look.problems.append(Problem(row.line, column, retired_group(values["group"])))
                        look.names_retired = True
                    elif len(look.people) < SHOWN:
                        look.people.append(values)
    return look


def _retired() -> set[str]:
    return {fold(name) for name in Group.objects.exclude(retired_at=None).values_list("name", flat=True)}
