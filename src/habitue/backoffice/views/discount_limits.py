from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from habitue.backoffice import roles
from habitue.backoffice.forms.discount_limits import DiscountLimitsForm
from habitue.journal.perform import perform
from habitue.pricing.actions import set_discount_limits
from habitue.pricing.limits import discount_limits
from habitue.stores.access import StaffRequest, go, in_office, office_stamp


@in_office(*roles.SETTINGS)
@require_http_methods(["GET", "POST"])
def settings_discounts(request: StaffRequest) -> HttpResponse:
    """How much each role may take off by hand without a manager."""
    limits = {role: f"{percent.normalize():f}" for role, percent in discount_limits().items()}
    form = DiscountLimitsForm(request.POST or None, initial=limits)
    if form.is_valid():
        perform(set_discount_limits, office_stamp(request), limits=form.cleaned_data)
        messages.success(request, _("Saved."))
        return go(request, "backoffice:settings_discounts")
    return render(request, "backoffice/discount_limits.html", {"form": form}, status=422 if form.errors else 200)
