import click

from .import_customers import import_customers
from .import_gift_cards import import_gift_cards
from .import_products import import_products


@click.group("import")
def imports() -> None:
    """Bring in products, customers or gift cards from a CSV file."""


imports.add_command(import_customers)
imports.add_command(import_gift_cards)
imports.add_command(import_products)
