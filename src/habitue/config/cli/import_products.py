from pathlib import Path

import click

from habitue.config.words import gettext as _

from .bringing_in import bring_in
from .ready import Refusal, ready


@click.command("products")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing to the shop.")
def import_products(file: Path, *, dry_run: bool) -> None:
    """Bring in products from a CSV file: one line for each size and colour."""
    ready()
    from habitue.catalogue.importing import import_file
    from habitue.journal.action import Stamp
    from habitue.stores.models import Shop

    shop = Shop.objects.first()
    if shop is None:
        raise Refusal(_("The shop is not open yet. Start “habitue run” and answer the first page."))
    node = shop.node
    bring_in(
        file, dry_run, lambda progress: import_file(file, stamp=lambda: Stamp(node), dry_run=dry_run, progress=progress)
    )
