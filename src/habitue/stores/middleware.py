from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from habitue.lib.reading import known
from habitue.stores.models import Shop


class IdentityMiddleware:
    """Speaks the reader's language until somebody has signed in, then theirs (`habitue.stores.access`).

    The reader's is what the browser asks for, if it is one of ours, else the shop's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.headers.get("Accept-Language", "")
        translation.activate(translation.get_language_from_request(request) if asked else _shop_language())
        try:
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        finally:
            translation.deactivate()
        return response


def _shop_language() -> str:
    shop = known(Shop, "id", 1)
    return shop.language if shop else "en"
