"""The address behind a receipt's QR code, and who can open it."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from habitue.lib.clock import now
from habitue.lib.qr import qr_svg
from habitue.sales.links import link_to
from habitue.sales.models import Sale
from habitue.sales.receipts import language_of


class Reach(StrEnum):
    EVERYWHERE = "everywhere"
    SHOP = "shop"
    """Phones on the shop's own network."""
    MACHINE = "machine"
    """Nobody but this machine."""


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    address: str
    expires_at: datetime
    picture: SafeString
    reach: Reach


def page_of_receipt(request: HttpRequest, sale: Sale) -> ReceiptPage:
    secret, expires_at = link_to(sale, now())
    base = base_address(request)
    address = base + reverse("portal:receipt", args=[secret])
    with override(language_of(sale)):
        picture = qr_svg(address, _("QR code of this receipt"))
    return ReceiptPage(address, expires_at, picture, reach_of(base))


def qr_on_paper(request: HttpRequest, sale: Sale) -> SafeString | str:
    """What is printed: paper is taken home, so that it shows no address which leads nowhere from there."""
    return page_of_receipt(request, sale).picture if reach_of(base_address(request)) == Reach.EVERYWHERE else ""


def base_address(request: HttpRequest) -> str:
    """The address that the shop has told, else the one by which the till was asked."""
    return settings.ENVIRONMENT.address or f"{request.scheme}://{request.get_host()}"


def reach_of(address: str) -> Reach:
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost" or host.endswith(".localhost"):
            return Reach.MACHINE
        local = "." not in host or host.endswith((".local", ".lan", ".home", ".internal", ".home.arpa"))
        return Reach.SHOP if local else Reach.EVERYWHERE
    if number.is_loopback or number.is_unspecified:
        return Reach.MACHINE
    return Reach.EVERYWHERE if number.is_global else Reach.SHOP
