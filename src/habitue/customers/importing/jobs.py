"""An import from the back office, and undoing one, as work in the background."""

import shutil
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from habitue.customers.actions import undo_import_batch
from habitue.customers.importing.run import import_file
from habitue.customers.models import Import
from habitue.customers.search.bulk import catch_up
from habitue.jobs.work import Failed, Running, Stopped, every, job
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.csvfile import NotACSV
from habitue.lib.csvreport import Outcome
from habitue.lib.database import writing
from habitue.stores.models import Outlet, Shop

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
        )
    except NotACSV as refused:
        raise Failed(str(refused)) from None
    except FileNotFoundError:
        raise Failed(str(_("The file is not here any more. Upload it again."))) from None
    report = _report(outcome, dry_run=dry_run)
    with writing():
        Import.objects.filter(id=of).update(report=report)
    return {"of": of, **{name: report[name] for name in ("created", "changed", "unchanged", "bad", "dry_run")}}


@job("undo_import", _("Undoing an import of customers"))
def undo(work: Running, *, of: str) -> dict[str, Any]:
    catch_up()
    imported = Import.objects.get(id=of)
    node = Shop.objects.get().node
    entries = list(imported.batches.filter(undone_at=None).order_by("-entry").values_list("entry", flat=True))
    gone = restored = 0
    for number, entry in enumerate(entries):
        work.progress(number, len(entries))
        done = perform(undo_import_batch, Stamp(node, by=work.job.asked_by_id), of=UUID(of), entry=entry)
        gone, restored = gone + done["gone"], restored + done["restored"]
        with writing():
            imported.refresh_from_db()
            imported.left += done["left"]
            imported.save(update_fields=["left"])
    with writing():
        Import.objects.filter(id=of).update(undone_at=now())
    return {"of": of, "gone": gone, "restored": restored, "left": len(imported.left)}


@every(3600)
def throw_away_old_files() -> None:
    for imported in Import.objects.filter(begun_at__lt=now() - KEPT):
        if imported.path.parent.exists():
            shutil.rmtree(imported.path.parent, ignore_errors=True)


def _report(outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    return {
        "created": outcome.created,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "bad": outcome.bad,
        "problems": [list(problem) for problem in outcome.problems],
        "ignored": outcome.ignored,
        "dry_run": dry_run,
    }
