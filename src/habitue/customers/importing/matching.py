"""Who of a file's lines is a customer already: by code, then by card, then by being the same person in every word.

Somebody without a code and a card of their own gets an id that is made of what is known of them, so that the same
line brought in again, here or on another node, is the same customer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from uuid import UUID

from django.utils.translation import gettext as _

from habitue.customers.codes import random_codes
from habitue.customers.importing.held import Held
from habitue.customers.importing.lines import FIELDS
from habitue.customers.models import ALL_CUSTOMERS, Group
from habitue.lib.bulk import rows_where
from habitue.lib.csvfile import Problem
from habitue.lib.ids import new_hex_ids, new_id
from habitue.lib.text import fold

COLUMNS = ["id", *FIELDS]
"""What each row of the action `import_customers` tells, parted by tabs."""

_CODE, _CARDS, _GROUP, _LANGUAGE, _MORE = (
    FIELDS.index(name) for name in ("code", "cards", "group", "language", "more")
)
_KEPT_ASIDE = '"aside":{'
"""Stands in the JSON of a line of which something is kept aside; in a text of it the quotation marks are escaped."""
_OF_THE_ROW = slice(FIELDS.index("created_at"))
"""What a later line may change: not since when somebody is a customer, and cards and `more` only ever grow."""
_STORED = tuple("group_id" if name == "group" else name for name in FIELDS[_OF_THE_ROW])

type Line = tuple[int, str, str]
"""Its number, the values of `FIELDS` parted by tabs, and its cells as `reading.told_of` parts them."""


@dataclass(slots=True)
class Matched:
    """What one batch comes to: `rows`, `groups` and those `back` in use for the action, `bad` lines with what is wrong.

    `group_names` are of both kinds of groups, `aside` counts the lines of which something is kept aside.
    """

    rows: list[str] = field(default_factory=list)
    groups: list[list[str]] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    group_names: list[str] = field(default_factory=list)
    bad: list[tuple[str, list[Problem]]] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    aside: int = 0


@dataclass(slots=True)
class _Known:
    id: str
    values: list[str]
    new: bool
    cards: frozenset[str] = frozenset()


class Matcher:
    """Customers with a search key below `since` were made by this import: whoever is one of them stands in it twice.

    `brings_back` says that a line may name a retired group, which is then in use again; else such a line is wrong.
    """

    def __init__(self, since: int, language: str, headers: dict[str, str], *, brings_back: bool = False) -> None:
        self._since = since
        self._language = language
        self._headers = headers
        self._brings_back = brings_back
        self.read_groups()

    def read_groups(self) -> None:
        """Those that are there; a batch that was rolled back has made none."""
        self._groups = {fold(name): id.hex for id, name in Group.objects.values_list("id", "name")}
        self._groups[fold(_("All customers"))] = ALL_CUSTOMERS.hex
        self._back: set[str] = set()

    def _see_what_is_retired(self) -> None:
        """Also since the last batch, by somebody in the back office."""
        retired = Group.objects.exclude(retired_at=None).values_list("id", "name")
        self._retired = {fold(name): id.hex for id, name in retired if id.hex not in self._back}
        gone = set(self._retired.values())
        self._groups = {name: id for name, id in self._groups.items() if id not in gone}

    def match(self, lines: Sequence[Line]) -> Matched:
        """Needs the writer's turn, which it has to share with the action that follows."""
        every = [(line, told.split("\t"), raw) for line, told, raw in lines]
        batch = _Batch(self._since, every)
        done = Matched()
        self._see_what_is_retired()
        for line, values, raw in every:
            try:
                row = self._row(line, values, batch, done)
            except _Contradiction as wrong:
                header = next((self._headers[name] for name in wrong.columns if name in self._headers), "")
                done.bad.append((raw, [Problem(line, header, str(wrong))]))
                continue
            if row:
                done.rows.append(row)
                done.aside += row.find(_KEPT_ASIDE, row.rfind("\t")) > 0
        return done

    def _row(self, line: int, values: list[str], batch: "_Batch", done: Matched) -> str:
        known = batch.find(line, values)
        if known and known.new:
            done.unchanged += 1  # the same person, word for word, in an earlier line
            return ""
        if group := values[_GROUP]:
            values[_GROUP] = self._groups.get(group) or self._group(group, done)
        if known:
            if values[_CODE] in batch.merged_codes:
                values[_CODE] = ""  # the record that was merged keeps its own
            merged = [new or old for new, old in zip(values, known.values, strict=True)]
            merged[_MORE] = batch.news(known.id, values[_MORE])
            if (
                merged[_OF_THE_ROW] == known.values[_OF_THE_ROW]
                and not merged[_MORE]
                and known.cards.issuperset(values[_CARDS].split())
            ):
                done.unchanged += 1
                return ""
            done.changed += 1
            merged[_CARDS] = values[_CARDS]
            batch.remember(_Known(known.id, merged, False, known.cards), values)
            return "\t".join([known.id, *merged])
        done.created += 1
        id = batch.new_id(line)
        values[_CODE] = values[_CODE] or batch.new_code()
        values[_GROUP] = values[_GROUP] or ALL_CUSTOMERS.hex
        values[_LANGUAGE] = values[_LANGUAGE] or self._language
        batch.remember(_Known(id, values, True), values)
        return "\t".join([id, *values])

    def _group(self, name: str, done: Matched) -> str:
        """Its id; in `_groups` under the name as it is written too, which spares most lines the folding."""
        key = fold(name)
        if key in self._retired:
            if not self._brings_back:
                raise _Contradiction(retired_group(name), "group", "tags")
            self._groups[key] = self._retired.pop(key)
            self._back.add(self._groups[key])
            done.back.append(self._groups[key])
            done.group_names.append(name)
        elif key not in self._groups:
            self._groups[key] = new_id().hex
            done.groups.append([self._groups[key], name])
            done.group_names.append(name)
        self._groups[name] = self._groups[key]
        return self._groups[name]


