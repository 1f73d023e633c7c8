"""The import from end to end: read, match with what the shop has, write in batches, report."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import IntegrityError
from django.utils.translation import gettext as _

from habitue.catalogue.actions import create_category, import_products
from habitue.catalogue.importing.columns import COLUMNS
from habitue.catalogue.importing.held import Held
from habitue.catalogue.importing.lines import Reader
from habitue.catalogue.importing.matching import Match, match
from habitue.catalogue.models import TaxRate
from habitue.contacts.actions import create_supplier
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.csvfile import CSVFile, NotACSV, Row
from habitue.lib.csvreport import BadLines, Outcome
from habitue.lib.ids import new_id
from habitue.stores.shop import the_currency, the_language

AT_ONCE = 500
"""Lines in one action: the tills wait while it is written, for some tenths of a second."""

COLOURS = 6


def import_file(
    path: Path,
    *,
    stamp: Callable[[], Stamp],
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Outcome:
    """Bring in the file's good lines and put its bad ones into a file beside it. Raises NotACSV."""
    tax_rates = list(TaxRate.objects.filter(retired_at=None))
    if not tax_rates:
        raise NotACSV(_("The shop has no tax rates yet. Add them in the back office first."))
    with CSVFile(path, COLUMNS) as file:
        outcome = Outcome(ignored=file.ignored)
        reader = Reader(file.headers, the_currency(), tax_rates)
        lines = []
        for row in file:
            lines.append(reader.read(row))
            progress(file.position, file.size * 2)
        held = Held((line.sku for line in lines), (code for line in lines for code in line.barcodes))
        matches = match(lines, held, reader, standard=tax_rates[0].id)
        done = 0
        for batch in _batches(matches):
            _create_categories(batch, held, None if dry_run else stamp)
            _create_suppliers(batch, held, None if dry_run else stamp)
            _write(batch, held, outcome, None if dry_run else stamp, reader)
            done += len(batch)
            progress(len(matches) + done, len(matches) * 2)
        _report([line.row for line in lines if line.row.problems], file, outcome)
    return outcome


def _batches(matches: list[Match]) -> Iterator[list[Match]]:
    batch: list[Match] = []
    for each in matches:
        batch.append(each)
        if sum(len(one.lines) for one in batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _create_categories(batch: list[Match], held: Held, stamp: Callable[[], Stamp] | None) -> None:
    for name in (each.category for each in batch):
        if name and not held.category(name):
            id, place = new_id(), held.next_category
            if stamp:
                perform(create_category, stamp(), id=id, name=name, position=place, colour=place % COLOURS + 1)
            held.add_category(name, id)


def _create_suppliers(batch: list[Match], held: Held, stamp: Callable[[], Stamp] | None) -> None:
    for name in (each.supplier for each in batch):
        if name and not held.supplier(name):
            id = new_id()
            if stamp:
                language = the_language()
                perform(create_supplier, stamp(), id=id, company=name, language=language)
            held.add_supplier(name, id)


def _write(batch: list[Match], held: Held, outcome: Outcome, stamp: Callable[[], Stamp] | None, reader: Reader) -> None:
    states = [each.states(held) for each in batch]
    products = [
        each.given(held) for each, state in zip(batch, states, strict=True) if set(state.values()) != {"unchanged"}
    ]
    try:
        if products and stamp:
            perform(import_products, stamp(), products=products)
    except IntegrityError:
        # Somebody else took a SKU or barcode of this batch, or removed what it names, since the file was read.
        for line in (line for each in batch for line in each.lines):
            reader.complain(line.row, "", _("The catalogue was changed meanwhile. Bring this line in again."))
        return
    counted = Counter(state for each in states for state in each.values())
    outcome.created += counted["created"]
    outcome.changed += counted["changed"]
    outcome.unchanged += counted["unchanged"]


def _report(bad: list[Row], file: CSVFile, outcome: Outcome) -> None:
    bad_lines = BadLines(file)
    for row in bad:
        outcome.add_bad(row.problems)
        bad_lines.add(row.raw, row.problems)
        outcome.bad_lines = bad_lines.path
    bad_lines.close()
