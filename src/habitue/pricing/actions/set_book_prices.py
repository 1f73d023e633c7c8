from collections.abc import Iterable
from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.given import GivenPrice, PriceAt
from habitue.pricing.models import BookPrice, PriceBook

AT_ONCE = 500


@action
def set_book_prices(
    doing: Doing, *, book: UUID, prices: list[GivenPrice], removed: list[PriceAt] | None = None
) -> PriceBook:
    """These prices go, then those count; any other of the book stays. A variant has one from each quantity on."""
    of = PriceBook.objects.select_for_update().get(id=book)
    _remove(of, removed or [])
    wanted = {(each.variant, each.from_quantity): each for each in prices}
    held = _held(of, {variant for variant, _from_quantity in wanted})
    changed, added = [], []
    for place, each in wanted.items():
        row = held.get(place)
        if row:
            row.price, row.percent_off = each.price, each.percent_off
            changed.append(row)
        else:
            added.append(
                BookPrice(
                    id=each.id,
                    book=of,
                    variant_id=each.variant,
                    from_quantity=each.from_quantity,
                    price=each.price,
                    percent_off=each.percent_off,
                )
            )
    BookPrice.objects.bulk_update(changed, ["price", "percent_off"], batch_size=AT_ONCE)
    BookPrice.objects.bulk_create(added, batch_size=AT_ONCE)
    doing.changed(of)
    rules_have_changed()
    return of


def _remove(book: PriceBook, places: list[PriceAt]) -> None:
    held = _held(book, {place.variant for place in places})
    gone = [held[key].id for place in places if (key := (place.variant, place.from_quantity)) in held]
    for start in range(0, len(gone), AT_ONCE):
        BookPrice.objects.filter(id__in=gone[start : start + AT_ONCE]).delete()


def _held(book: PriceBook, variants: Iterable[UUID]) -> dict[tuple[UUID, int], BookPrice]:
    ids = list(variants)
    found: dict[tuple[UUID, int], BookPrice] = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = BookPrice.objects.filter(book=book, variant__in=ids[start : start + AT_ONCE])
        found |= {(row.variant_id, row.from_quantity): row for row in rows}
    return found
