"""Customer cards as they are printed: on sheets of ten, or one on each page for a card printer."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from habitue.catalogue.barcodes import is_ean
from habitue.customers.models import Customer
from habitue.lib.qr import qr_svg
from habitue.messaging.paper import pdf_of
from habitue.stores.models import Shop

STYLE = Path(__file__).with_name("plastic.css")
SHEET, SINGLE = "sheet", "single"
MOST = 500
"""So many cards are in one file: 50 sheets, or what a box of blank cards holds."""


@dataclass(frozen=True)
class Printed:
    """One card as it will be printed."""

    name: str
    number: str
    bars: SafeString
    qr: SafeString


def printed(customer: Customer, number: str) -> Printed:
    return Printed(customer.name, number, bars_svg(number), qr_svg(number, number))


def bars_svg(number: str) -> SafeString:
    """An EAN-13 if it is one with its check digit, else a Code 128, with the quiet zone that scanners need."""
    import barcode

    ean = len(number) == 13 and is_ean(number)
    modules: str = barcode.get("ean13" if ean else "code128", number).build()[0]
    quiet = 11 if ean else 10
    bars, at = [], quiet
    for run in modules.replace("10", "1 0").replace("01", "0 1").split():
        if run[0] == "1":
            bars.append(f"M{at} 0h{len(run)}v1h-{len(run)}z")
        at += len(run)
    return format_html(
        '<svg class="bars" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 1" preserveAspectRatio="none">'
        '<path d="{}"/></svg>',
        at + quiet,
        "".join(bars),
    )


def cards_pdf(cards: Iterable[Printed], layout: str) -> bytes:
    """Raises NoPaper where no PDF can be made."""
    shop = Shop.objects.get()
    html = render_to_string("backoffice/plastic.html", {"cards": list(cards), "shop": shop.name, "layout": layout})
    return pdf_of(html, STYLE)


def numbers_of(customers: Iterable[Customer]) -> list[tuple[Customer, str]]:
    """Each with the number that their card bears: of a card that finds them, else their code. Cards are prefetched."""
    chosen = []
    for customer in customers:
        cards = sorted(card.number for card in customer.cards.all() if card.blocked_at is None)
        chosen.append((customer, cards[0] if cards else customer.code))
    return chosen
