"""A customer's cards: on their page, and printed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.cards import CardForm
from habitue.backoffice.pdf import as_pdf
from habitue.backoffice.picked import Picked, picked_of
from habitue.backoffice.plastic import MOST, SHEET, SINGLE, cards_pdf, numbers_of, printed
from habitue.customers.actions import add_card, block_card, remove_card, unblock_card
from habitue.customers.codes import plain
from habitue.customers.following import customer_or_404
from habitue.customers.listing import filing
from habitue.customers.models import Customer, CustomerCard
from habitue.journal.action import Action
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp

FILED_AT_ONCE = 2000
FILE = "cards.pdf"


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_cards(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The panel on the customer's page; by POST one more card is theirs."""
    whose = customer_or_404(customer_id)
    if request.method == "GET":
        return _panel(request, whose)
    form = CardForm(request.POST, customer=whose)
    if not form.is_valid():
        return _panel(request, whose, form=form)
    try:
        perform(add_card, office_stamp(request), customer=whose.id, number=form.cleaned_data["number"])
    except IntegrityError:
        # Another browser was quicker with the same card: read again, the form says whose it is now.
        form = CardForm(request.POST, customer=whose)
        form.full_clean()
        return _panel(request, whose, form=form)
    return _panel(request, whose, said=_("The card is added."))


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_card_block(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    return _change(request, customer_id, block_card, _("The card is blocked: it finds nobody any more."))


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_card_unblock(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    return _change(request, customer_id, unblock_card, _("The card is in use again."))


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_card_remove(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    return _change(request, customer_id, remove_card, _("The card is removed."))


def _change(request: StaffRequest, customer_id: UUID, verb: Action[Any, Any], said: str) -> HttpResponse:
    whose = customer_or_404(customer_id)
    number = plain(request.POST.get("number", ""))
    if CustomerCard.objects.filter(number=number, customer=whose).exists():
        perform(verb, office_stamp(request), customer=whose.id, number=number)
        return _panel(request, whose, said=said)
    return _panel(request, whose, wrong=_("This card is not theirs any more."))


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_card_print(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """One card: the one with the number that is asked for, or with the customer's code."""
    whose = customer_or_404(customer_id)
    number = plain(request.POST.get("number", "")) or whose.code
    if number != whose.code:
        get_object_or_404(CustomerCard, number=number, customer=whose, blocked_at=None)
    card = printed(whose, number)
    return as_pdf(request, lambda: cards_pdf([card], SINGLE), FILE, ("backoffice:customer", whose.id), inline=True)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customers_cards(request: StaffRequest) -> HttpResponse:
    """How many cards it comes to, of those who are ticked or all who are listed; and how they are to be printed."""
    picked = picked_of(request)
    context = {"count": len(_picked(picked)), "most": MOST, "ticked": picked.ticked}
    return render(request, "backoffice/cards_print.html", context)


@in_office(*roles.CUSTOMERS)
@require_POST
def customers_cards_print(request: StaffRequest) -> HttpResponse:
    """A card for each customer to whom the list's address narrows, or for those who are ticked."""
    layout = SINGLE if request.POST.get("layout") == SINGLE else SHEET
    customers = _picked(picked_of(request))
    if not customers:
        messages.error(request, _("Nobody is listed: there is no card to print."))
        return go(request, "backoffice:customers")
    if len(customers) > MOST:
        messages.error(request, _("That is more than %(most)s cards. Narrow the list first.") % {"most": MOST})
        return go(request, "backoffice:customers")
    cards = [printed(customer, number) for customer, number in numbers_of(customers)]
    return as_pdf(request, lambda: cards_pdf(cards, layout), FILE, ("backoffice:customers",), inline=True)


def _picked(picked: Picked) -> list[Customer]:
    """In the order of the list; one more than a file has, if there are more."""
    filing.catch_up(FILED_AT_ONCE)
    keys = list(picked.rows.values_list("pk", flat=True)[: MOST + 1])
    found = Customer.objects.filter(search_key__in=keys, merged_into=None).prefetch_related("cards")
    known = {customer.search_key: customer for customer in found}
    return [known[key] for key in keys if key in known]


def _panel(
    request: StaffRequest, whose: Customer, *, form: CardForm | None = None, said: str = "", wrong: str = ""
) -> HttpResponse:
    context = {
        "customer": whose,
        "cards": whose.cards.order_by("number"),
        "form": form or CardForm(customer=whose),
        "said": said,
        "wrong": wrong,
    }
    status = 422 if form or wrong else 200
    answer = render(request, "backoffice/customer_cards_panel.html", context, status=status)
    if said:
        answer.headers["HX-Trigger"] = "cards-changed"
    return answer
