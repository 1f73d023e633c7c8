from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.http import require_POST

from habitue.counter.views.sign_in import ask_for_pin
from habitue.lib.ids import uuid_or_none
from habitue.stores.access import TillRequest, at_till, go, lock_till, page_of, register_of
from habitue.stores.models import Staff


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Nobody is at the till any more. The basket stays; whoever unlocks it goes on where it was left.

    Whose page it is types their PIN over it, and finds what they had typed there and not sent.
    """
    page = page_of(request) or resolve_url("counter:sell")
    left, owner = lock_till(request), uuid_or_none(request.POST.get("staff"))
    register = register_of(request)
    if request.headers.get("HX-Request") and register and owner and left in {None, owner}:
        person = Staff.objects.at_work().filter(id=owner).first()
        if person:
            return ask_for_pin(request, person, register, page, over_page=True)
    if left is None:
        return go(request, "counter:sign_in", next=page)
    return go(request, "counter:pin", left, next=page, locked="1")


@require_POST
@at_till
def here(request: TillRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Somebody is typing, so the till is not idle though nothing is sent."""
    return HttpResponse(status=204)
