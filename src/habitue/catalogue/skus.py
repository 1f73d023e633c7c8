"""SKUs that the shop is proposed: short, readable on a label, and nobody else's."""

from collections.abc import Container

from habitue.catalogue.models import Variant
from habitue.lib.text import words


def propose_sku(brand: str, name: str, size: str, colour: str, *, taken: Container[str] = ()) -> str:
    """Of "Mavel", "Penny loafer", "38", "black" it makes "MAV-PEN-38-BLA", with a number behind if that is taken."""
    parts = [_short(brand), _short(name), "".join(words(size))[:8], _short(colour)]
    start = "-".join(part for part in parts if part).upper() or "SKU"
    sku, number = start, 1
    while sku in taken or Variant.objects.filter(sku=sku).exists():
        number += 1
        sku = f"{start}-{number}"
    return sku


def _short(text: str) -> str:
    return next(iter(words(text)), "")[:3]
