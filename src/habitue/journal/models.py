"""The append-only, hash-chained record of everything that was done, and the ordered list of what has changed."""

from typing import Any
from uuid import UUID, uuid4

from django.db import models

from habitue.journal.chain import FIRST
from habitue.lib.ids import new_id


class Stream(models.Model):
    """One register's entries, or those of one node's back office. Its head is what the next entry is chained to."""

    id = models.UUIDField(primary_key=True, default=new_id)
    last_number = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default=FIRST)

    class Meta:
        db_table = "journal_stream"


class Entry(models.Model):
    """One action that was done. Numbered from 1 in its stream, without a gap; `hash` covers the one before.

    `digest` is over `salt` and the canonical `payload`; the chain covers the digest, so that a payload can be
    forgotten and the chain still verifies. `format` names the rule by which digest and hash were made.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="entries")
    number = models.BigIntegerField()
    format = models.SmallIntegerField(default=1)
    action = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    payload = models.TextField(null=True)
    salt = models.CharField(max_length=32, null=True)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "journal_entry"
        constraints = (models.UniqueConstraint(fields=("stream", "number"), name="entry_number_once_in_stream"),)


class Feed(models.Model):
    """The counter row of the feed, updated last in each transaction. There is one; `epoch` changes on a restore."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField(default=uuid4)
    seq = models.BigIntegerField(default=0)

    class Meta:
        db_table = "journal_feed"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_feed"),)


class Change(models.Model):
    """One object that an entry changed. `seq` counts without a gap, in the order in which changes were committed."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=30)
    object_id = models.UUIDField()

    class Meta:
        db_table = "journal_change"


type ChangedObject = tuple[str, UUID | str]


def changed_object(row: models.Model) -> ChangedObject:
    """How the feed names `row`: its model ("customer") and its id."""
    key: Any = row.pk
    return row._meta.model_name or "", key
