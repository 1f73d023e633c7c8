"""Past sales that turn out to be somebody's, or somebody else's, or nobody's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from habitue.backoffice import roles
from habitue.backoffice.box import found_in_box
from habitue.customers.following import customer_now
from habitue.lib.ids import uuid_or_none, uuids
from habitue.sales.models import Sale
from habitue.sales.tracking import track
from habitue.stores.access import StaffRequest, go, in_office, office_stamp

NOBODY = "nobody"
MOST_AT_ONCE = 200


@in_office(*roles.SALES)
@require_POST
def sales_track(request: StaffRequest) -> HttpResponse:
    """Asks whose the chosen sales are; what is typed in its box comes by POST, and so does the answer."""
    sales = _chosen(request)
    if not sales:
        messages.error(request, _("Tick the sales first that are to be given to a customer."))
        return go(request, "backoffice:sales")
    answer = request.POST.get("customer", "")
    if answer == NOBODY:
        return _done(request, sales, None)
    if answer:
        id = uuid_or_none(answer)
        customer = customer_now(id) if id else None
        if customer:
            return _done(request, sales, customer.id)
    typed = request.POST.get("q", "").strip()[:200]
    part = "#choices" if request.headers.get("HX-Request") else ""
    context = {
        "sales": sales,
        "typed": typed,
        "found": found_in_box(typed, limit=8),
        "nobody": NOBODY,
        "has_customer": any(sale.customer_id for sale in sales),
    }
    return render(request, f"backoffice/sales_track.html{part}", context)


def _done(request: StaffRequest, sales: list[Sale], customer: UUID | None) -> HttpResponse:
    tracked = track([sale.id for sale in sales], customer, office_stamp(request))
    whose = tracked[0].customer
    count = len(tracked)
    if whose:
        said = ngettext("%(count)d sale is %(name)s's now.", "%(count)d sales are %(name)s's now.", count)
        messages.success(request, said % {"count": count, "name": whose.name})
    else:
        said = ngettext("%(count)d sale is nobody's now.", "%(count)d sales are nobody's now.", count)
        messages.success(request, said % {"count": count})
    return go(request, "backoffice:sale", tracked[0].id) if count == 1 else go(request, "backoffice:sales")


def _chosen(request: StaffRequest) -> list[Sale]:
    ids = uuids(request.POST.getlist("sale")[:MOST_AT_ONCE])
    return list(Sale.objects.select_related("customer").filter(id__in=ids).order_by("-completed_at", "-id"))
