"""Reading every chain from its first entry, to say which entry breaks it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from habitue.journal.chain import FIRST, FORMAT, digest_of, hash_of
from habitue.journal.models import Entry, Stream

_SALT = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the stream, the number of the entry, and why."""

    stream: UUID
    number: int
    reason: str


def verify_all() -> Iterator[Break]:
    """Each break in any stream of this node, oldest first within a stream."""
    for stream in Stream.objects.order_by("id"):
        yield from verify(stream)
    headless = Entry.objects.exclude(stream__in=Stream.objects.values("id")).values_list("stream", flat=True)
    for stream_id in headless.order_by("stream").distinct():
        yield Break(stream_id, 1, _("the stream has entries, and its head is gone"))


def verify(stream: Stream) -> Iterator[Break]:
    """Each break in one stream. An intact stream yields nothing."""
    expected, previous = 1, FIRST
    for entry in Entry.objects.filter(stream=stream).order_by("number").iterator(chunk_size=500):
        if entry.number != expected:
            reason = _("entry {missing} is missing; the next one is {number}")
            yield Break(stream.id, expected, reason.format(missing=expected, number=entry.number))
        if entry.previous != previous:
            yield Break(stream.id, entry.number, _("it is not chained to the entry before it"))
        if reason := _fault_inside(entry):
            yield Break(stream.id, entry.number, reason)
        expected, previous = entry.number + 1, entry.hash
    if (stream.last_number, stream.last_hash) != (expected - 1, previous):
        reason = _("the stream's head is entry {number}, and it is not there")
        yield Break(stream.id, expected, reason.format(number=stream.last_number))


def fault_of(entry: Entry) -> str:
    """Why this one entry does not hold, by itself or as the link after the one before it; empty when it does."""
    before = (
        Entry.objects.filter(stream=entry.stream_id, number=entry.number - 1).values_list("hash", flat=True).first()
    )
    if entry.previous != (FIRST if entry.number == 1 else before):
        return _("it is not chained to the entry before it")
    return _fault_inside(entry)


def _fault_inside(entry: Entry) -> str:
    if entry.format != FORMAT:
        return _("its format {format} is unknown").format(format=entry.format)
    if entry.payload is None or entry.salt is None:
        return _("its payload is gone, and nothing says that it was erased")
    # The same bytes can be spelt in capitals and with blanks between them, but were not.
    if not _SALT.fullmatch(entry.salt):
        return _("its salt is not one that was written")
    if digest_of(entry.payload, entry.salt) != entry.digest:
        return _("its payload is not the one that was written")
    hash = hash_of(
        id=entry.id,
        stream=entry.stream_id,
        number=entry.number,
        action=entry.action,
        at=entry.at,
        by=entry.by,
        digest=entry.digest,
        previous=entry.previous,
    )
    return "" if hash == entry.hash else _("what it says is not what was hashed")
