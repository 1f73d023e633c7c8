"""A price book's prices from a file and into one. What was uploaded is looked at first, and kept until it is taken."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.price_files import PriceFileForm
from habitue.journal.perform import perform
from habitue.lib.csvfile import NotACSV
from habitue.lib.ids import new_id
from habitue.lib.uploads import forget, keep, path_of
from habitue.pricing.actions import set_book_prices
from habitue.pricing.models import PriceBook
from habitue.pricing.price_files import ReadPrices, read_prices, written_prices
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_currency

KIND = "prices"


@in_office(*roles.PRICES)
@require_http_methods(["GET", "POST"])
def price_book_file(request: StaffRequest, book_id: UUID) -> HttpResponse:
    """A file is uploaded, and what it would do is shown."""
    book = get_object_or_404(PriceBook, id=book_id)
    posted = request.method == "POST"
    form = PriceFileForm(request.POST, request.FILES) if posted else PriceFileForm()
    context: dict[str, Any] = {"book": book, "form": form}
    if posted and form.is_valid():
        kept = new_id()
        path = keep(KIND, kept, form.cleaned_data["file"].chunks())
        try:
            context |= {"read": read_prices(path, book, the_currency()), "kept": kept}
        except NotACSV as refused:
            forget(path)
            form.add_error("file", str(refused))
    return render(request, "backoffice/price_book_file.html", context, status=422 if form.errors else 200)


@in_office(*roles.PRICES)
@require_POST
def price_book_take(request: StaffRequest, book_id: UUID) -> HttpResponse:
    """The good lines of the file that was looked at count. It is read again: the book may have changed since."""
    book = get_object_or_404(PriceBook, id=book_id)
    read: ReadPrices | None = None
    with suppress(ValueError, NotACSV, FileNotFoundError):
        path = path_of(KIND, UUID(request.POST.get("kept", "")))
        read = read_prices(path, book, the_currency())
        forget(path)
    if read is None:
        messages.warning(request, _("That file is gone. Choose it once more."))
        return go(request, "backoffice:price_book_file", book.id)
    if read.prices:
        perform(set_book_prices, office_stamp(request), book=book.id, prices=read.prices)
    count = len(read.prices)
    messages.success(
        request, ngettext("%(count)d price was taken.", "%(count)d prices were taken.", count) % {"count": count}
    )
    return go(request, "backoffice:price_book", book.id)


@in_office(*roles.PRICES_READ)
@require_GET
def price_book_export(request: StaffRequest, book_id: UUID) -> HttpResponse:  # noqa: ARG001 - a view's
    book = get_object_or_404(PriceBook, id=book_id)
    prices = (
        book.prices.select_related("variant__product")
        .prefetch_related("variant__barcodes")
        .order_by("variant__product__name", "variant__product", "variant__position", "from_quantity")
    )
    disposition = f'attachment; filename="{slugify(book.name) or "prices"}.csv"'
    text = written_prices(prices, the_currency())
    return HttpResponse(text, "text/csv; charset=utf-8", headers={"Content-Disposition": disposition})
