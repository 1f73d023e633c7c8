"""What is in a price book: the prices of variants, typed many at once, and the rules."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.asked_prices import asked_prices
from habitue.backoffice.finding import found_products
from habitue.backoffice.forms.book_prices import PriceRows
from habitue.backoffice.forms.book_rules import RuleRows
from habitue.backoffice.home import home_country
from habitue.catalogue.models import Variant
from habitue.journal.perform import perform
from habitue.lib.ids import uuid_or_none
from habitue.pricing.actions import set_book_prices, set_book_rules
from habitue.pricing.models import PriceBook
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_currency


@in_office(*roles.PRICES)
@require_http_methods(["GET", "POST"])
def price_book_prices(request: StaffRequest, book_id: UUID) -> HttpResponse:
    book = get_object_or_404(PriceBook, id=book_id)
    asked, rows = asked_prices(request, book), _rows()
    if request.method == "POST":
        rows.posted(request.POST)
        if rows.is_valid():
            perform(set_book_prices, office_stamp(request), book=book.id, prices=rows.prices, removed=rows.removed)
            messages.success(request, _("Saved."))
            return go(request, "backoffice:price_book", book.id)
    else:
        rows.stored(asked.page.object_list)
    context = {"book": book, "rows": rows, "asked": asked}
    return render(request, "backoffice/price_book_prices.html", context, status=422 if rows.wrong else 200)


@in_office(*roles.PRICES)
@require_POST
def price_book_find(request: StaffRequest, book_id: UUID) -> HttpResponse:
    """Products and variants by name, SKU or barcode, to be put into the book."""
    book = get_object_or_404(PriceBook, id=book_id)
    typed = request.POST.get("q", "")[:200]
    context = {"book": book, "typed": typed.strip(), "found": found_products(typed)}
    return render(request, "backoffice/price_book_found.html", context)


@in_office(*roles.PRICES)
@require_POST
def price_book_rows(request: StaffRequest, book_id: UUID) -> HttpResponse:
    """Rows for the variant that was picked, or for all of a product's.

    Those that stand on the page already, which sends them as "there", are pointed to instead.
    """
    book = get_object_or_404(PriceBook, id=book_id)
    picked, there = _picked(request.POST), set(request.POST.getlist("there"))
    fresh = [variant for variant in picked if str(variant.id) not in there]
    rows = _rows()
    held = list(book.prices.filter(variant__in=fresh).select_related("variant__product").order_by("from_quantity"))
    for variant in fresh:
        of_variant = [price for price in held if price.variant_id == variant.id]
        rows.stored(of_variant)
        if not of_variant:
            rows.blank(variant)
    rows.focus_on("price")
    there_already = picked[0] if picked and not fresh else None
    context = {"book": book, "rows": rows, "picked": True, "there": there_already}
    answer = render(request, "backoffice/price_rows.html", context)
    if there_already:
        answer.headers["HX-Trigger-After-Settle"] = json.dumps({"price-row-there": {"variant": str(there_already.id)}})
    return answer


def _picked(said: QueryDict) -> list[Variant]:
    if product := uuid_or_none(said.get("product")):
        on_sale = Variant.objects.on_sale().filter(product=product)
        return list(on_sale.select_related("product").order_by("position", "id"))
    id = uuid_or_none(said.get("variant"))
    return list(Variant.objects.select_related("product").filter(id=id)) if id else []


@in_office(*roles.PRICES)
@require_POST
def price_book_rows_more(request: StaffRequest, book_id: UUID, variant_id: UUID) -> HttpResponse:
    """One row more of a variant that stands on the page, for another quantity."""
    book = get_object_or_404(PriceBook, id=book_id)
    rows = _rows()
    rows.blank(get_object_or_404(Variant.objects.select_related("product"), id=variant_id), from_quantity=None)
    rows.focus_on("from_quantity")
    return render(request, "backoffice/price_rows.html", {"book": book, "rows": rows})


@in_office(*roles.PRICES)
@require_http_methods(["GET", "POST"])
def price_book_rules(request: StaffRequest, book_id: UUID) -> HttpResponse:
    book = get_object_or_404(PriceBook, id=book_id)
    rows = RuleRows(book, home_country(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and rows.is_valid():
        perform(set_book_rules, office_stamp(request), book=book.id, rules=rows.rules)
        messages.success(request, _("Saved."))
        return go(request, "backoffice:price_book", book.id)
    context = {"book": book, "rows": rows}
    return render(request, "backoffice/price_book_rules.html", context, status=422 if rows.wrong else 200)


def _rows() -> PriceRows:
    return PriceRows(the_currency(), home_country())
