"""Which records may be one person's: the same phone, e-mail or card; or alike names and the same postcode or birthday.

Nobody is compared with everybody. Records that share something are found through dictionaries, so that the time grows
with their number and not with its square; what very many share says nothing about anybody, and is passed over.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched, combinations
from uuid import UUID

from django.db.models import F

from habitue.customers.models import Customer, CustomerCard, Likeness
from habitue.customers.sounds import one_slip, sound, without_one_letter
from habitue.lib.database import writing
from habitue.lib.text import fold

PHONE, EMAIL, CARD, NAME_POSTCODE, NAME_BIRTHDAY = "phone", "email", "card", "name_postcode", "name_birthday"
MOST_PAIRS = 20_000
MOST_WHO_SHARE = 10
"""A phone of more records is the shop's own, or nobody's; a name of more people in one postcode is a common one."""

_SCORES = {CARD: 70, EMAIL: 60, PHONE: 50, NAME_BIRTHDAY: 55, NAME_POSTCODE: 40}
_ALIKE, _NOT_ALIKE, _OTHER_BIRTHDAY = 30, -25, -25
_AT_ONCE = 10_000

type Progress = Callable[[int, int], None]
type Reasons = dict[tuple[int, int], set[str]]
"""By two search keys, the smaller one first."""


@dataclass(frozen=True, slots=True)
class _Known:
    key: int
    first: str
    last: str
    phone: str
    email: str
    postcode: str
    birthday: str


def find_likenesses(progress: Progress) -> int:
    """Compare all records and write down who may be one person, but for those that are known to be two."""
    everybody: dict[int, _Known] = {}
    total = Customer.objects.filter(merged_into=None).count()
    for known in _read():
        everybody[known.key] = known
        if len(everybody) % _AT_ONCE == 0:
            progress(len(everybody), total * 3)
    reasons: Reasons = defaultdict(set)
    people = list(everybody.values())
    _same(people, lambda known: known.phone, PHONE, reasons)
    _same(people, lambda known: known.email, EMAIL, reasons)
    _cards(reasons)
    done = len(people)
    for why, of in ((NAME_POSTCODE, "postcode"), (NAME_BIRTHDAY, "birthday")):
        for count in _alike_names(people, of, why, reasons):
            progress(done + count, total * 3)
        done += len(people)
    scored = [(_score(everybody[one], everybody[two], why), one, two, why) for (one, two), why in reasons.items()]
    scored.sort(key=lambda pair: (-pair[0], pair[1:3]))
    return _store(scored[:MOST_PAIRS])


def _read() -> Iterator[_Known]:
    columns = ("search_key", "first_name", "last_name", "company", "phone", "email", "postcode", "birthday")
    below = 1
    while True:
        rows = Customer.objects.filter(search_key__lt=below, merged_into=None).order_by("-search_key")
        some = list(rows.values_list(*columns)[:_AT_ONCE])
        if not some:
            return
        for key, first, last, company, phone, email, postcode, birthday in some:
            surname = last if first or last else company
            yield _Known(key, _letters(first), _letters(surname), phone, fold(email), fold(postcode), birthday)
        below = some[-1][0]


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))


def _same(people: Iterable[_Known], what: Callable[[_Known], str], why: str, reasons: Reasons) -> None:
    sharing: dict[str, list[int]] = defaultdict(list)
    for known in people:
        if told := what(known):
            sharing[told].append(known.key)
    _pair(sharing.values(), why, reasons)


def _cards(reasons: Reasons) -> None:
    """A card has one holder; but a number may be one record's code and another's card."""
    held = CustomerCard.objects.filter(customer__merged_into=None).exclude(customer__code=F("number"))
    codes = Customer.objects.filter(merged_into=None, code__in=held.values("number"))
    keys = dict(codes.values_list("code", "search_key"))
    for some in batched(keys, 500, strict=False):
        for number, key in CustomerCard.objects.filter(number__in=some).values_list("number", "customer__search_key"):
            _pair([[keys[number], key]], CARD, reasons)


def _pair(groups: Iterable[Sequence[int]], why: str, reasons: Reasons) -> None:
    for keys in groups:
        if 1 < len(keys) <= MOST_WHO_SHARE:
            for one, two in combinations(sorted(keys), 2):
                if one != two:
                    reasons[one, two].add(why)


def _alike_names(people: Iterable[_Known], of: str, why: str, reasons: Reasons) -> Iterator[int]:
    """Says after each place or day how many of the people have been looked at."""
    together: dict[str, list[_Known]] = defaultdict(list)
    for known in people:
        if (shared := getattr(known, of)) and known.last:
            together[shared].append(known)
    looked_at = 0
    for some in together.values():
        if len(some) > 1:
            _compare(some, why, reasons)
        looked_at += len(some)
        yield looked_at


def _compare(people: Sequence[_Known], why: str, reasons: Reasons) -> None:
    sharing: dict[str, list[_Known]] = defaultdict(list)
    for known in people:
        for key in set(_keys(known)):
            sharing[key].append(known)
    for some in sharing.values():
        if 1 < len(some) <= MOST_WHO_SHARE:
            for one, two in combinations(some, 2):
                pair = (one.key, two.key) if one.key < two.key else (two.key, one.key)
                if why not in reasons.get(pair, ()) and _alike(one, two):
                    reasons[pair].add(why)


def _keys(known: _Known) -> Iterator[str]:
    first, last = sound(known.first), sound(known.last)
    yield "|".join(sorted((first, last)))
    for part in without_one_letter(known.last):
        yield f"{first}>{part}"
    for part in without_one_letter(known.first):
        yield f"{part}<{last}"


def _alike(one: _Known, two: _Known) -> bool:
    """Both names sound the same, in either order, or one of them does and the other has one slip in it."""
    firsts, lasts = sound(one.first) == sound(two.first), sound(one.last) == sound(two.last)
    if firsts and lasts:
        return True
    if (firsts and one_slip(one.last, two.last)) or (lasts and one_slip(one.first, two.first)):
        return True
    return bool(one.first) and sound(one.first) == sound(two.last) and sound(one.last) == sound(two.first)


def _score(one: _Known, two: _Known, why: set[str]) -> int:
    score = max(_SCORES[each] for each in why) + 10 * (len(why) - 1)
    if not why & {NAME_POSTCODE, NAME_BIRTHDAY} and one.last and two.last:
        score += _ALIKE if _alike(one, two) else _NOT_ALIKE
    if one.birthday and two.birthday and one.birthday[-5:] != two.birthday[-5:]:
        score += _OTHER_BIRTHDAY
    return max(5, min(100, score))


def _store(pairs: Sequence[tuple[int, int, int, set[str]]]) -> int:
    """In pieces, so that no till waits for long. Returns how many there are."""
    ids = _ids({key for _score, one, two, _why in pairs for key in (one, two)})
    apart = set(Likeness.objects.filter(apart_at__isnull=False).values_list("one_id", "other_id"))
    rows = []
    for score, one, two, why in pairs:
        if one not in ids or two not in ids:
            continue
        lower, higher = sorted((ids[one], ids[two]))
        if (lower, higher) not in apart:
            rows.append(Likeness(one_id=lower, other_id=higher, why=",".join(sorted(why)), score=score))
    with writing():
        Likeness.objects.filter(apart_at=None).delete()
    for some in batched(rows, 1000, strict=False):
        with writing():
            Likeness.objects.bulk_create(some, ignore_conflicts=True)
    return len(rows)


def _ids(keys: Iterable[int]) -> dict[int, UUID]:
    found: dict[int, UUID] = {}
    for some in batched(keys, 500, strict=False):
        found |= dict(Customer.objects.filter(search_key__in=some).values_list("search_key", "id"))
    return found
