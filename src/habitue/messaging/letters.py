"""What a mail says: made when it goes, from what it is about."""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from babel.dates import format_date
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from habitue.balances.lots import lots_of
from habitue.balances.loyalty import entries_of, the_plan
from habitue.balances.shown import show_units
from habitue.customers.following import who_is_now
from habitue.lib.money import worded_manner
from habitue.lib.text import squeeze
from habitue.messaging.models import About, Mail
from habitue.messaging.statements import AskedStatement, statement_paper
from habitue.sales.models import Sale
from habitue.sales.receipts import receipt_of
from habitue.stores.models import Outlet, Shop

_GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Letter:
    """`paper` is the page of which the attached PDF is made, if one is."""

    subject: str
    text: str
    html: str
    paper: str = ""
    paper_name: str = ""


def letter_of(mail: Mail) -> Letter:
    with translation.override(mail.language):
        return _WRITERS[About(mail.about)](mail)


def _receipt(mail: Mail) -> Letter:
    if mail.sale is None:
        raise ValueError("a receipt is of a sale")
    shop = Shop.objects.get()
    receipt = replace(receipt_of(_as_theirs(mail, mail.sale)), language=mail.language)
    number = mail.sale.receipt_number
    context = {
        "receipt": receipt,
        "outlet": receipt.outlet,
        "shop": shop,
        "currency": mail.sale.currency,
        "language": mail.language,
    }
    return Letter(
        subject=_line(_("Your receipt %(number)s from %(shop)s") % {"number": number, "shop": shop.name}),
        text=_text("messaging/receipt.txt", context),
        html=render_to_string("messaging/receipt.html", context),
        paper=render_to_string("messaging/paper.html", context),
        paper_name=_line(_("Receipt %(number)s") % {"number": number}).replace(" ", "-") + ".pdf",
    )


def _as_theirs(mail: Mail, sale: Sale) -> Sale:
    """A sale that was tracked to somebody else since the mail was asked for names them to nobody but themselves."""
    for_whom = who_is_now(mail.customer) if mail.customer else None
    if sale.customer is None or who_is_now(sale.customer) == for_whom:
        return sale
    nobodys = copy(sale)
    nobodys.customer = None
    return nobodys


def _news(mail: Mail) -> Letter:
    return _plain(mail, _line(mail.subject), mail.text)


def _test(mail: Mail) -> Letter:
    subject = _line(_("A test from %(shop)s") % {"shop": Shop.objects.get().name})
    return _plain(mail, subject, _("Mail works: receipts will reach your customers."))


def _statement(mail: Mail) -> Letter:
    if mail.customer is None:
        raise ValueError("a statement is of a customer's balance")
    paper = statement_paper(who_is_now(mail.customer), AskedStatement.read(mail.text), mail.language)
    said = _("Here is the statement that you asked for.")
    return replace(_plain(mail, _line(paper.title), said), paper=paper.html, paper_name=paper.name)


def _expiry(mail: Mail) -> Letter:
    if mail.customer is None:
        raise ValueError("loyalty is a customer's")
    plan, shop, outlet = the_plan(), Shop.objects.get(), Outlet.objects.earliest("id")
    day = date.fromisoformat(mail.text)
    dated = [lot for lot in lots_of(entries_of(who_is_now(mail.customer).id)) if lot.expires_on]
    left = sum(lot.left for lot in dated if lot.expires_on and lot.expires_on <= day)
    last = format_date(day, "long", locale=worded_manner(outlet.country, mail.language))
    told = {"left": show_units(plan, left, shop.currency, outlet.country), "last": last, "shop": shop.name}
    subject = _line(_("%(left)s at %(shop)s expire soon") % told)
    return _plain(mail, subject, _("You can still use %(left)s until %(last)s. After that they expire.") % told)


def _plain(mail: Mail, subject: str, said: str) -> Letter:
    outlet = Outlet.objects.order_by("id").first()
    context = {
        "subject": subject,
        "said": said,
        "shop": Shop.objects.get(),
        "outlet": outlet,
        "language": mail.language,
    }
    html = render_to_string("messaging/plain.html", context)
    return Letter(subject=subject, text=_text("messaging/plain.txt", context), html=html)


def _text(template: str, context: dict[str, Any]) -> str:
    lines = (line.strip() for line in render_to_string(template, context).splitlines())
    return _GAP.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _line(text: str) -> str:
    """Text for a header of a mail: one line, whatever somebody has managed to put into a name."""
    return squeeze(text)[:200]


_WRITERS: dict[About, Callable[[Mail], Letter]] = {
    About.RECEIPT: _receipt,
    About.MARKETING: _news,
    About.STATEMENT: _statement,
    About.EXPIRY: _expiry,
    About.TEST: _test,
}
