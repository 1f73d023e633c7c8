"""The customers who are ticked on the list, or all whom it shows, are put in a group."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from habitue.backoffice import roles
from habitue.backoffice.asked import to_the_list
from habitue.backoffice.picked import Picked, picked_of
from habitue.customers.actions import put_in_group
from habitue.customers.listing import filing
from habitue.customers.models import Customer, Group
from habitue.jobs.work import start
from habitue.journal.perform import perform
from habitue.lib.ids import uuid_or_none
from habitue.stores.access import NOBODY, StaffRequest, go, in_office, office_stamp

FILED_HERE = 1000
AT_ONCE = 1000
"""More than these are moved in the background."""


@in_office(*roles.CUSTOMERS)
@require_POST
def customers_group(request: StaffRequest) -> HttpResponse:
    """Asks first, naming how many there are; `sure` says that it was asked."""
    id = uuid_or_none(request.POST.get("group")) or NOBODY
    to = get_object_or_404(Group.objects.in_use(), id=id)
    picked = picked_of(request)
    ticked, count = _who(picked)
    if not count:
        messages.error(request, _("Nobody is ticked. Tick whom you want to put in the group, or take all."))
        return to_the_list(request, request.GET.urlencode())
    if "sure" not in request.POST:
        who = "all" if picked.ticked is None else "ticked"
        context: dict[str, Any] = {"to": to, "count": count, "ticked": ticked, "who": who}
        return render(request, "backoffice/customers_group.html", context)
    if len(ticked) < count:
        job = start("put_in_group", by=request.staff.id, narrowed=picked.asked, group=str(to.id))
        return go(request, "backoffice:job", job.id)
    moved = perform(put_in_group, office_stamp(request), customers=ticked, group=to.id)
    said = ngettext("%(count)s customer was put in %(group)s.", "%(count)s customers were put in %(group)s.", moved)
    messages.success(request, said % {"count": moved, "group": to})
    return to_the_list(request, request.GET.urlencode())


def _who(picked: Picked) -> tuple[list[UUID], int]:
    """Their ids, and how many they are; of very many only the number."""
    filing.catch_up(FILED_HERE)
    listed = picked.rows
    keys = list(listed.values_list("pk", flat=True)[: AT_ONCE + 1])
    if picked.ticked is None and (len(keys) > AT_ONCE or filing.behind()):
        return [], listed.count()
    ids = list(Customer.objects.filter(search_key__in=keys, merged_into=None).values_list("id", flat=True))
    return ids, len(ids)
