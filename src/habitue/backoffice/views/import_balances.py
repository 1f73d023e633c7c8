"""The balances that a whole import kept aside: looked at, with what they come to, then taken over in the background."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.import_balances import ImportBalancesForm
from habitue.backoffice.views.imports import is_busy
from habitue.balances.loyalty import the_plan
from habitue.balances.models import LoyaltyUnit
from habitue.balances.whole_import import headings_of, look_at
from habitue.customers.models import Import
from habitue.jobs.work import start
from habitue.lib.database import writing
from habitue.stores.access import StaffRequest, go, in_office
from habitue.stores.shop import the_currency


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def customer_import_balances(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """What the columns are, and what they come to."""
    imported = get_object_or_404(Import.objects.select_related("job"), id=import_id)
    return _page(request, imported, ImportBalancesForm(headings_of(imported.id), request.POST or None))


@in_office(*roles.LOYALTY)
@require_POST
def customer_import_balances_take(request: StaffRequest, import_id: UUID) -> HttpResponse:
    imported = get_object_or_404(Import.objects.select_related("job"), id=import_id)
    form = ImportBalancesForm(headings_of(imported.id), request.POST)
    if not form.is_valid():
        return _page(request, imported, form)
    if is_busy(imported) or imported.undone_at:
        messages.info(request, _("Work on this file goes on."))
        return go(request, "backoffice:customer_import", imported.id)
    with writing():
        imported.job = start("take_over_balances", by=request.staff.id, of=str(imported.id), told=form.told)
        imported.save(update_fields=["job"])
    return go(request, "backoffice:job", imported.job.id)


def _page(request: StaffRequest, imported: Import, form: ImportBalancesForm) -> HttpResponse:
    headings, told = headings_of(imported.id), form.told if not form.errors else {}
    sums = look_at(imported.id, told, the_currency()) if told else {}
    rows = [
        (form[name], heading, told.get(heading.name, ""), sums.get(heading.name))
        for name, heading in zip(form.fields, headings, strict=True)
    ]
    context: dict[str, Any] = {
        "imported": imported,
        "form": form,
        "rows": rows,
        "told": told,
        "count": sum(each.count for each in sums.values()),
        "busy": is_busy(imported),
        "points": the_plan().unit == LoyaltyUnit.POINTS and "loyalty" in told.values(),
    }
    return render(request, "backoffice/import_balances.html", context, status=422 if form.errors else 200)
