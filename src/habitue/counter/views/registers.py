from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from habitue.lib.ids import uuid_or_none
from habitue.stores.access import go, register_of, stand_at
from habitue.stores.models import Register


@require_http_methods(["GET", "POST"])
def registers(request: HttpRequest) -> HttpResponse:
    """At which register does this browser stand? Where there is but one, nobody is asked."""
    in_use = Register.objects.filter(retired_at=None).select_related("outlet").order_by("outlet__name", "name", "code")
    if request.method == "POST":
        stand_at(request, get_object_or_404(in_use, id=uuid_or_none(request.POST.get("register", ""))))
        return go(request, "counter:sign_in")
    found = list(in_use)
    if len(found) == 1:
        stand_at(request, found[0])
        return go(request, "counter:sign_in")
    outlets = [(outlet, list(members)) for outlet, members in groupby(found, key=lambda each: each.outlet)]
    return render(request, "counter/registers.html", {"outlets": outlets, "current": register_of(request)})
