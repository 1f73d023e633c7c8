from pathlib import Path

import click

from habitue.config.words import gettext as _

from .bringing_in import bring_in
from .ready import Refusal, ready


@click.command("gift-cards")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing to the shop.")
def import_gift_cards(file: Path, *, dry_run: bool) -> None:
    """Bring in gift cards that another till sold, from a CSV file: code, amount, and if wished expires and note."""
    ready()
    from habitue.balances.gift_card_files import import_file
    from habitue.journal.action import Stamp
    from habitue.lib.clock import now
    from habitue.stores.models import Outlet, Shop

    shop, outlet = Shop.objects.first(), Outlet.objects.order_by("id").first()
    if shop is None or outlet is None:
        raise Refusal(_("The shop is not open yet. Start “habitue run” and answer the first page."))
    node, currency, country, today = shop.node, shop.currency, outlet.country, now().astimezone(outlet.zone).date()
    bring_in(
        file,
        dry_run,
        lambda progress: import_file(
            file,
            stamp=lambda: Stamp(node),
            currency=currency,
            country=country,
            today=today,
            dry_run=dry_run,
            progress=progress,
        ),
    )
