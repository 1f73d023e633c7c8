from habitue.customers.given import GivenFormField
from habitue.customers.models import FormField
from habitue.journal.action import Doing, action
from habitue.stores.models import Shop


@action
def set_form_fields(doing: Doing, *, fields: list[GivenFormField]) -> None:
    """Which of the built-in fields have to be filled in, and which the till's form asks for."""
    for position, given in enumerate(fields):
        FormField.objects.update_or_create(
            name=given.name, defaults={"required": given.required, "at_till": given.at_till, "position": position}
        )
    doing.changed_many("shop", Shop.objects.values_list("node", flat=True))
