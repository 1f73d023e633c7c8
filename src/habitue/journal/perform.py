"""The one mechanism: in one transaction the rows change, one entry is appended, and the feed is told."""

import secrets
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from habitue.journal.action import ACTIONS, Action, AlreadyDone, Doing, Stamp
from habitue.journal.chain import FIRST, FORMAT, digest_of, hash_of
from habitue.journal.models import Change, Entry, Feed, Stream
from habitue.lib.database import writing
from habitue.lib.rows import fetch, insert, stored


def perform[**P, R](action: Action[P, R], stamp: Stamp, *args: P.args, **payload: P.kwargs) -> R:
    """Do `action` once, durably, and return what it returns.

    All of it happens or none: whatever the action raises leaves no trace. Raises pydantic.ValidationError when the
    payload is not of the annotated types.
    """
    if args:
        raise TypeError("an action takes keyword arguments only")
    try:
        with writing():
            # The stream's row is held from the start: two performers of one register come one after the other.
            last_number, last_hash = _hold(stamp.stream)
            doing = Doing(stamp)
            result = action.run(doing, **payload)  # type: ignore[call-arg]  # *args is empty, see above
            _append(last_number + 1, last_hash, action, stamp, action.write_down(payload))
            _tell_the_feed(doing)
            return result
    except AlreadyDone as done:
        answer: R = done.result
        return answer


def replay(entry: Entry) -> Any:
    """Do again, here, what `entry` says was done elsewhere, and journal it as it was stamped there."""
    if entry.payload is None:
        raise ValueError(f"the payload of entry {entry.id} has been erased")
    action = ACTIONS[entry.action]
    stamp = Stamp(stream=entry.stream_id, by=entry.by, at=entry.at, entry=entry.id)
    return perform(action, stamp, **action.read_back(entry.payload))


def _hold(stream: UUID) -> tuple[int, str]:
    """The head of the stream, begun if need be, whose row is held until the transaction ends."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    id = stored(Stream, "id", stream)
    head = fetch(f"SELECT last_number, last_hash FROM journal_stream WHERE id = %s{lock}", [id])  # noqa: S608 - the engine's own words
    if head is None:
        Stream.objects.get_or_create(id=stream, defaults={"last_number": 0, "last_hash": FIRST})
        return _hold(stream)
    return head[0], head[1]


def _append(number: int, previous: str, action: Action[..., Any], stamp: Stamp, payload: str) -> None:
    salt = secrets.token_hex(16)
    digest = digest_of(payload, salt)
    hash = hash_of(
        id=stamp.entry,
        stream=stamp.stream,
        number=number,
        action=action.name,
        at=stamp.at,
        by=stamp.by,
        digest=digest,
        previous=previous,
    )
    entry = Entry(
        id=stamp.entry,
        stream_id=stamp.stream,
        number=number,
        format=FORMAT,
        action=action.name,
        at=stamp.at,
        by=stamp.by,
        payload=payload,
        salt=salt,
        digest=digest,
        previous=previous,
        hash=hash,
    )
    insert([entry])
    head = "UPDATE journal_stream SET last_number = %s, last_hash = %s WHERE id = %s RETURNING id"
    fetch(head, [number, hash, stored(Stream, "id", stamp.stream)])


def _tell_the_feed(doing: Doing) -> None:
    """Take the sequence last, so that no reader can step over a change that commits late."""
    count = len(doing.objects)
    if not count:
        return
    first = _advance(count) - count + 1
    as_stored = partial(stored, Change, "object_id")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO journal_change (seq, kind, object_id) VALUES (%s, %s, %s)",
            [
                (seq, kind, id if isinstance(id, str) else as_stored(id))
                for seq, (kind, id) in enumerate(doing.objects, start=first)
            ],
        )


def _advance(count: int) -> int:
    answer = fetch("UPDATE journal_feed SET seq = seq + %s WHERE id = 1 RETURNING seq", [count])
    if answer is None:
        Feed.objects.get_or_create(id=1)
        return _advance(count)
    seq: int = answer[0]
    return seq
