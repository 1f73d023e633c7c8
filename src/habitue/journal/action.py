"""What an action is: a named function whose payload can be written down and read back."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, TypedDict, cast, get_type_hints
from uuid import UUID

from django.db.models import Model
from pydantic import ConfigDict, TypeAdapter

from habitue.journal.models import ChangedObject, changed_object
from habitue.lib.canonical import canonical
from habitue.lib.clock import now
from habitue.lib.ids import new_id

ACTIONS: dict[str, "Action[..., Any]"] = {}
"""Every action of the product by its name."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What varies, read once at the door: whose journal (`stream`), who (`by`, of the staff), when, and an entry id."""

    stream: UUID
    by: UUID | None = None
    at: datetime = field(default_factory=now)
    entry: UUID = field(default_factory=new_id)


@dataclass(slots=True)
class Doing:
    """An action that is under way: its stamp, and what it has changed so far."""

    stamp: Stamp
    objects: list[ChangedObject] = field(default_factory=list)

    def changed(self, *rows: Model) -> None:
        """Tell the feed that these rows were created, changed or deleted."""
        self.objects.extend(changed_object(row) for row in rows)

    def changed_many(self, kind: str, ids: Iterable[UUID | str]) -> None:
        """Tell the feed of many objects of one model, as an import does; it has their ids in hexadecimal."""
        self.objects.extend((kind, id) for id in ids)


class AlreadyDone(Exception):
    """Raised by an action whose work was done before: nothing is written, and `result` is what `perform` returns."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result


@dataclass(frozen=True)
class Action[**P, R]:
    """A verb of the shop. Performed by `habitue.journal.perform`, never called directly."""

    name: str
    run: Callable[Concatenate[Doing, P], R]
    defaults: dict[str, Any]
    payload: TypeAdapter[dict[str, Any]]

    def write_down(self, payload: dict[str, Any]) -> str:
        """The canonical JSON of the values that `run` is given, defaults included."""
        values = self.payload.validate_python(self.defaults | payload)
        return canonical(self.payload.dump_python(values, mode="json")).decode()

    def read_back(self, text: str) -> dict[str, Any]:
        """The values that `run` was given, from what `write_down` wrote."""
        return self.payload.validate_json(text)


def action[**P, R](run: Callable[Concatenate[Doing, P], R]) -> Action[P, R]:
    """Make an action of a function `run(doing, *, …)` whose keyword arguments are annotated plain values.

    Ids, times, decimals, strings, integers, booleans, None, lists, and dataclasses or typed dictionaries of these.
    """
    hints = get_type_hints(run)
    parameters = list(inspect.signature(run).parameters.values())[1:]
    # The checker cannot know this type, which is made of the function's own annotations.
    shape = cast(Any, TypedDict)(run.__name__, {each.name: hints[each.name] for each in parameters})
    shape.__pydantic_config__ = ConfigDict(extra="forbid")
    defaults = {each.name: each.default for each in parameters if each.default is not inspect.Parameter.empty}
    made = Action(run.__name__, run, defaults, TypeAdapter(shape))
    if made.name in ACTIONS:
        raise ValueError(f"two actions are named {made.name}")
    ACTIONS[made.name] = made
    return made
