"""What imports have brought of a customer: themselves, changes, and values that nothing else holds yet."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from habitue.customers.following import records_of
from habitue.customers.models import Customer, Import, ImportBatch, KeptAside

HALF = 1 << 64


def batch_that_made(customer: Customer) -> ImportBatch | None:
    """The part of an import by which the record came, if it came by one."""
    key = customer.search_key
    found = ImportBatch.objects.filter(lowest_key__lte=key, highest_key__gte=key, made__contains=customer.id.hex)
    return found.select_related("imported").defer("made", "changed").first()


def imports_of(events: Iterable[UUID]) -> dict[UUID, Import]:
    """Which import wrote these events. The first half of an event's id is that of the entry's that wrote it."""
    halves = {id: id.int // HALF for id in events}
    if not halves:
        return {}
    within = [Q(entry__range=(UUID(int=half * HALF), UUID(int=half * HALF + HALF - 1))) for half in halves.values()]
    batches = ImportBatch.objects.filter(reduce(or_, within)).select_related("imported").defer("made", "changed")
    by_half = {batch.entry.int // HALF: batch.imported for batch in batches}
    return {id: by_half[half] for id, half in halves.items() if half in by_half}


def kept_aside_of(customer: Customer) -> list[tuple[str, list[KeptAside]]]:
    """By where they are from, a system or a file: the latest value under each heading, of merged records too."""
    every = KeptAside.objects.filter(customer__in=records_of(customer)).order_by("at", "id")
    latest = {(each.imported, each.name): each for each in every}
    files = Import.objects.defer("report", "left", "undone", "targets").in_bulk({each.imported for each in every})
    found: dict[str, dict[str, KeptAside]] = {}
    for each in latest.values():
        source = files.get(each.imported)
        called = (source.system or source.name) if source else ""
        found.setdefault(called, {})[each.name] = each
    return [
        (source, sorted(values.values(), key=lambda each: each.name.casefold())) for source, values in found.items()
    ]
