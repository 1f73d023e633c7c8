from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from habitue.stores.access import go
from habitue.stores.models import Shop

WELCOME = "/welcome/"


class FirstRunMiddleware:
    """Until the shop is open, every page leads to the one that opens it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._open = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A shop never closes again, so that this is asked until it is open and no longer.
        self._open = self._open or Shop.objects.exists()
        if not self._open and not request.path.startswith(WELCOME):
            return go(request, WELCOME)
        return self.get_response(request)
