"""Records that may be one person's: their list, two of them side by side, and what is done with them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.home import home_country
from habitue.backoffice.minted import minted_id
from habitue.customers.actions import tell_apart
from habitue.customers.birthdays import show_birthday
from habitue.customers.following import who_is_now
from habitue.customers.likeness import CARD, EMAIL, NAME_BIRTHDAY, NAME_POSTCODE, PHONE
from habitue.customers.merging import TEXTS
from habitue.customers.models import Customer, Likeness, Merge
from habitue.jobs.models import Job
from habitue.jobs.work import start
from habitue.journal.perform import perform
from habitue.lib.phones import show_phone
from habitue.sales.actions import MergedSince, merge_customers, unmerge_customers
from habitue.stores.access import StaffRequest, go, in_office, office_stamp

ROWS = 25
TASK = "find_duplicates"
COMPARED = (*TEXTS, "language", "group_id")


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the two records. `differs`: both say something, and not the same; one of them is to be chosen."""

    name: str
    label: str
    values: tuple[str, str]
    differs: bool


@in_office(*roles.CUSTOMERS)
@require_GET
def duplicates(request: StaffRequest) -> HttpResponse:
    pairs = Likeness.objects.filter(apart_at=None, one__merged_into=None, other__merged_into=None)
    pairs = pairs.select_related("one__group", "other__group").order_by("-score", "one", "other")
    page = Paginator(pairs, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": [(pair, why_of(pair)) for pair in page],
        "job": Job.objects.filter(task=TASK).order_by("-id").first(),
    }
    return render(request, "backoffice/duplicates.html", context)


@in_office(*roles.CUSTOMERS)
@require_POST
def duplicates_find(request: StaffRequest) -> HttpResponse:
    """Look for them in the background; one look at a time is enough."""
    last = Job.objects.filter(task=TASK).order_by("-id").first()
    if last is None or last.over:
        last = start(TASK, by=request.staff.id)
    if request.staff.id != last.asked_by_id:
        messages.info(request, _("Somebody else has them looked for already."))
        return go(request, "backoffice:duplicates")
    return go(request, "backoffice:job", last.id)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def duplicate(request: StaffRequest, one_id: UUID, other_id: UUID) -> HttpResponse:
    """Side by side; by POST merged into one."""
    known = Customer.objects.select_related("group", "created_by").annotate(sales_count=Count("sales"))
    one, other = (get_object_or_404(known, id=id) for id in (one_id, other_id))
    if one.id == other.id or one.merged_into_id or other.merged_into_id:
        messages.info(request, _("One of these two has been merged meanwhile."))
        return go(request, "backoffice:duplicates")
    lines = _lines(one, other)
    if request.method == "POST":
        kept, gone = (other, one) if request.POST.get("keep") == "other" else (one, other)
        theirs = "one" if gone == one else "other"
        take = [line.name for line in lines if line.differs and request.POST.get(f"take_{line.name}") == theirs]
        merged = perform(
            merge_customers, office_stamp(request), id=minted_id(request), kept=kept.id, gone=gone.id, take=take
        )
        messages.success(request, _("Merged. It can be undone from what happened to the customer, below."))
        return go(request, "backoffice:customer", merged.kept_id)
    pair = Likeness.objects.filter(one_id__in=(one.id, other.id), other_id__in=(one.id, other.id)).first()
    context = {
        "one": one,
        "other": other,
        "lines": lines,
        "sides": [("one", one, _beside(one)), ("other", other, _beside(other))],
        "keep": "other" if _weight(other) > _weight(one) else "one",
        "why": why_of(pair) if pair else [],
        "new_id": minted_id(request),
    }
    return render(request, "backoffice/duplicate.html", context)


@in_office(*roles.CUSTOMERS)
@require_POST
def duplicate_apart(request: StaffRequest, one_id: UUID, other_id: UUID) -> HttpResponse:
    one, other = (who_is_now(get_object_or_404(Customer, id=id)) for id in (one_id, other_id))
    if one.id != other.id:
        perform(tell_apart, office_stamp(request), one=one.id, other=other.id)
        said = _("%(one)s and %(other)s are two, and are not listed any more.")
        messages.success(request, said % {"one": one.name, "other": other.name})
    return go(request, "backoffice:duplicates")


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def duplicate_undo(request: StaffRequest, merge_id: UUID) -> HttpResponse:
    """Asks before two records are made of one again."""
    merge = get_object_or_404(Merge.objects.select_related("kept", "gone", "by"), id=merge_id)
    if request.method == "POST":
        try:
            perform(unmerge_customers, office_stamp(request), id=merge.id)
        except MergedSince:
            messages.error(request, _("This record was merged into another one since. Undo that first."))
            return go(request, "backoffice:customer", merge.kept_id)
        messages.success(request, _("There are two records again."))
        return go(request, "backoffice:duplicate", merge.kept_id, merge.gone_id)
    if merge.undone_at:
        messages.info(request, _("This merge has been undone already."))
        return go(request, "backoffice:customer", merge.kept_id)
    return render(request, "backoffice/duplicate_undo.html", {"merge": merge})


def why_of(pair: Likeness) -> list[str]:
    words = {
        PHONE: _("same phone"),
        EMAIL: _("same e-mail"),
        CARD: _("same card"),
        NAME_POSTCODE: _("like names, same postcode"),
        NAME_BIRTHDAY: _("like names, same birthday"),
    }
    return [words[each] for each in pair.why.split(",") if each in words]


def _weight(customer: Any) -> tuple[int, bool, float]:
    """Who is likelier to be the record to keep: who bought more often, whose name is known, who is older."""
    return customer.sales_count, bool(customer.first_name or customer.last_name), -customer.created_at.timestamp()


def _lines(one: Customer, other: Customer) -> list[Compared]:
    country = home_country()
    labels = {
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "company": _("Company"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "postcode": _("Postcode"),
        "website": _("Website"),
        "birthday": _("Birthday"),
        "language": _("Language"),
        "group_id": _("Group"),
    }
    lines = []
    for name in COMPARED:
        values = _shown(one, name, country), _shown(other, name, country)
        if any(values):
            lines.append(Compared(name, labels[name], values, all(values) and values[0] != values[1]))
    return lines


def _shown(customer: Customer, name: str, country: str) -> str:
    if name == "group_id":
        return str(customer.group)
    if name == "language":
        return customer.get_language_display()
    value: str = getattr(customer, name)
    if name == "phone" and value:
        return show_phone(value, country)
    if name == "birthday" and value:
        return show_birthday(value, country, get_language() or "en")
    return value


def _beside(customer: Customer) -> dict[str, Any]:
    """What both keep, come what may."""
    return {
        "cards": sorted(customer.cards.values_list("number", flat=True)),
        "addresses": [", ".join(filter(None, (each.street, each.city))) for each in customer.addresses.all()],
    }
