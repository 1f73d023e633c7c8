"""A page of its own for a receipt, behind a link that nobody can guess.

The secret in the link is made of this installation's key and of what the database keeps, so that it can be shown again
although the database keeps no more than its digest.
"""

import base64
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from habitue.lib.database import writing
from habitue.sales.models import ReceiptLink, Sale

STANDS_FOR = timedelta(days=30)
SHOWN_AGAIN_FOR = timedelta(days=1)
"""Later, whoever asks for the link gets another one, which stands for as long as a new one does."""
BYTES = 20


class NoSuchLink(Exception):
    pass


class LinkExpired(Exception):
    pass


def link_to(sale: Sale, at: datetime) -> tuple[str, datetime]:
    """The secret of a link to the sale's receipt, and until when it leads there."""
    with writing():
        of_late = ReceiptLink.objects.filter(sale=sale, made_at__gt=at - SHOWN_AGAIN_FOR)
        for link in of_late.order_by("-made_at"):
            secret = _secret(sale.id, link.made_at)
            # Made by another key, it is another one's secret.
            if constant_time_compare(_digest(secret), link.digest):
                return secret, link.expires_at
        secret, expires_at = _secret(sale.id, at), at + STANDS_FOR
        ReceiptLink.objects.create(digest=_digest(secret), sale=sale, made_at=at, expires_at=expires_at)
        return secret, expires_at


def sale_behind(secret: str, at: datetime) -> Sale:
    """Raises NoSuchLink, LinkExpired."""
    sales = ReceiptLink.objects.select_related("sale__register__outlet", "sale__staff", "sale__customer")
    link = sales.filter(digest=_digest(secret)).first()
    if link is None:
        raise NoSuchLink
    if link.expires_at <= at:
        raise LinkExpired
    return link.sale


def sale_ever_behind(secret: str) -> Sale | None:
    """The same for the shop itself, for which the paper in somebody's hand is proof after the link has expired."""
    link = ReceiptLink.objects.select_related("sale").filter(digest=_digest(secret)).first()
    return link.sale if link else None


def _secret(sale: UUID, made_at: datetime) -> str:
    mac = salted_hmac("habitue.sales.links", f"{sale} {made_at.isoformat()}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac[:BYTES]).decode().rstrip("=")


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
