"""An import from the back office, and undoing one, as work in the background."""

import shutil
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from habitue.customers.actions import undo_import_batch
from habitue.customers.importing.report import COUNTS, keep_report
from habitue.customers.importing.run import import_file
from habitue.customers.models import Import
from habitue.customers.search.bulk import catch_up
from habitue.jobs.work import Failed, Running, Stopped, every, job
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.csvfile import NotACSV
from habitue.lib.database import writing
from habitue.stores.models import Outlet, Shop
from habitue.stores.shop import the_node

KEPT = timedelta(days=30)
"""An uploaded file holds people's data, and is kept for as long as its bad lines may still be mended."""


@job("import_customers", _("Import of customers"))
def bring_in(work: Running, *, of: str, dry_run: bool) -> dict[str, Any]:
    """Its report stands on the page of the import too."""
    imported = Import.objects.get(id=of)
    shop = Shop.objects.get()
    node, language = shop.node, shop.language
    stopped: list[Stopped] = []

    def progress(done: int, total: int) -> None:
        try:
            work.progress(done * 100 // max(total, 1), 100)
        except Stopped as asked:
            # Once: what has been brought in is then made findable all the same.
            if not stopped:
                stopped.append(asked)
                raise

    try:
        outcome = import_file(
            imported.path,
            stamp=lambda: Stamp(node, by=work.job.asked_by_id),
            country=Outlet.objects.values_list("country", flat=True).earliest("id"),
            language=language,
            dry_run=dry_run,
            progress=progress,
            targets=imported.targets,
            of=imported.id,
            name=imported.name,
            brings_back=imported.brings_back,
        )
    except NotACSV as refused:
        raise Failed(str(refused)) from None
    except FileNotFoundError:
        raise Failed(str(_("The file is not here any more. Upload it again."))) from None
    report = keep_report(imported.id, outcome, dry_run=dry_run)
    return {"of": of, **{name: report[name] for name in COUNTS}}


@job("undo_import", _("Undoing an import of customers"))
def undo(work: Running, *, of: str) -> dict[str, Any]:
    catch_up()
    imported = Import.objects.get(id=of)
    if imported.counts_here:
        raise Failed(str(_("Balances that this import told count by now, so it cannot be undone any more.")))
    node = the_node()
    entries = list(imported.batches.filter(undone_at=None).order_by("-entry").values_list("entry", flat=True))
    for number, entry in enumerate(entries):
        work.progress(number, len(entries))
        done = perform(undo_import_batch, Stamp(node, by=work.job.asked_by_id), of=UUID(of), entry=entry)
        with writing():
            imported.refresh_from_db()
            imported.left += done["left"]
            imported.undone = _added(imported.undone, done)
            imported.save(update_fields=["left", "undone"])
    with writing():
        Import.objects.filter(id=of).update(undone_at=now())
    return {"of": of, **imported.undone, "left": len(imported.left)}


def _added(before: dict[str, Any], done: dict[str, Any]) -> dict[str, Any]:
    """What undoing has come to with one more batch; it may have been broken off and begun again."""
    begun = {"gone": 0, "restored": 0, "groups_gone": [], "groups_left": []} | before
    return {name: value + done[name] for name, value in begun.items()}


@every(3600)
def throw_away_old_files() -> None:
    for imported in Import.objects.filter(begun_at__lt=now() - KEPT):
        if imported.path.parent.exists():
            shutil.rmtree(imported.path.parent, ignore_errors=True)
