"""What each column of a file is: as somebody chose, as the system that it is from writes it, or by usual names."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from habitue.customers.importing.columns import ASIDE, COLUMNS, KEPT_ASIDE, OWN
from habitue.customers.importing.systems import SYSTEMS, System
from habitue.customers.models import CustomField
from habitue.lib.csvfile import Naming, NotACSV
from habitue.lib.csvformat import key_of

type Targets = list[str]
"""For each column of a file what it is: the name of one of `COLUMNS`, ASIDE, OWN with an id, or "" to pass it over."""


def system_of(header: Sequence[str]) -> System | None:
    keys = {key_of(title) for title in header}
    return next((each for each in SYSTEMS if any(keys.issuperset(map(key_of, some)) for some in each.known_by)), None)


def recognised(header: Sequence[str]) -> Targets:
    """What the columns are by their headings. Of two that would be the same, the first one is it."""
    system = system_of(header)
    theirs = {key_of(title): target for title, target in system.columns.items()} if system else {}
    known = _usual()
    found: Targets = []
    for title in header:
        key = key_of(title)
        target = theirs[key] if key in theirs else known.get(key, "")
        found.append("" if target in found and target != ASIDE else target)
    return found


def naming(targets: Sequence[str] | None = None) -> Naming:
    """For `CSVFile`. Raises NotACSV when `targets` are of another file, or no column is anything."""

    def places(header: list[str]) -> dict[str, int]:
        if targets is not None and len(targets) != len(header):
            raise NotACSV(_("The file has other columns than it had. Upload it again."))
        chosen = recognised(header) if targets is None else targets
        if not any(chosen):
            expected = ", ".join(column.name for column in COLUMNS)
            message = _("The first line must name the columns, and none of them is known. Known columns: {columns}.")
            raise NotACSV(message.format(columns=expected))
        return _places(header, chosen)

    return places


def source_of(header: Sequence[str]) -> str:
    """Where a consent is said to come from: the system, or else a file."""
    system = system_of(header)
    return (system and system.name) or _("file")


def _places(header: Sequence[str], targets: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, target in enumerate(targets):
        if target == ASIDE:
            found[f"{ASIDE}:{header[place][:60]}"] = place
        elif target in found:
            message = _("The columns “{first}” and “{second}” mean the same. Remove one of them.")
            raise NotACSV(message.format(first=header[found[target]], second=header[place]))
        elif target:
            found[target] = place
    return found


def _usual() -> Mapping[str, str]:
    """The usual headings, the labels of the shop's own fields, and those of balances."""
    known = {key_of(heading): ASIDE for heading in KEPT_ASIDE}
    for field in CustomField.objects.in_use():
        known[key_of(field.label_en)] = known[key_of(field.label_fr)] = f"{OWN}{field.id}"
    known |= {key_of(heading): column.name for column in COLUMNS for heading in (column.name, *column.headers)}
    return known
