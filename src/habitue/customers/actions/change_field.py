from uuid import UUID

from habitue.customers.given import GivenOption, keep_options
from habitue.customers.models import CustomField
from habitue.journal.action import Doing, action


@action
def change_field(
    doing: Doing,
    *,
    id: UUID,
    label_en: str,
    label_fr: str,
    required: bool,
    at_till: bool,
    options: list[GivenOption] = [],  # noqa: B006 - an action's defaults are written down, never changed
) -> CustomField:
    """Its kind stays: what records hold would not be of another. Options that are not named any more are retired."""
    field = CustomField.objects.get(id=id)
    field.label_en, field.label_fr = label_en, label_fr
    field.required, field.at_till = required, at_till
    field.save(update_fields=["label_en", "label_fr", "required", "at_till"])
    keep_options(field, options, doing.stamp.at)
    doing.changed(field)
    return field
