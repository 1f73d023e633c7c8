import click


@click.group("export")
def exports() -> None:
    """Write out what the shop holds, as a CSV file."""
