"""QR codes, as pictures that a page holds within itself: no style, and read by a screen reader as their `label`."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, label: str) -> SafeString:
    import segno

    code = segno.make(text, error="m", micro=False)
    picture = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    named = picture.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)
    return mark_safe(named)  # noqa: S308 - drawn from the code alone, and the label is escaped
