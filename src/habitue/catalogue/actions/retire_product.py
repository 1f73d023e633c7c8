from uuid import UUID

from habitue.catalogue.models import Product
from habitue.journal.action import Doing, action


@action
def retire_product(doing: Doing, *, id: UUID) -> Product:
    """It is offered no more, at no till. What was sold of it stays as it was."""
    product = Product.objects.get(id=id)
    product.retired_at = product.retired_at or doing.stamp.at
    product.save(update_fields=["retired_at"])
    doing.changed(product)
    return product
