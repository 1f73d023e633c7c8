"""Fields of the shop's own as the doors hand them to the actions, and as the journal keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from habitue.customers.models import CustomField, FieldOption


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOption:
    """One of the answers that may be chosen."""

    id: UUID
    label_en: str
    label_fr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFormField:
    """What the shop says of a built-in field."""

    name: str
    required: bool
    at_till: bool


def keep_options(field: CustomField, given: Sequence[GivenOption], at: datetime) -> None:
    """These may be chosen from now on, in this order; others are retired, for somebody's record may hold them."""
    for position, option in enumerate(given):
        FieldOption.objects.update_or_create(
            id=option.id,
            defaults={
                "field": field,
                "label_en": option.label_en,
                "label_fr": option.label_fr,
                "position": position,
                "retired_at": None,
            },
        )
    others = FieldOption.objects.filter(field=field, retired_at=None).exclude(id__in=[option.id for option in given])
    others.update(retired_at=at)
