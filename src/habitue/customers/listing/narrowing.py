"""The list as somebody asks for it: narrowed, in an order, a page at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import F, Q, QuerySet

from habitue.customers.listing import facets
from habitue.customers.listing.facets import Mask
from habitue.customers.listing.filing import DAY_ZERO
from habitue.customers.listing.holding import FEW, Holding, with_holdings
from habitue.customers.models import Customer, Listed, Numbered
from habitue.lib.paging import beyond

ROWS = 50
COUNTED = 1000
"""Up to so many are counted, where that is cheap; beyond, there are "more than"."""
LAST_DAY = 1_000_000

ORDERS = {"name": "name", "visit": "visited", "spent": "spent", "created": "created"}
"""What the list is sorted by, and the column of the row."""

type YesNo = Literal["", "yes", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What everybody on the list has in common."""

    group: UUID | None = None
    outlet: UUID | None = None
    consent: str = ""
    email: YesNo = ""
    phone: YesNo = ""
    visited_since: date | None = None
    visited_until: date | None = None
    own: tuple[Holding, ...] = ()

    def rows(self, order: str) -> tuple[QuerySet[Listed], bool]:
        """Who is listed, in no order yet; and whether it is dear to go far among them."""
        found = Listed.objects.all()
        for column, mask in (("facets", self._mask()), ("elsewhere", self._outlet()[1])):
            if mask is None:
                return found.none(), False
            look_at, be = mask
            if look_at:
                found = found.alias(**{f"{column}_seen": F(column).bitand(look_at)}).filter(**{f"{column}_seen": be})
        if self.visited_since or self.visited_until:
            found = self._visited(found, order)
        return with_holdings(found, self.own)

    def _visited(self, found: QuerySet[Listed], order: str) -> QuerySet[Listed]:
        """By the days of the last visit; who never came has none."""
        since = self.visited_since.toordinal() - DAY_ZERO if self.visited_since else 1
        until = self.visited_until.toordinal() - DAY_ZERO if self.visited_until else LAST_DAY
        between = (max(since, 1), until)
        if order == "visit" or Listed.objects.filter(visited__range=between)[: FEW + 1].count() <= FEW:
            return found.filter(visited__range=between)
        # Many: the index of the order is read, and not that of the days, which a sum keeps the engine from.
        return found.alias(day=F("visited") + 0).filter(day__range=between)

    def _mask(self) -> Mask | None:
        """What `Listed.facets` must be; None if nobody's can be so."""
        masks = [self._outlet()[0], facets.CONSENTS.get(self.consent, (0, 0))]
        for wanted, bit in ((self.email, facets.EMAIL), (self.phone, facets.PHONE)):
            masks.append((bit if wanted else 0, bit if wanted == "yes" else 0))
        if self.group:
            number = _number("group", self.group)
            masks.append(None if number is None else (facets.GROUP, number << facets.GROUP_AT))
        look_at = be = 0
        for mask in masks:
            if mask is None:
                return None
            look_at, be = look_at | mask[0], be | mask[1]
        return look_at, be

    def _outlet(self) -> tuple[Mask | None, Mask | None]:
        if self.outlet is None:
            return (0, 0), (0, 0)
        number = _number("outlet", self.outlet)
        if number is None:
            return None, None
        here, there = facets.bits_of_outlet(number)
        return (here, here), (there, there)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page. `before` and `after` lead on, by the key of a row, or are empty; `count` is the first page's to say.

    `more` says that there are more than `count`.
    """

    rows: list[Customer]
    before: str
    after: str
    count: int | None
    more: bool


def keys_in_order(narrowed: Narrowed, order: str, *, falling: bool) -> QuerySet[Listed]:
    """Search keys count down: of those who are alike, the newer come first where the greater do."""
    return _in_order(narrowed.rows(order)[0], order, falling=falling)


def _in_order(rows: QuerySet[Listed], order: str, *, falling: bool) -> QuerySet[Listed]:
    column = ORDERS[order]
    return rows.order_by(*((f"-{column}", "customer") if falling else (column, "-customer")))


def page_of(narrowed: Narrowed, order: str, *, falling: bool, before: str = "", after: str = "") -> Listing:
    """The page after the customer of a key, or before; the first one when there is no such customer any more."""
    listed, slowly = narrowed.rows(order)
    rows = _in_order(listed, order, falling=falling)
    if mark := _mark(before):
        found = _keys(_beyond(rows.reverse(), mark, order, rising=falling)[: ROWS + 1])
        if len(found) > ROWS:
            return _listing(found[:ROWS][::-1], before=True, after=True)
        # Too few to fill a page: the first page says the same, and more.
    elif mark := _mark(after):
        found = _keys(_beyond(rows, mark, order, rising=not falling)[: ROWS + 1])
        return _listing(found[:ROWS], before=True, after=len(found) > ROWS)
    most = ROWS if slowly else COUNTED
    found = _keys(rows[: most + 1])
    return _listing(found[:ROWS], after=len(found) > ROWS, count=min(len(found), most), more=len(found) > most)


def customers_of(keys: list[int]) -> list[Customer]:
    """These customers, in this order, with what a list shows of them."""
    known = Customer.objects.filter(search_key__in=keys).select_related("group", "created_register__outlet")
    by_key = {customer.search_key: customer for customer in known}
    return [by_key[key] for key in keys if key in by_key]


def _listing(
    keys: list[int], *, before: bool = False, after: bool = False, count: int | None = None, more: bool = False
) -> Listing:
    first, last = (str(keys[0]), str(keys[-1])) if keys else ("", "")
    return Listing(customers_of(keys), first if before else "", last if after else "", count, more)


def _keys(rows: QuerySet[Listed]) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def _mark(key: str) -> Listed | None:
    try:
        return Listed.objects.filter(Q(("customer", int(key)))).first()
    except ValueError:
        return None


def _beyond(rows: QuerySet[Listed], mark: Listed, order: str, *, rising: bool) -> QuerySet[Listed]:
    column = ORDERS[order]
    value = getattr(mark, column)
    if rising:
        return beyond(rows, (column, "gt", value), ("customer", "lt", mark.pk))
    return beyond(rows, (column, "lt", value), ("customer", "gt", mark.pk))


def _number(kind: str, of: UUID) -> int | None:
    number = Numbered.objects.filter(kind=kind, of=of).values_list("number", flat=True).first()
    return number if number is not None and facets.has_room(kind, number) else None
