"""What the back office has done in the background."""

from itertools import batched
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.contacts import ContactsForm
from habitue.customers.actions import put_in_group, retire_group
from habitue.customers.listing import filing
from habitue.customers.listing.narrowing import keys_in_order
from habitue.customers.listing.writing import write_file
from habitue.customers.models import Customer, Group
from habitue.jobs.work import Running, job
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.stores.shop import the_node

AT_ONCE = 1000
"""Customers in one entry of the journal: the tills wait while it is written."""


@job("export_customers", _("Export of customers"))
def export_customers(work: Running, *, narrowed: str, format: str) -> dict[str, Any]:
    """`narrowed` is the list's query string, of ids, days and words of our own."""
    filing.catch_up_with_all()
    form = ContactsForm(QueryDict(narrowed))
    listed = keys_in_order(form.narrowed, form.order, falling=form.falling)
    return {"count": write_file(work.file(f"customers.{format}"), listed, work.progress)}


@job("put_in_group", _("Putting customers in a group"))
def put_all_in_group(work: Running, *, narrowed: str, group: str) -> dict[str, Any]:
    """All that the list's query string narrows to."""
    filing.catch_up_with_all()
    form = ContactsForm(QueryDict(narrowed))
    # Who is moved may be out of the list at once: it is read first, as a whole.
    keys = list(keys_in_order(form.narrowed, form.order, falling=form.falling).values_list("pk", flat=True))
    return {"count": _move(work, keys, UUID(group))}


@job("retire_group", _("Retiring a group"))
def retire_full_group(work: Running, *, group: str, members_to: str) -> dict[str, Any]:
    """Its customers are moved first; when it is stopped before the end, the group is in use with those who are left."""
    retired, to = UUID(group), UUID(members_to)
    if not Group.objects.in_use().filter(id=to).exists():
        return {"nowhere": True}
    members = Customer.objects.filter(group=retired, merged_into=None).order_by("search_key")
    moved = _move(work, list(members.values_list("search_key", flat=True)), to)
    # Whoever came in meanwhile goes the same way, and so do the records that were merged into others.
    perform(retire_group, _stamp(work), id=retired, members_to=to)
    return {"count": moved}


def _move(work: Running, keys: list[int], group: UUID) -> int:
    """How many of these were not in the group already."""
    moved = 0
    for done, some in enumerate(batched(keys, AT_ONCE, strict=False)):
        ids = list(Customer.objects.filter(search_key__in=some).values_list("id", flat=True))
        moved += perform(put_in_group, _stamp(work), customers=ids, group=group)
        work.progress(done * AT_ONCE + len(some), len(keys))
    return moved


def _stamp(work: Running) -> Stamp:
    return Stamp(the_node(), work.job.asked_by_id)
