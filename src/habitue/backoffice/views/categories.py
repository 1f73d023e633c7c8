"""The categories under which the till shows products."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.categories import TINTS, CategoryForm
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.backoffice.retiring import retire
from habitue.catalogue.actions import bring_back_category, change_category, create_category, retire_category
from habitue.catalogue.models import Category
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp


@in_office(*roles.PRODUCTS)
@require_GET
def categories(request: StaffRequest) -> HttpResponse:
    on_sale = Count("products", filter=Q(products__retired_at=None))
    return render(
        request,
        "backoffice/categories.html",
        {
            "categories": Category.objects.filter(retired_at=None).annotate(on_sale=on_sale),
            "retired": Category.objects.exclude(retired_at=None),
        },
    )


@in_office(*roles.PRODUCTS)
@require_http_methods(["GET", "POST"])
def category_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if Category.objects.filter(id=id).exists():
        return go(request, "backoffice:categories")
    last = Category.objects.aggregate(Max("position"))["position__max"]
    place = 1 if last is None else last + 2
    form = CategoryForm(request.POST or None, initial={"position": place, "colour": (place - 1) % len(TINTS) + 1})
    if form.is_valid():
        with telling(form):
            perform(create_category, office_stamp(request), id=id, **_said(form))
            messages.success(request, _("Saved."))
            return go(request, "backoffice:categories")
    return _form(request, form, {"new_id": id})


@in_office(*roles.PRODUCTS)
@require_http_methods(["GET", "POST"])
def category(request: StaffRequest, category_id: UUID) -> HttpResponse:
    found = get_object_or_404(Category, id=category_id)
    initial = {"name": found.name, "position": found.position + 1, "colour": found.colour}
    form = CategoryForm(request.POST or None, initial=initial, category=found)
    if form.is_valid():
        with telling(form):
            perform(change_category, office_stamp(request), id=found.id, **_said(form))
            messages.success(request, _("Saved."))
            return go(request, "backoffice:categories")
    return _form(request, form, {"category": found})


@in_office(*roles.PRODUCTS)
@require_POST
def category_retire(request: StaffRequest, category_id: UUID) -> HttpResponse:
    found = get_object_or_404(Category, id=category_id)
    retire(
        request,
        retire_category,
        found,
        lambda count: ngettext(
            "%(count)d product on sale is in %(name)s. Put it elsewhere, or retire it, first.",
            "%(count)d products on sale are in %(name)s. Put them elsewhere, or retire them, first.",
            count,
        ),
    )
    return go(request, "backoffice:category", found.id)


@in_office(*roles.PRODUCTS)
@require_POST
def category_bring_back(request: StaffRequest, category_id: UUID) -> HttpResponse:
    found = get_object_or_404(Category, id=category_id)
    perform(bring_back_category, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s can be chosen again.") % {"name": found.name})
    return go(request, "backoffice:category", found.id)


def _said(form: CategoryForm) -> dict[str, Any]:
    """Places are counted from 1 on the screen, from 0 in the shop."""
    return form.cleaned_data | {"position": form.cleaned_data["position"] - 1}


def _form(request: StaffRequest, form: CategoryForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, "backoffice/category.html", {"form": form, **context}, status=422 if form.errors else 200)
