import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Min
from django.utils import translation

from habitue.customers.actions import import_customers
from habitue.customers.importing.columns import COLUMNS
from habitue.customers.importing.mapping import Targets, naming, system_of
from habitue.customers.importing.matching import COLUMNS as TOLD
from habitue.customers.importing.matching import Line, Matched, Matcher
from habitue.customers.importing.reading import batches, cells_of
from habitue.customers.models import Customer
from habitue.customers.search.bulk import Along, catch_up
from habitue.customers.search.staging import be_as_before, spare_memory
from habitue.customers.search.waiting import Range
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.csvfile import CSVFile
from habitue.lib.csvreport import BadLines, Outcome
from habitue.lib.database import writing
from habitue.lib.ids import new_id

type Progress = Callable[[int, int], None]

type Brought = tuple[Matched, Range | None]
"""And the search keys of those who are new."""

READ_SHARE = 8
"""Of ten parts of the time, those in which the file is read; the others are for the index."""


def import_file(
    path: Path,
    *,
    stamp: Callable[[], Stamp],
    country: str,
    language: str,
    dry_run: bool,
    progress: Progress,
    targets: Targets | None = None,
    of: UUID | None = None,
    name: str = "",
    brings_back: bool = False,
) -> Outcome:
    """Bring in the customers of `path`. Raises NotACSV when it cannot be read at all.

    `targets` is what the columns are, if somebody chose; `of` is the id of an `Import`, under which all of it can be
    undone, and `name` what the file was called. Retired groups that the file names are in use again if it `brings_back`
    them; else the lines that name them are wrong.
    `country` is the outlet's, for phones and dates; `language` that of new customers of whom the file does not tell it.
    Each batch is an action of its own: whatever breaks off the import, what was done stays, and to bring in the same
    file again goes on from there.
    """
    if not dry_run:
        catch_up()
    spare_memory()
    with CSVFile(path, COLUMNS, naming(targets)) as file, Along() as index:
        outcome = Outcome(ignored=file.ignored)
        bad = BadLines(file)
        since = Customer.objects.aggregate(lowest=Min("search_key"))["lowest"] or 0
        matcher = Matcher(since, language, file.headers, brings_back=brings_back)
        system = system_of(file.header)
        told: dict[str, Any] = {
            "of": of or new_id(),
            "file": name or path.name,
            "system": system.name if system else "",
        }
        try:
            for batch in batches(file, country, translation.get_language() or "en", targets):
                matched, written = _bring_in(batch.good, matcher, stamp(), dry_run, told)
                for raw, problems in batch.bad + [(cells_of(told), problems) for told, problems in matched.bad]:
                    outcome.add_bad(problems)
                    bad.add(raw, problems)
                outcome.created += matched.created
                outcome.changed += matched.changed
                outcome.unchanged += matched.unchanged
                outcome.aside += matched.aside
                outcome.groups += matched.group_names
                if written:
                    index.written(written)
                progress(batch.position * READ_SHARE, file.size * 10)
        finally:
            bad.close()
            if not dry_run:
                index.finish(rest := lambda done, of: progress(READ_SHARE * of + (10 - READ_SHARE) * done, 10 * of))
                catch_up(rest)
            be_as_before()
        outcome.bad_lines = bad.path if outcome.bad else None
        return outcome


def _bring_in(lines: Sequence[Line], matcher: Matcher, stamp: Stamp, dry_run: bool, told: dict[str, Any]) -> Brought:
    try:
        return _try(lines, matcher, stamp, dry_run, told)
    except IntegrityError:
        # Somebody at a till was quicker with a code or a card; now it can be seen.
        logging.getLogger(__name__).info("a batch is matched again")
        matcher.read_groups()
        return _try(lines, matcher, stamp, dry_run, told)


def _try(lines: Sequence[Line], matcher: Matcher, stamp: Stamp, dry_run: bool, told: dict[str, Any]) -> Brought:
    written = None
    with writing():
        matched = matcher.match(lines)
        if matched.rows and not dry_run:
            back = [UUID(id) for id in matched.back]
            rows, groups = matched.rows, matched.groups
            written = perform(import_customers, stamp, columns=TOLD, rows=rows, groups=groups, back=back, **told)
    return matched, written
