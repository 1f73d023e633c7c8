"""What actions write onto the timeline of a customer's record."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any
from uuid import UUID

from habitue.customers.models import CustomerEvent, Happened
from habitue.journal.action import Doing
from habitue.stores.models import Register

AT_ONCE = 2000


def write_events(
    doing: Doing, kind: Happened, told: Iterable[tuple[UUID, list[Any]]], *, register: UUID | None = None
) -> None:
    """`told` are customers, each with the facts: [field, from, to] triples, as they are written for people."""
    events = [
        CustomerEvent(
            id=id_beside(doing, customer.bytes, kind.encode()),
            customer_id=customer,
            kind=kind,
            at=doing.stamp.at,
            by_id=doing.stamp.by,
            register_id=register,
            facts=facts,
        )
        for customer, facts in told
    ]
    CustomerEvent.objects.bulk_create(events, batch_size=AT_ONCE)


def place_of(doing: Doing) -> UUID | None:
    """The register at which it is done; None in the back office."""
    stream = doing.stamp.stream
    return stream if Register.objects.filter(id=stream).exists() else None


def id_beside(doing: Doing, *of: bytes) -> UUID:
    """An id for a row that the action makes: the same wherever it is replayed, next to the entry's in their order."""
    entry = doing.stamp.entry
    chance = blake2b(b"".join((entry.bytes, *of)), digest_size=8).digest()
    return UUID(int=(entry.int >> 64 << 64) | (0b10 << 62) | (int.from_bytes(chance) >> 2))