def retired_group(name: str) -> str:
    """What is wrong with a line that names this one."""
    message = _("The group “{name}” is retired. Let the import bring it back, or name another group.")
    return message.format(name=name)


class _Contradiction(ValueError):
    """`columns` are those that it may stand in."""

    def __init__(self, message: str, *columns: str) -> None:
        super().__init__(message)
        self.columns = columns


class _Batch:
    """Everybody who is there already and whom the lines of one batch may mean, read in a few statements."""

    def __init__(self, since: int, lines: Sequence[tuple[int, list[str], str]]) -> None:
        self._since = since
        self._ids = {
            line: person_id(values) for line, values, _raw in lines if not values[_CODE] and not values[_CARDS]
        }
        self.by_id: dict[str, _Known] = {}
        self._held: Held | None = None
        self._into: dict[str, str] = {}
        codes = {values[_CODE] for _line, values, _raw in lines} - {""}
        cards = {card for _line, values, _raw in lines if values[_CARDS] for card in values[_CARDS].split()}
        self._load("code", codes)
        owners = {
            card: _hex(owner)
            for card, owner in rows_where(
                "SELECT number, customer_id FROM customers_customercard WHERE number IN", cards
            )
        }
        self._load("id", (set(self._ids.values()) | set(owners.values())) - set(self.by_id))
        self.merged_codes = self._follow()
        self.by_code = {known.values[_CODE]: known for known in self.by_id.values()} | self.merged_codes
        self.by_card = {card: self.by_id[owner] for card, owner in owners.items()}
        for card, known in self.by_card.items():
            known.cards |= {card}
        self._new_ids = iter(new_hex_ids(sum(line not in self._ids for line, _values, _raw in lines)))
        self._free = self._free_codes(sum(not values[_CODE] for _line, values, _raw in lines))

    def _load(self, column: str, wanted: Iterable[str]) -> None:
        columns = ", ".join(_STORED)
        select = f"SELECT id, search_key, merged_into_id, {columns} FROM customers_customer WHERE {column} IN"  # noqa: S608 - ours
        for stored, key, into, *values in rows_where(select, wanted):
            id = _hex(stored)
            if into:
                self._into[id] = _hex(into)
            values[_GROUP] = _hex(values[_GROUP])
            self.by_id[id] = _Known(id, [*values, "", "", ""], key < self._since)

    def _follow(self) -> dict[str, _Known]:
        """Whoever was merged is who they are now; returned by the codes that lead there."""
        while missing := set(self._into.values()) - set(self.by_id):
            self._load("id", missing)
        codes, now = {}, {}
        for id in self._into:
            end = id
            while end in self._into:
                end = self._into[end]
            now[id] = codes[self.by_id[id].values[_CODE]] = self.by_id[end]
        self.by_id |= now
        return codes

    def news(self, id: str, more: str) -> str:
        """What of `more` is not known of the customer yet."""
        if not more:
            return ""
        self._held = self._held or Held([known.id for known in self.by_id.values() if not known.new])
        return self._held.news(id, more)

    def find(self, line: int, values: list[str]) -> _Known | None:
        """Whom the line means, or None for somebody new."""
        if line in self._ids:
            return self.by_id.get(self._ids[line])
        code, cards = values[_CODE], values[_CARDS]
        by_code = self.by_code.get(code) if code else None
        if by_code and by_code.new:
            raise _Contradiction(_("The code {code} stands in an earlier line already.").format(code=code), "code")
        if not cards:
            return by_code
        owners = {self.by_card[card].id: card for card in cards.split() if card in self.by_card}
        if by_code:
            owners.pop(by_code.id, None)
        if len(owners) > (0 if by_code else 1) or any(self.by_id[id].new for id in owners):
            card = next(iter(owners.values()))
            message = _("The card {card} belongs to another customer, or stands in an earlier line already.")
            raise _Contradiction(message.format(card=card), "cards")
        return by_code or (self.by_id[next(iter(owners))] if owners else None)

    def remember(self, known: _Known, values: list[str]) -> None:
        """A later line of the batch may mean the same."""
        known.new = True
        self.by_id[known.id] = known
        self.by_code[known.values[_CODE]] = known
        if values[_CARDS]:
            known.cards |= set(values[_CARDS].split())
            for card in known.cards:
                self.by_card[card] = known

    def new_id(self, line: int) -> str:
        return self._ids.get(line) or next(self._new_ids)

    def new_code(self) -> str:
        while (code := next(self._free)) in self.by_code:
            pass
        return code

    def _free_codes(self, count: int) -> Iterator[str]:
        while True:
            made = set(random_codes(max(count, 10)))
            taken = {code for (code,) in rows_where("SELECT code FROM customers_customer WHERE code IN", made)}
            yield from made - taken


def person_id(values: Sequence[str]) -> str:
    """A version 8 UUID (RFC 9562, section 5.8) of names, company, phone, e-mail and postcode, in hexadecimal."""
    told = "\x1f".join(values[1:7])
    digest = int.from_bytes(blake2b(fold(told).encode(), digest_size=16, person=b"habitue customer").digest())
    return f"{(digest & ~(0xF << 76) & ~(0x3 << 62)) | (0x8 << 76) | (0b10 << 62):032x}"


def _hex(stored: UUID | str) -> str:
    # Of every million lines there are millions of these, and the class is slow to make.
    return stored if isinstance(stored, str) else stored.hex
