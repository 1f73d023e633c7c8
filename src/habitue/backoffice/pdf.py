"""What is printed, as a PDF that the browser shows or keeps."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from habitue.messaging.paper import NoPaper
from habitue.stores.access import StaffRequest, go


def as_pdf(
    request: StaffRequest, make: Callable[[], bytes], name: str, back: tuple[str | UUID, ...], *, inline: bool = False
) -> HttpResponse:
    """What `make` makes, under this name; or the page `back`, which says why there is none."""
    try:
        made = make()
    except NoPaper as refused:
        lasting = _("This machine makes no PDF: install the library Pango, as the guide says.")
        messages.error(request, lasting if refused.lasting else _("The PDF could not be made just now. Try again."))
        page, *of = back
        return go(request, str(page), *of)
    disposition = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": disposition})
