"""Groups and who is in them, from a CSV file: on each line a customer and the name of the group they are put in.

A line that names a group and nobody makes the group; a group that is not there yet is made.
"""

from collections.abc import Callable, Iterator
from itertools import batched
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from habitue.customers.actions import create_group, put_in_group
from habitue.customers.codes import plain
from habitue.customers.duplicates import likely_duplicates
from habitue.customers.importing.columns import COLUMNS as ALL_COLUMNS
from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerCard, Group
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.csvfile import Column, CSVFile, Row, WrongCell
from habitue.lib.csvreport import Outcome
from habitue.lib.ids import new_id
from habitue.lib.text import fold, squeeze

LONGEST_NAME = 60
COLOURS = 6
_KNOWING = ("code", "cards", "e-mail", "phone")
COLUMNS = [
    *(column for column in ALL_COLUMNS if column.name in _KNOWING),
    next(Column(column.name, column.headers, required=True) for column in ALL_COLUMNS if column.name == "group"),
]
AT_ONCE = 1000

type Progress = Callable[[int, int], None]


class _Groups:
    """Those that there are by their folded names; one that is asked for and not there is made."""

    def __init__(self, stamp: Callable[[], Stamp]) -> None:
        self._stamp = stamp
        self._there = {fold(group.name): group for group in Group.objects.all()}
        self._there[fold(_("All customers"))] = Group.objects.get(id=ALL_CUSTOMERS)
        self.made = 0

    def named(self, written: str) -> Group:
        name = squeeze(written)
        if not name:
            raise WrongCell(_("The line names no group."), "group")
        if len(name) > LONGEST_NAME:
            raise WrongCell(_("A group's name has at most 60 characters."), "group")
        group = self._there.get(fold(name))
        if group is None:
            colour = len(self._there) % COLOURS + 1
            group = perform(create_group, self._stamp(), id=new_id(), name=name, colour=colour)
            self._there[fold(name)] = group
            self.made += 1
        if group.retired_at:
            raise WrongCell(_("The group “{name}” is retired. Bring it back first.").format(name=name), "group")
        return group


def import_groups(path: Path, *, stamp: Callable[[], Stamp], country: str, progress: Progress) -> Outcome:
    """Raises NotACSV when the file cannot be read at all. `created` counts groups, `changed` customers."""
    with CSVFile(path, COLUMNS) as file:
        outcome = Outcome(ignored=file.ignored)
        groups = _Groups(stamp)
        for rows in batched(file, AT_ONCE, strict=False):
            into: dict[UUID, list[UUID]] = {}
            for row in rows:
                try:
                    group, customer = _read(row, groups, country)
                except WrongCell as wrong:
                    outcome.add_bad([file.problem(row, wrong)])
                    continue
                if customer:
                    into.setdefault(group.id, []).append(customer)
            for to, customers in into.items():
                moved = perform(put_in_group, stamp(), customers=customers, group=to)
                outcome.changed += moved
                outcome.unchanged += len(customers) - moved
            progress(file.position, file.size)
        outcome.created = groups.made
        return outcome


def _read(row: Row, groups: _Groups, country: str) -> tuple[Group, UUID | None]:
    row.refuse_broken()
    told = {name: row.cells[name] for name in _KNOWING if row.cells.get(name, "").strip()}
    customer = _whose(told, country) if told else None
    return groups.named(row.cells.get("group", "")), customer


def _whose(told: dict[str, str], country: str) -> UUID:
    """By the first of code, card, e-mail and phone that finds somebody."""
    for name, typed in told.items():
        found = set(_found(name, typed, country))
        if len(found) > 1:
            message = _("Several customers have “{typed}”. Name this one by code.")
            raise WrongCell(message.format(typed=typed[:60]), name)
        if found:
            return found.pop()
    column, typed = next(iter(told.items()))
    raise WrongCell(_("No customer has “{typed}”.").format(typed=typed[:60]), column)


def _found(name: str, typed: str, country: str) -> Iterator[UUID]:
    if name in {"code", "cards"}:
        yield from Customer.objects.filter(code=plain(typed), merged_into=None).values_list("id", flat=True)
        yield from CustomerCard.objects.filter(number=plain(typed)).values_list("customer_id", flat=True)
    else:
        phone, email = ("", typed) if name == "e-mail" else (typed, "")
        alike = likely_duplicates(phone=phone, email=email, country=country)
        yield from (customer.id for customer in alike)
