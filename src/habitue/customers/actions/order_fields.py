from uuid import UUID

from habitue.customers.models import CustomField
from habitue.journal.action import Doing, action


@action
def order_fields(doing: Doing, *, fields: list[UUID]) -> None:
    """The shop's own fields stand in this order; those that are not named come after them."""
    places = {id: place for place, id in enumerate(fields)}
    there = sorted(CustomField.objects.all(), key=lambda field: (places.get(field.id, len(places)), field.position))
    for position, field in enumerate(there):
        if field.position != position:
            field.position = position
            field.save(update_fields=["position"])
            doing.changed(field)
