import click


@click.group("import")
def imports() -> None:
    """Bring in products or customers from a CSV file."""
