"""What is sold: the list, and the page on which a product is made, changed, retired or brought back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import IntegrityError
from django.db.models import Count, Max, Min, Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.products import ProductForm, VariantRows
from habitue.backoffice.home import home_country
from habitue.backoffice.paging import ROWS
from habitue.catalogue.actions import bring_back_product, change_product, create_product, retire_product
from habitue.catalogue.models import Category, Product, TaxRate, Variant
from habitue.catalogue.search import matching_products
from habitue.catalogue.skus import propose_sku
from habitue.journal.perform import perform
from habitue.lib.ids import new_id, uuid_or_none
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_currency

STATES = ("", "retired", "all")


@in_office(*roles.PRODUCTS)
@require_GET
def products(request: StaffRequest) -> HttpResponse:
    typed, state = request.GET.get("q", "")[:200], request.GET.get("state", "")
    chosen = request.GET.get("category")
    # A retired one is offered no more, and may still stand in a link.
    categories = [each for each in Category.objects.all() if each.retired_at is None or str(each.id) == chosen]
    category = next((each for each in categories if str(each.id) == chosen), None)
    found = matching_products(typed).select_related("category").order_by("name", "id")
    if category:
        found = found.filter(category=category)
    if state != "all":
        found = found.filter(retired_at__isnull=state != "retired")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(page),
        "typed": typed,
        "category": category,
        "state": state if state in STATES else "",
        "categories": categories,
        "narrowed": bool(typed or category or state),
    }
    return render(request, "backoffice/products.html", context)


@in_office(*roles.PRODUCTS)
@require_http_methods(["GET", "POST"])
def product_new(request: StaffRequest) -> HttpResponse:
    id = uuid_or_none(request.POST.get("product")) or new_id()
    if made := Product.objects.filter(id=id).first():
        return go(request, "backoffice:product", made.id)  # the form was sent a second time
    first_rate = TaxRate.objects.filter(retired_at=None).first()
    currency, country = _shop()
    form = ProductForm(request.POST or None, initial={"tax_rate": first_rate and first_rate.id}, country=country)
    rows = VariantRows(currency, country, data=request.POST or None)
    context = {"id": id, "form": form, "rows": rows, "no_rates": first_rate is None}
    if _is_right(form, rows):
        done = _perform(request, create_product, id, form, rows)
        if done:
            messages.success(request, _("%(name)s is on sale.") % {"name": form.cleaned_data["name"]})
            return go(request, "backoffice:products")
    return _form(request, context)


@in_office(*roles.PRODUCTS)
@require_http_methods(["GET", "POST"])
def product(request: StaffRequest, product_id: UUID) -> HttpResponse:
    found = get_object_or_404(Product, id=product_id)
    initial = {name: getattr(found, name) for name in ("name", "brand", "category", "supplier", "tax_rate")}
    currency, country = _shop()
    form = ProductForm(request.POST or None, initial=initial, country=country, product=found)
    rows = VariantRows(currency, country, product=found, data=request.POST or None)
    if _is_right(form, rows) and _perform(request, change_product, found.id, form, rows):
        messages.success(request, _("Saved."))
        return go(request, "backoffice:products")
    return _form(request, {"product": found, "id": found.id, "form": form, "rows": rows})


@in_office(*roles.PRODUCTS)
@require_POST
def product_retire(request: StaffRequest, product_id: UUID) -> HttpResponse:
    found = get_object_or_404(Product, id=product_id)
    perform(retire_product, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s is retired: the till does not offer it any more.") % {"name": found.name})
    return go(request, "backoffice:product", found.id)


@in_office(*roles.PRODUCTS)
@require_POST
def product_bring_back(request: StaffRequest, product_id: UUID) -> HttpResponse:
    found = get_object_or_404(Product, id=product_id)
    perform(bring_back_product, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s is on sale again.") % {"name": found.name})
    return go(request, "backoffice:product", found.id)


@in_office(*roles.PRODUCTS)
@require_POST
def product_sku(request: StaffRequest) -> JsonResponse:
    """A SKU for the row that is being typed, other than those of the rows beside it."""
    said = {name: request.POST.get(name, "")[:120] for name in ("brand", "name", "size", "colour")}
    return JsonResponse({"sku": propose_sku(**said, taken=set(request.POST.getlist("taken")))})


def _perform(request: StaffRequest, action: Any, id: UUID, form: ProductForm, rows: VariantRows) -> bool:
    said = form.cleaned_data
    try:
        perform(
            action,
            office_stamp(request),
            id=id,
            name=said["name"],
            brand=said["brand"],
            category=said["category"] and said["category"].id,
            supplier=said["supplier"] and said["supplier"].id,
            tax_rate=said["tax_rate"].id,
            variants=rows.given(said["brand"], said["name"]),
        )
    except IntegrityError:
        form.add_error(None, _("Somebody has just used one of these SKUs or barcodes. Save again to see which one."))
        return False
    return True


def _is_right(form: ProductForm, rows: VariantRows) -> bool:
    """Both are asked, so that everything that is wrong is told at once."""
    if not form.is_bound:
        return False
    rows_right = rows.is_valid()
    return form.is_valid() and rows_right


def _form(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    wrong = context["form"].is_bound
    return render(request, "backoffice/product.html", context, status=422 if wrong else 200)


def _shop() -> tuple[str, str]:
    return the_currency(), home_country()


def _rows(page: Page[Product]) -> list[tuple[Product, int, int | None, int | None]]:
    """Each product with how many variants it has on sale, and their lowest and highest price."""
    shown = list(page.object_list)
    on_sale = Q(retired_at=None)
    facts = (
        Variant.objects.filter(product__in=shown)
        .order_by()
        .values_list("product")
        .annotate(
            on_sale=Count("id", filter=on_sale),
            lowest=Min("price", filter=on_sale),
            highest=Max("price", filter=on_sale),
        )
    )
    of_product = {product: (count, lowest, highest) for product, count, lowest, highest in facts}
    return [(each, *of_product.get(each.id, (0, None, None))) for each in shown]
