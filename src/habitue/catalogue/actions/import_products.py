from habitue.catalogue.given import GivenProduct
from habitue.catalogue.storing import store_products
from habitue.journal.action import Doing, action


@action
def import_products(doing: Doing, *, products: list[GivenProduct]) -> int:
    """One batch of an import: products that are not known yet are created, the others changed. Returns how many."""
    return len(store_products(doing, products))
