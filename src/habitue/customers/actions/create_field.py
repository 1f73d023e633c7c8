from uuid import UUID

from habitue.customers.given import GivenOption, keep_options
from habitue.customers.models import CustomField
from habitue.journal.action import AlreadyDone, Doing, action


@action
def create_field(
    doing: Doing,
    *,
    id: UUID,
    kind: str,
    label_en: str,
    label_fr: str,
    position: int,
    required: bool = False,
    at_till: bool = False,
    options: list[GivenOption] = [],  # noqa: B006 - an action's defaults are written down, never changed
) -> CustomField:
    """From now on the shop keeps this of its customers too."""
    if existing := CustomField.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    field = CustomField.objects.create(
        id=id,
        kind=kind,
        label_en=label_en,
        label_fr=label_fr,
        position=position,
        required=required,
        at_till=at_till,
    )
    keep_options(field, options, doing.stamp.at)
    doing.changed(field)
    return field
