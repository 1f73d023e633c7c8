from habitue.catalogue.actions.bring_back_product import bring_back_product
from habitue.catalogue.actions.change_category import change_category
from habitue.catalogue.actions.change_product import change_product
from habitue.catalogue.actions.change_tax_rate import change_tax_rate
from habitue.catalogue.actions.create_category import create_category
from habitue.catalogue.actions.create_product import create_product
from habitue.catalogue.actions.create_tax_rate import create_tax_rate
from habitue.catalogue.actions.import_products import import_products
from habitue.catalogue.actions.retire_product import retire_product

__all__ = [
    "bring_back_product",
    "change_category",
    "change_product",
    "change_tax_rate",
    "create_category",
    "create_product",
    "create_tax_rate",
    "import_products",
    "retire_product",
]
