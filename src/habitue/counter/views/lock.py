from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.http import require_POST

from habitue.stores.access import TillRequest, at_till, go, lock_till, page_of


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Nobody is at the till any more. The basket stays; whoever unlocks it goes on where it was left."""
    page = page_of(request) or resolve_url("counter:sell")
    left = lock_till(request)
    if left is None:
        return go(request, "counter:sign_in", next=page)
    return go(request, "counter:pin", left, next=page, locked="1")


@require_POST
@at_till
def here(request: TillRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Somebody is typing, so the till is not idle though nothing is sent."""
    return HttpResponse(status=204)
