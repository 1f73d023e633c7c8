"""Gift cards that another till sold, from a file. It is looked at as a whole first, and kept until it is brought in."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.gift_card_files import GiftCardFileForm
from habitue.balances.gift_card_files import KIND, read_cards
from habitue.balances.gift_codes import last_of
from habitue.jobs.models import Job
from habitue.jobs.work import start
from habitue.lib.clock import now
from habitue.lib.csvfile import NotACSV
from habitue.lib.ids import new_id
from habitue.lib.uploads import forget, keep, path_of
from habitue.stores.access import StaffRequest, go, in_office
from habitue.stores.models import Outlet, Shop

SAMPLES = 10


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def gift_cards_file(request: StaffRequest) -> HttpResponse:
    """A file is uploaded, and what it would do is shown."""
    posted = request.method == "POST"
    form = GiftCardFileForm(request.POST, request.FILES) if posted else GiftCardFileForm()
    context: dict[str, Any] = {"form": form}
    if posted and form.is_valid():
        kept, shop, outlet = new_id(), Shop.objects.get(), Outlet.objects.earliest("id")
        path = keep(KIND, kept, form.cleaned_data["file"].chunks())
        today = now().astimezone(outlet.zone).date()
        try:
            read = read_cards(path, currency=shop.currency, country=outlet.country, today=today)
        except NotACSV as refused:
            forget(path)
            form.add_error("file", str(refused))
        else:
            context |= {"read": read, "kept": kept}
            context["samples"] = [(last_of(each.code), each) for each in read.cards[:SAMPLES]]
    return render(request, "backoffice/gift_cards_file.html", context, status=422 if form.errors else 200)


@in_office(*roles.LOYALTY)
@require_POST
def gift_cards_take(request: StaffRequest) -> HttpResponse:
    """The good lines of the file that was looked at, in the background."""
    with suppress(ValueError):
        kept = UUID(request.POST.get("kept", ""))
        if Job.objects.filter(id=kept).exists():
            return go(request, "backoffice:job", kept)
        if path_of(KIND, kept).is_file():
            start("import_gift_cards", by=request.staff.id, id=kept, kept=str(kept))
            return go(request, "backoffice:job", kept)
    messages.warning(request, _("That file is gone. Choose it once more."))
    return go(request, "backoffice:gift_cards_file")


@in_office(*roles.LOYALTY)
@require_GET
def gift_cards_errors(request: StaffRequest, kept_id: UUID) -> HttpResponseBase:  # noqa: ARG001 - a view's
    """The lines that are left out, each with the reason, to be mended and uploaded."""
    path = path_of(KIND, kept_id).with_name(f"{KIND}.errors.csv")
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
