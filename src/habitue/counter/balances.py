"""Gift cards, store credit and the account as the payment page shows them, and in words where they cannot pay."""

from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.balances.gift_codes import last_of
from habitue.balances.models import GiftCard
from habitue.catalogue.actions import sell_gift_cards, take_account_payments
from habitue.catalogue.built_in import built_in
from habitue.catalogue.models import Kind, Variant
from habitue.counter.repriced import in_money
from habitue.journal.perform import perform
from habitue.lib.money import Money, local_manner, type_amount
from habitue.sales.checkout import Open
from habitue.sales.models import Tender
from habitue.sales.paying import Failed, account_offer, credit_offer
from habitue.stores.access import TillRequest, till_stamp
from habitue.stores.shop import the_currency


def balances_on_offer(request: TillRequest, at: Open) -> dict[str, Any]:
    """For the payment page: what store credit may pay and what may be bought on account, each as it would be typed."""
    offers: dict[str, Any] = {}
    if (credit := credit_offer(at)) and credit.amount > 0:
        offers |= {"credit": credit, "credit_typed": typed_minor(request, credit.amount)}
    if (account := account_offer(at)) and account.amount > 0:
        offers |= {"account": account, "account_typed": typed_minor(request, account.amount)}
    return offers


def typed_minor(request: TillRequest, minor: int) -> str:
    currency = the_currency()
    return type_amount(Money(minor, currency), request.register.outlet.country, get_language() or "")


def variant_of(request: TillRequest, kind: Kind) -> Variant:
    """What is sold as a line of this kind, from the first time on that it is."""
    if there := built_in(kind):
        return there
    if kind == Kind.GIFT_CARD:
        return perform(sell_gift_cards, till_stamp(request), name=_("Gift card"), tax_name=_("Untaxed"))
    return perform(take_account_payments, till_stamp(request), name=_("Payment to the account"), tax_name=_("Untaxed"))


def why_card_not_good(request: TillRequest, card: GiftCard) -> str:
    if card.blocked_at is None and card.expires_on:
        manner = local_manner(request.register.outlet.country, get_language() or "")
        day = format_date(card.expires_on, "short", locale=manner)
        return _("The gift card %(card)s was good until %(day)s.") % {"card": last_of(card.code), "day": day}
    return _("The gift card %(card)s is blocked.") % {"card": last_of(card.code)}


def say_sold_already(code: str) -> str:
    said = _("A gift card with the code %(card)s was sold meanwhile. Go back, remove that line and take another card.")
    return said % {"card": last_of(code)}


def say_failed(request: TillRequest, failed: Failed) -> str:
    """What a balance did not hold at the last moment. That payment is taken back, and everything else stays."""
    left = {"left": in_money(request, max(0, failed.has))}
    if failed.card:
        spent = _("Only %(left)s is left on the gift card.") % left
        said = why_card_not_good(request, failed.card) if failed.bad else spent
    elif failed.tender == Tender.CREDIT:
        said = _("Another till has used this customer’s store credit meanwhile: %(left)s is left.") % left
    else:
        said = _("By now only %(left)s more can be bought on account.") % left
    return f"{said} {_('That payment is taken back.')}"
