from pathlib import Path

import click

from habitue.config.words import gettext as _

from .ready import Refusal, ready


@click.command("customers")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_customers(file: Path) -> None:
    """Write all customers to a CSV file, which `habitue import customers` reads back."""
    ready()
    from habitue.customers.exporting import export_file

    try:
        count = export_file(file)
    except OSError as error:
        message = _("{path} cannot be read or written: {reason}.")
        raise Refusal(message.format(path=file, reason=error.strerror)) from None
    click.echo(_("{count} customers were written to {path}.").format(count=count, path=file))
