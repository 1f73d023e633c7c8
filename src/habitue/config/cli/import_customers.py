from pathlib import Path
from typing import Any

import click

from habitue.config.words import gettext as _

from .bringing_in import Progress, bring_in
from .ready import Refusal, ready

BALANCES = ("loyalty", "credit", "account")


@click.command("customers")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing to the shop.")
@click.option("--bring-back-groups", is_flag=True, help="Take retired groups that the file names into use again.")
@click.option(
    "--take-over",
    "wanted",
    multiple=True,
    metavar="COLUMN=BALANCE",
    help="What the column tells counts from now on, as loyalty, credit or account (what is owed). May be repeated.",
)
def import_customers(file: Path, *, dry_run: bool, bring_back_groups: bool, wanted: tuple[str, ...]) -> None:
    """Bring in customers from a CSV file: one line for each, known again by code, then by card.

    Exports of other systems are recognised. The import stands in the back office afterwards, where it can be undone.
    """
    told = _told(wanted)
    ready()
    from habitue.balances.whole_import import take_over_all
    from habitue.customers.importing import import_file
    from habitue.customers.importing.report import keep_report
    from habitue.customers.models import Import
    from habitue.journal.action import Stamp
    from habitue.lib.csvreport import Outcome
    from habitue.lib.ids import new_id
    from habitue.stores.models import Outlet, Shop

    shop, outlet = Shop.objects.first(), Outlet.objects.order_by("id").first()
    if shop is None or outlet is None:
        raise Refusal(_("The shop is not open yet. Start “habitue run” and answer the first page."))
    node, country, language, currency = shop.node, outlet.country, shop.language, shop.currency
    reports: list[dict[str, Any]] = []
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
        imported = Import.objects.filter(id=of).first()
        if told and imported:
            reports.append(
                take_over_all(
                    imported, told, stamp=lambda: Stamp(node), currency=currency, progress=lambda _d, _o: None
                )
            )
        return outcome

    try:
        bring_in(file, dry_run, run)
    finally:
        if reports:
            _say(told, reports[0])


def _told(wanted: tuple[str, ...]) -> dict[str, str]:
    told = {}
    for each in wanted:
        name, _sign, balance = each.rpartition("=")
        if not name or balance not in BALANCES:
            said = _("“{told}” is not COLUMN=BALANCE, where the balance is loyalty, credit or account.")
            raise Refusal(said.format(told=each))
        told[name] = balance
    return told


def _say(told: dict[str, str], report: dict[str, Any]) -> None:
    counts = {name: count for name, _balance, count, _sum in report["counts"]}
    for name in told:
        click.echo(_("Balances taken over from “{name}”: {count}.").format(name=name, count=counts.get(name, 0)))
    if report["count_left"]:
        click.echo(_("Values that are no amount, and stay aside: {count}.").format(count=report["count_left"]))
