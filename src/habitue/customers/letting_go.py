"""Taking away again what an import has made, as far as nothing needs it. Only actions call this."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import ForeignObjectRel, Model

from habitue.customers.models import Customer, Group
from habitue.journal.action import Doing


def naming(model: type[Model]) -> Iterator[tuple[Any, str]]:
    """Every model that names one of `model`, and by which field: also where the way back has no name."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            yield relation.related_model, relation.field.name


def let_go_of_groups(doing: Doing, groups: list[list[str]]) -> tuple[list[str], list[str]]:
    """`groups` are as a batch of an import notes them. Returns the names of those that have gone, and that stay."""
    gone, left = [], []
    for id, name, how in groups:
        group = Group.objects.select_for_update().filter(id=UUID(id)).first()
        if group is None or (how == "back" and group.retired_at):
            continue
        # A retired group may keep prices of its own; one that goes must be named by nothing.
        models = [(Customer, "group")] if how == "back" else naming(Group)
        if group.name != name or any(model._base_manager.filter(**{field: group}).exists() for model, field in models):
            left.append(group.name)
            continue
        gone.append(group.name)
        if how == "back":
            group.retired_at = doing.stamp.at
            group.save(update_fields=["retired_at"])
        else:
            group.delete()
        doing.changed_many("group", [id])
    return gone, left
