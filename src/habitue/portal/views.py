"""What a customer opens on their own phone. Whoever has the link is shown the receipt; it names nobody."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from habitue.lib.clock import now
from habitue.sales.links import LinkExpired, NoSuchLink, sale_behind
from habitue.sales.receipts import receipt_of


def left_alone[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """The page is kept nowhere, found by no search engine, and its address told to nobody."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


@left_alone
@require_safe
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """A link that leads nowhere is answered in the language of whoever follows it."""
    try:
        sale = sale_behind(secret, now())
    except NoSuchLink:
        return render(request, "portal/no_receipt.html", {"expired": False}, status=404)
    except LinkExpired:
        return render(request, "portal/no_receipt.html", {"expired": True}, status=410)
    shown = receipt_of(sale)
    translation.activate(shown.language)
    return render(request, "portal/receipt.html", {"receipt": shown, "outlet": shown.outlet, "currency": sale.currency})
