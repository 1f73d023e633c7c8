"""Price books: the list, the shop's choice between several, and each book's page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.asked_prices import asked_prices
from habitue.backoffice.forms.price_books import ChoiceForm, PriceBookForm
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.journal.perform import perform
from habitue.pricing.actions import (
    bring_back_price_book,
    change_price_book,
    choose_between_books,
    create_price_book,
    retire_price_book,
)
from habitue.pricing.models import Choice, PriceBook, PricingPolicy
from habitue.stores.access import StaffRequest, go, in_office, office_stamp


@in_office(*roles.PRICES_READ)
@require_GET
def price_books(request: StaffRequest) -> HttpResponse:
    """Those that apply at some time, then the retired ones."""
    return _list(request, ChoiceForm(initial={"choice": _choice()}))


@in_office(*roles.PRICES)
@require_POST
def price_choice(request: StaffRequest) -> HttpResponse:
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _list(request, form)
    perform(choose_between_books, office_stamp(request), choice=form.cleaned_data["choice"])
    messages.success(request, _("Saved."))
    return go(request, "backoffice:price_books")


@in_office(*roles.PRICES)
@require_http_methods(["GET", "POST"])
def price_book_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if PriceBook.objects.filter(id=id).exists():
        return go(request, "backoffice:price_book", id)
    form = PriceBookForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            perform(create_price_book, office_stamp(request), id=id, **form.payload())
            messages.success(request, _("%(name)s is made. Now say what things cost in it.") % form.cleaned_data)
            return go(request, "backoffice:price_book", id)
    return _form(request, form, {"new_id": id})


@in_office(*roles.PRICES_READ)
@require_GET
def price_book(request: StaffRequest, book_id: UUID) -> HttpResponse:
    book = get_object_or_404(PriceBook.objects.select_related("group").prefetch_related("outlets"), id=book_id)
    context = {
        "book": book,
        "asked": asked_prices(request, book),
        "rules": book.rules.select_related("category", "supplier").order_by("-percent_off", "id"),
        "any": book.prices.exists(),
        "may_change": _may_change(request),
    }
    return render(request, "backoffice/price_book.html", context)


@in_office(*roles.PRICES)
@require_http_methods(["GET", "POST"])
def price_book_change(request: StaffRequest, book_id: UUID) -> HttpResponse:
    book = get_object_or_404(PriceBook.objects.prefetch_related("outlets"), id=book_id)
    initial = {name: getattr(book, name) for name in ("name", "group", "starts_on", "ends_on")}
    form = PriceBookForm(request.POST or None, initial={**initial, "outlets": list(book.outlets.all())}, book=book)
    if form.is_valid():
        with telling(form):
            perform(change_price_book, office_stamp(request), id=book.id, **form.payload())
            messages.success(request, _("Saved."))
            return go(request, "backoffice:price_book", book.id)
    return _form(request, form, {"book": book})


@in_office(*roles.PRICES)
@require_POST
def price_book_retire(request: StaffRequest, book_id: UUID) -> HttpResponse:
    book = get_object_or_404(PriceBook, id=book_id)
    perform(retire_price_book, office_stamp(request), id=book.id)
    messages.success(request, _("%(name)s is retired: no sale is priced by it any more.") % {"name": book.name})
    return go(request, "backoffice:price_book", book.id)


@in_office(*roles.PRICES)
@require_POST
def price_book_bring_back(request: StaffRequest, book_id: UUID) -> HttpResponse:
    book = get_object_or_404(PriceBook, id=book_id)
    perform(bring_back_price_book, office_stamp(request), id=book.id)
    messages.success(request, _("%(name)s applies again.") % {"name": book.name})
    return go(request, "backoffice:price_book", book.id)


def _list(request: StaffRequest, form: ChoiceForm) -> HttpResponse:
    counted = PriceBook.objects.select_related("group").prefetch_related("outlets").order_by("name")
    found = list(counted.annotate(prices_in=Count("prices", distinct=True), rules_in=Count("rules", distinct=True)))
    context = {
        "books": [book for book in found if not book.retired_at],
        "retired": [book for book in found if book.retired_at],
        "form": form,
        "choice": Choice(_choice()),
        "may_change": _may_change(request),
    }
    return render(request, "backoffice/price_books.html", context, status=422 if form.errors else 200)


def _form(request: StaffRequest, form: PriceBookForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "backoffice/price_book_form.html", {"form": form, **context}, status=status)


def _choice() -> str:
    return PricingPolicy.objects.values_list("choice", flat=True).first() or Choice.SPECIFIC


def _may_change(request: StaffRequest) -> bool:
    return request.staff.may_as(*roles.PRICES)
