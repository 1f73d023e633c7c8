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
from habitue.customers.importing.lines import FIELDS
from habitue.customers.models import ALL_CUSTOMERS, Group
from habitue.lib.bulk import rows_where
from habitue.lib.csvfile import Problem
from habitue.lib.ids import new_id, new_ids
from habitue.lib.text import fold

COLUMNS = ["id", *FIELDS]
"""What each row of the action `import_customers` tells, parted by tabs."""

_CODE, _CARDS, _GROUP, _LANGUAGE = (FIELDS.index(name) for name in ("code", "cards", "group", "language"))
_STORED = tuple("group_id" if name == "group" else name for name in FIELDS[:-2])

type Line = tuple[int, list[str], list[str]]


@dataclass(slots=True)
class Matched:
    """What one batch comes to: `rows` and `groups` for the action, `bad` lines with what is wrong with them."""

    rows: list[str] = field(default_factory=list)
    groups: list[list[str]] = field(default_factory=list)
    bad: list[tuple[list[str], list[Problem]]] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Known:
    id: UUID
    values: list[str]
    new: bool
    cards: set[str] = field(default_factory=set)


class Matcher:
    """Customers with a search key below `since` were made by this import: whoever is one of them stands in it twice."""

    def __init__(self, since: int, language: str, headers: dict[str, str]) -> None:
        self._since = since
        self._language = language
        self._headers = headers
        self.read_groups()

    def read_groups(self) -> None:
        """Those that are there; a batch that was rolled back has made none."""
        self._groups = {fold(name): id for id, name in Group.objects.values_list("id", "name")}
        self._groups[fold(_("All customers"))] = ALL_CUSTOMERS

    def match(self, lines: Sequence[Line]) -> Matched:
        """Needs the writer's turn, which it has to share with the action that follows."""
        batch = _Batch(self._since, lines)
        done = Matched()
        for line, values, raw in lines:
            try:
                row = self._row(line, values, batch, done)
            except _Contradiction as wrong:
                header = self._headers.get("cards" if wrong.by_card else "code", "")
                done.bad.append((raw, [Problem(line, header, str(wrong))]))
                continue
            if row:
                done.rows.append(row)
        return done

    def _row(self, line: int, values: list[str], batch: "_Batch", done: Matched) -> str:
        known = batch.find(line, values)
        if group := values[_GROUP]:
            values[_GROUP] = self._group(group, done).hex
        if known and known.new:
            done.unchanged += 1  # the same person, word for word, in an earlier line
            return ""
        cards = values[_CARDS].split()
        if known:
            merged = [new or old for new, old in zip(values, known.values, strict=True)]
            if merged[:-2] == known.values[:-2] and known.cards.issuperset(cards):
                done.unchanged += 1
                return ""
            done.changed += 1
            merged[_CARDS] = values[_CARDS]
            batch.remember(_Known(known.id, merged, False, known.cards), values)
            return "\t".join([known.id.hex, *merged])
        done.created += 1
        id = batch.new_id(line)
        values[_CODE] = values[_CODE] or batch.new_code()
        values[_GROUP] = values[_GROUP] or ALL_CUSTOMERS.hex
        values[_LANGUAGE] = values[_LANGUAGE] or self._language
        batch.remember(_Known(id, values, True), values)
        return "\t".join([id.hex, *values])

    def _group(self, name: str, done: Matched) -> UUID:
        key = fold(name)
        if key not in self._groups:
            self._groups[key] = new_id()
            done.groups.append([self._groups[key].hex, name])
        return self._groups[key]


class _Contradiction(ValueError):
    def __init__(self, message: str, *, by_card: bool = False) -> None:
        super().__init__(message)
        self.by_card = by_card


class _Batch:
    """Everybody who is there already and whom the lines of one batch may mean, read in a few statements."""

    def __init__(self, since: int, lines: Sequence[Line]) -> None:
        self._since = since
        self._ids = {
            line: person_id(values) for line, values, _raw in lines if not values[_CODE] and not values[_CARDS]
        }
        self.by_id: dict[UUID, _Known] = {}
        codes = {values[_CODE] for _line, values, _raw in lines} - {""}
        cards = {card for _line, values, _raw in lines for card in values[_CARDS].split()}
        self._load("code", codes)
        owners = {
            card: _uuid(owner)
            for card, owner in rows_where(
                "SELECT number, customer_id FROM customers_customercard WHERE number IN", cards
            )
        }
        self._load("id", {id.hex for id in (set(self._ids.values()) | set(owners.values())) - set(self.by_id)})
        self.by_code = {known.values[_CODE]: known for known in self.by_id.values()}
        self.by_card = {card: self.by_id[owner] for card, owner in owners.items()}
        for card, known in self.by_card.items():
            known.cards.add(card)
        self._new_ids = iter(new_ids(len(lines)))
        self._free = self._free_codes(sum(not values[_CODE] for _line, values, _raw in lines))

    def _load(self, column: str, wanted: Iterable[str]) -> None:
        columns = ", ".join(_STORED)
        select = f"SELECT id, search_key, {columns} FROM customers_customer WHERE {column} IN"  # noqa: S608 - ours
        for id, key, *values in rows_where(select, wanted):
            values[_GROUP] = _uuid(values[_GROUP]).hex
            self.by_id[_uuid(id)] = _Known(_uuid(id), [*values, "", ""], key < self._since)

    def find(self, line: int, values: list[str]) -> _Known | None:
        """Whom the line means, or None for somebody new."""
        code, cards = values[_CODE], values[_CARDS].split()
        if line in self._ids:
            return self.by_id.get(self._ids[line])
        by_code = self.by_code.get(code) if code else None
        if by_code and by_code.new:
            raise _Contradiction(_("The code {code} stands in an earlier line already.").format(code=code))
        owners = {self.by_card[card].id: card for card in cards if card in self.by_card}
        if by_code:
            owners.pop(by_code.id, None)
        if len(owners) > (0 if by_code else 1) or any(self.by_id[id].new for id in owners):
            card = next(iter(owners.values()))
            message = _("The card {card} belongs to another customer, or stands in an earlier line already.")
            raise _Contradiction(message.format(card=card), by_card=True)
        return by_code or (self.by_id[next(iter(owners))] if owners else None)

    def remember(self, known: _Known, values: list[str]) -> None:
        """A later line of the batch may mean the same."""
        known.cards |= set(values[_CARDS].split())
        known.new = True
        self.by_id[known.id] = known
        self.by_code[known.values[_CODE]] = known
        for card in known.cards:
            self.by_card[card] = known

    def new_id(self, line: int) -> UUID:
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


def person_id(values: Sequence[str]) -> UUID:
    """A version 8 UUID (RFC 9562, section 5.8) of names, company, phone, e-mail and postcode."""
    told = "\x1f".join([*values[1:4], values[4], values[5], values[6]])
    digest = int.from_bytes(blake2b(fold(told).encode(), digest_size=16, person=b"habitue customer").digest())
    return UUID(int=(digest & ~(0xF << 76) & ~(0x3 << 62)) | (0x8 << 76) | (0b10 << 62))


def _uuid(stored: UUID | str) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)
