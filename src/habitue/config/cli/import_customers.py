from pathlib import Path

import click

from habitue.config.words import gettext as _

from .bringing_in import Progress, bring_in
from .ready import Refusal, ready


@click.command("customers")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing to the shop.")
@click.option("--bring-back-groups", is_flag=True, help="Take retired groups that the file names into use again.")
def import_customers(file: Path, *, dry_run: bool, bring_back_groups: bool) -> None:
    """Bring in customers from a CSV file: one line for each, known again by code, then by card.

    Exports of other systems are recognised. The import stands in the back office afterwards, where it can be undone.
    """
    ready()
    from habitue.customers.importing import import_file
    from habitue.customers.importing.report import keep_report
    from habitue.journal.action import Stamp
    from habitue.lib.csvreport import Outcome
    from habitue.lib.ids import new_id
    from habitue.stores.models import Outlet, Shop

    shop, outlet = Shop.objects.first(), Outlet.objects.order_by("id").first()
    if shop is None or outlet is None:
        raise Refusal(_("The shop is not open yet. Start “habitue run” and answer the first page."))
    node, country, language = shop.node, outlet.country, shop.language
    of = new_id()

    def run(progress: Progress) -> Outcome:
        outcome = import_file(
            file,
            stamp=lambda: Stamp(node),
            country=country,
            language=language,
            dry_run=dry_run,
            progress=progress,
            of=of,
            brings_back=bring_back_groups,
        )
        keep_report(of, outcome, dry_run=dry_run)
        return outcome

    bring_in(file, dry_run, run)
