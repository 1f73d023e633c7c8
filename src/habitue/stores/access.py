"""Who may do what, decided in one place: a view says what it needs, and gets a request that names who is there."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from habitue.journal.action import Stamp
from habitue.lib.reading import known
from habitue.stores.models import Register, Role, Shop, Staff
from habitue.stores.shop import the_node

OFFICE_STAFF = "office_staff"
OFFICE_SINCE = "office_since"
OFFICE_MARK = "office_mark"
TILL_REGISTER = "till_register"
TILL_STAFF = "till_staff"
TILL_SEEN = "till_seen"
TILL_MARK = "till_mark"
NOBODY = UUID(int=0)
STANDS_FOR = 2 * 365 * 24 * 3600
"""Seconds for which a browser remembers its register; who stands at it is asked again much sooner."""
WORKDAY = 12 * 3600
"""Seconds after which the back office asks again who is there: a till's browser keeps its session for years."""
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"
SEEN_EVERY = 30
"""Seconds between two notes in the session that somebody is at the till: each is a durable write."""


class StaffRequest(HttpRequest):
    """A request of somebody who has signed in."""

    staff: Staff


class TillRequest(StaffRequest):
    """A request of somebody who has signed in at a register."""

    register: Register


type View[R: HttpRequest, **P, A: HttpResponseBase = HttpResponse] = Callable[Concatenate[R, P], A]


def at_till[**P, A: HttpResponseBase](view: View[TillRequest, P, A]) -> View[HttpRequest, P, A | HttpResponse]:
    """The view needs a browser that stands at a register, and a person who has typed their PIN there lately."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> A | HttpResponse:
        register = register_of(request)
        if register is None:
            return go(request, "counter:registers")
        staff = _till_staff(request)
        if staff is None:
            return go(request, "counter:sign_in", next=page_of(request))
        till = cast(TillRequest, request)
        till.register, till.staff = register, staff
        translation.activate(staff.language)
        return _private(view(till, *args, **kwargs))

    return guarded


def in_office[**P, A: HttpResponseBase](
    *roles: Role,
) -> Callable[[View[StaffRequest, P, A]], View[HttpRequest, P, A | HttpResponse]]:
    """The view needs somebody signed in to the back office with one of these roles; an owner may do everything."""

    def guard(view: View[StaffRequest, P, A]) -> View[HttpRequest, P, A | HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> A | HttpResponse:
            staff = _office_staff(request)
            if staff is None:
                return go(request, "backoffice:sign_in")
            translation.activate(staff.language)
            office = cast(StaffRequest, request)
            office.staff = staff
            if not staff.may_as(*roles):
                raise PermissionDenied
            return _private(view(office, *args, **kwargs))

        return guarded

    return guard


def register_of(request: HttpRequest) -> Register | None:
    """The register at which this browser stands, if it has been told one that is still in use."""
    chosen = request.session.get(TILL_REGISTER)
    register = known(Register, "id", chosen, joined="outlet") if chosen else None
    return register if register and register.retired_at is None else None


def till_stamp(request: TillRequest) -> Stamp:
    """The stamp of what is done at this register, by this person, now."""
    return Stamp(stream=request.register.id, by=request.staff.id)


def office_stamp(request: StaffRequest) -> Stamp:
    """The stamp of what is done in this node's back office, by this person, now."""
    return Stamp(stream=the_node(), by=request.staff.id)


def stand_at(request: HttpRequest, register: Register) -> None:
    """From now on this browser is the till of `register`, for as long as it keeps its session; nobody is at it yet."""
    request.session[TILL_REGISTER] = str(register.id)
    request.session.set_expiry(STANDS_FOR)
    lock_till(request)


def sign_in_at_till(request: HttpRequest, staff: Staff) -> None:
    request.session.cycle_key()
    if request.session.get(OFFICE_STAFF) != str(staff.id):
        # Who comes to the till does not find the back office open as somebody else has left it.
        sign_out_of_office(request)
    request.session[TILL_STAFF] = str(staff.id)
    request.session[TILL_SEEN] = int(time.time())
    request.session[TILL_MARK] = staff.secrets_mark


def sign_in_office(request: HttpRequest, staff: Staff) -> None:
    request.session.cycle_key()
    request.session[OFFICE_STAFF] = str(staff.id)
    request.session[OFFICE_SINCE] = int(time.time())
    request.session[OFFICE_MARK] = staff.secrets_mark


def stay_signed_in(request: HttpRequest, staff: Staff) -> None:
    """Whoever has changed their own PIN or password goes on in this browser; in all others they are out."""
    for who, mark in ((OFFICE_STAFF, OFFICE_MARK), (TILL_STAFF, TILL_MARK)):
        if request.session.get(who) == str(staff.id):
            request.session[mark] = staff.secrets_mark


def sign_out_of_office(request: HttpRequest) -> None:
    """Nobody is in the back office any more; a till in the same browser stays as it is."""
    request.session.pop(OFFICE_STAFF, None)


def lock_till(request: HttpRequest) -> UUID | None:
    """Nobody stands at the till any more; its basket stays where it is. Returns who stood there."""
    left = request.session.pop(TILL_STAFF, None)
    return left and UUID(left)


def page_of(request: HttpRequest) -> str:
    """The path of the page that the browser shows, or is about to show: where somebody who unlocks it goes on."""
    if request.headers.get("HX-Request"):
        return urlsplit(request.headers.get("HX-Current-URL", "")).path
    return request.path if request.method == "GET" else ""


def _office_staff(request: HttpRequest) -> Staff | None:
    if int(time.time()) - request.session.get(OFFICE_SINCE, 0) >= WORKDAY:
        return None
    staff = Staff.objects.at_work().filter(id=request.session.get(OFFICE_STAFF, NOBODY)).first()
    return staff if staff and request.session.get(OFFICE_MARK) == staff.secrets_mark else None


def _till_staff(request: HttpRequest) -> Staff | None:
    chosen = request.session.get(TILL_STAFF)
    if chosen is None:
        return None
    idle = int(time.time()) - request.session.get(TILL_SEEN, 0)
    if idle >= SEEN_EVERY:
        if idle >= Shop.objects.values_list("lock_after_minutes", flat=True).get() * 60:
            lock_till(request)
            return None
        request.session[TILL_SEEN] = int(time.time())
    staff = known(Staff, "id", chosen)
    if staff is None or staff.left_at is not None or request.session.get(TILL_MARK) != staff.secrets_mark:
        lock_till(request)
        return None
    return staff


def go(request: HttpRequest, to: str, *args: object, **query: str) -> HttpResponse:
    """Lead the browser to another page, whether it asked by htmx or by itself."""
    address = resolve_url(to, *args)
    if given := {name: value for name, value in query.items() if value}:
        address += f"?{urlencode(given)}"
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)


def _private[A: HttpResponseBase](response: A) -> A:
    """Nothing that was shown to somebody who had signed in comes back by the browser's Back button."""
    if response.has_header("Cache-Control"):
        add_never_cache_headers(response)
    else:
        # The same, and put together once: this is said at every keystroke.
        response.headers["Cache-Control"] = NEVER
    return response
