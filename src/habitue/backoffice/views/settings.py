from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from habitue.backoffice import roles
from habitue.backoffice.forms.settings import ShopForm
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.actions import change_shop
from habitue.stores.models import Shop


@in_office(*roles.SETTINGS)
@require_http_methods(["GET", "POST"])
def settings(request: StaffRequest) -> HttpResponse:
    shop = Shop.objects.get()
    form = ShopForm(
        request.POST or None,
        initial={"name": shop.name, "language": shop.language, "lock_after_minutes": shop.lock_after_minutes},
    )
    if form.is_valid():
        perform(change_shop, office_stamp(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return go(request, "backoffice:settings")
    return render(request, "backoffice/settings.html", {"form": form}, status=422 if form.errors else 200)
