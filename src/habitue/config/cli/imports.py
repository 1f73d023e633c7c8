import click

from .import_customers import import_customers
from .import_products import import_products


@click.group("import")
def imports() -> None:
    """Bring in products or customers from a CSV file."""


imports.add_command(import_customers)
imports.add_command(import_products)
