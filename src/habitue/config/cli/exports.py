import click

from .export_customers import export_customers


@click.group("export")
def exports() -> None:
    """Write out what the shop holds, as a CSV file."""


exports.add_command(export_customers)
