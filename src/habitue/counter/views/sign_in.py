"""Signing in at the till: tap a name, type the PIN."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import trigger_client_event

from habitue.counter.pins import why_not_theirs
from habitue.stores.access import go, register_of, sign_in_at_till
from habitue.stores.demo import demo_staff
from habitue.stores.models import Register, Staff


@never_cache
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    register = register_of(request)
    if register is None:
        return go(request, "counter:registers")
    return render(
        request,
        "counter/sign_in.html",
        {
            "register": register,
            "outlet": register.outlet,
            "everybody": Staff.objects.at_work().order_by("name"),
            "demo_staff": demo_staff(),
            "other_registers": Register.objects.filter(retired_at=None).exclude(id=register.id).exists(),
            "next": _next(request),
        },
    )


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    register = register_of(request)
    if register is None:
        return go(request, "counter:registers")
    person = get_object_or_404(Staff.objects.at_work(), id=staff_id)
    page, over_page = _next(request), "over" in request.POST
    wrong = ""
    if request.method == "POST":
        translation.activate(person.language)
        wrong = why_not_theirs(person, request.POST.get("pin", ""))
        if not wrong:
            sign_in_at_till(request, person)
            if over_page:
                return trigger_client_event(HttpResponse(status=204), "unlocked", {})
            return go(request, page or "counter:sell")
    return ask_for_pin(request, person, register, page, wrong, over_page=over_page)


def ask_for_pin(
    request: HttpRequest, person: Staff, register: Register, page: str, wrong: str = "", *, over_page: bool = False
) -> HttpResponse:
    """A page of its own, or what lies over the page that `person` has left; they go on with `page`."""
    translation.activate(person.language)
    locked = over_page or "locked" in request.GET
    query = {name: value for name, value in (("next", page), ("locked", "1" if locked else "")) if value}
    context = {
        "person": person,
        "register": register,
        "outlet": register.outlet,
        "address": resolve_url("counter:pin", person.id) + (f"?{urlencode(query)}" if query else ""),
        "locked": locked,
        "over_page": over_page,
        "next": page,
        "wrong": wrong,
    }
    template = "counter/pin.html#panel" if request.headers.get("HX-Request") else "counter/pin.html"
    return render(request, template, context, status=422 if wrong else 200)


def _next(request: HttpRequest) -> str:
    """The page of the till to go on with, if the request names one."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    of_the_till = wanted.startswith(resolve_url("counter:sell"))
    return wanted if of_the_till and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
