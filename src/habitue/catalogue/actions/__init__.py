from habitue.catalogue.actions.bring_back_category import bring_back_category
from habitue.catalogue.actions.bring_back_product import bring_back_product
from habitue.catalogue.actions.bring_back_tax_rate import bring_back_tax_rate
from habitue.catalogue.actions.change_category import change_category
from habitue.catalogue.actions.change_product import change_product
from habitue.catalogue.actions.change_tax_rate import change_tax_rate
from habitue.catalogue.actions.create_category import create_category
from habitue.catalogue.actions.create_product import create_product
from habitue.catalogue.actions.create_tax_rate import create_tax_rate
from habitue.catalogue.actions.import_products import import_products
from habitue.catalogue.actions.retire_category import retire_category
from habitue.catalogue.actions.retire_product import retire_product
from habitue.catalogue.actions.retire_tax_rate import retire_tax_rate
from habitue.catalogue.actions.sell_gift_cards import sell_gift_cards
from habitue.catalogue.actions.take_account_payments import take_account_payments

__all__ = [
    "bring_back_category",
    "bring_back_product",
    "bring_back_tax_rate",
    "change_category",
    "change_product",
    "change_tax_rate",
    "create_category",
    "create_product",
    "create_tax_rate",
    "import_products",
    "retire_category",
    "retire_product",
    "retire_tax_rate",
    "sell_gift_cards",
    "take_account_payments",
]
