"""Gift cards: which there are, found by their code; one with all that happened to it; blocked when it is lost."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.money import MonthsForm
from habitue.backoffice.paging import page_of
from habitue.balances.actions import block_gift_card, set_balance_policy
from habitue.balances.gift_codes import card_of, last_of, plain
from habitue.balances.models import GiftCard, GiftCardEntry
from habitue.balances.policy import the_policy
from habitue.journal.perform import perform
from habitue.sales.models import Sale
from habitue.stores.access import StaffRequest, go, in_office, office_stamp


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def gift_cards(request: StaffRequest) -> HttpResponse:
    """The list; a code that is typed or scanned leads to its card. It is a secret, so it is posted."""
    wrong, code = "", plain(request.POST.get("code", ""))
    if code:
        if card := card_of(code):
            return go(request, "backoffice:gift_card", card.id)
        wrong = _("No gift card has this code.")
    return _page(request, MonthsForm(initial={"months": the_policy().gift_card_months}), wrong=wrong, typed=code)


def _page(request: StaffRequest, form: MonthsForm, *, wrong: str = "", typed: str = "") -> HttpResponse:
    cards = GiftCard.objects.annotate(has=Sum("entries__amount"))
    page = page_of(cards, "sold_at", request.GET)
    rows = [(card, last_of(card.code)) for card in page.rows]
    open_sum = GiftCardEntry.objects.aggregate(sum=Sum("amount"))["sum"] or 0
    context = {"page": page, "rows": rows, "wrong": wrong, "typed": typed, "open_sum": open_sum, "form": form}
    return render(request, "backoffice/gift_cards.html", context, status=422 if wrong or form.errors else 200)


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def gift_cards_months(request: StaffRequest) -> HttpResponse:
    """Turned over or read again after something was wrong, it is the list."""
    if request.method == "GET":
        return gift_cards(request)
    form, policy = MonthsForm(request.POST), the_policy()
    if not form.is_valid():
        return _page(request, form)
    perform(
        set_balance_policy,
        office_stamp(request),
        receipt_shows_loyalty=policy.receipt_shows_loyalty,
        receipt_shows_credit=policy.receipt_shows_credit,
        receipt_shows_account=policy.receipt_shows_account,
        gift_card_months=form.cleaned_data["months"],
    )
    messages.success(request, _("Saved."))
    return go(request, "backoffice:gift_cards")


@in_office(*roles.LOYALTY)
@require_http_methods(["GET"])
def gift_card(request: StaffRequest, card_id: UUID) -> HttpResponse:
    card = get_object_or_404(GiftCard, id=card_id)
    entries = list(card.entries.select_related("by", "register").order_by("at", "id"))
    sales = Sale.objects.in_bulk([entry.sale for entry in entries if entry.sale])
    context = {
        "card": card,
        "called": last_of(card.code),
        "has": sum(entry.amount for entry in entries),
        "rows": [(entry, sales.get(entry.sale) if entry.sale else None) for entry in entries],
        "stands_for": "gift_card",
    }
    return render(request, "backoffice/gift_card.html", context)


@in_office(*roles.LOYALTY)
@require_POST
def gift_card_block(request: StaffRequest, card_id: UUID) -> HttpResponse:
    card = get_object_or_404(GiftCard, id=card_id)
    perform(block_gift_card, office_stamp(request), card=card.id)
    messages.success(request, _("The card is blocked."))
    return go(request, "backoffice:gift_card", card.id)


@in_office(*roles.LOYALTY)
@require_POST
def gift_card_unblock(request: StaffRequest, card_id: UUID) -> HttpResponse:
    card = get_object_or_404(GiftCard, id=card_id)
    perform(block_gift_card, office_stamp(request), card=card.id, blocked=False)
    messages.success(request, _("The card can be used again."))
    return go(request, "backoffice:gift_card", card.id)
