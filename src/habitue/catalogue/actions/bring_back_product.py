from uuid import UUID

from habitue.catalogue.models import Product
from habitue.catalogue.using import bring_back_what_is_used
from habitue.journal.action import Doing, action


@action
def bring_back_product(doing: Doing, *, id: UUID) -> Product:
    """A retired product is offered again, with the variants that were not retired themselves, in its category."""
    product = Product.objects.get(id=id)
    product.retired_at = None
    product.save(update_fields=["retired_at"])
    bring_back_what_is_used(doing, [id])
    doing.changed(product)
    return product
