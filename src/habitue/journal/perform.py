"""The one mechanism: in one transaction the rows change, one entry is appended, and the feed is told."""

import secrets
from typing import Any

from django.db.models import F

from habitue.journal.action import ACTIONS, Action, AlreadyDone, Doing, Stamp
from habitue.journal.chain import FORMAT, digest_of, hash_of
from habitue.journal.models import Change, Entry, Feed, Stream
from habitue.lib.database import writing


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
            stream, _ = Stream.objects.select_for_update().get_or_create(id=stamp.stream)
            doing = Doing(stamp)
            result = action.run(doing, **payload)  # type: ignore[call-arg]  # *args is empty, see above
            _append(stream, action, stamp, action.write_down(payload))
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


def _append(stream: Stream, action: Action[..., Any], stamp: Stamp, payload: str) -> None:
    number = stream.last_number + 1
    salt = secrets.token_hex(16)
    digest = digest_of(payload, salt)
    hash = hash_of(
        id=stamp.entry,
        stream=stream.id,
        number=number,
        action=action.name,
        at=stamp.at,
        by=stamp.by,
        digest=digest,
        previous=stream.last_hash,
    )
    Entry.objects.bulk_create(
        [
            Entry(
                id=stamp.entry,
                stream=stream,
                number=number,
                format=FORMAT,
                action=action.name,
                at=stamp.at,
                by=stamp.by,
                payload=payload,
                salt=salt,
                digest=digest,
                previous=stream.last_hash,
                hash=hash,
            )
        ]
    )
    Stream.objects.filter(id=stream.id).update(last_number=number, last_hash=hash)


def _tell_the_feed(doing: Doing) -> None:
    """Take the sequence last, so that no reader can step over a change that commits late."""
    count = len(doing.objects)
    if not count:
        return
    if not Feed.objects.filter(id=1).update(seq=F("seq") + count):
        Feed.objects.create(seq=count)
    first = Feed.objects.values_list("seq", flat=True).get(id=1) - count + 1
    Change.objects.bulk_create(
        [Change(seq=first + place, kind=kind, object_id=id) for place, (kind, id) in enumerate(doing.objects)],
        batch_size=5000,
    )
