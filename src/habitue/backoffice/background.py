"""What the back office has done in the background."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.contacts import ContactsForm
from habitue.customers.listing import filing
from habitue.customers.listing.narrowing import keys_in_order
from habitue.customers.listing.writing import write_file
from habitue.jobs.work import Running, job


@job("export_customers", _("Export of customers"))
def export_customers(work: Running, *, narrowed: str, format: str) -> dict[str, Any]:
    """`narrowed` is the list's query string, of ids, days and words of our own."""
    filing.catch_up_with_all()
    form = ContactsForm(QueryDict(narrowed))
    listed = keys_in_order(form.narrowed, form.order, falling=form.falling)
    return {"count": write_file(work.file(f"customers.{format}"), listed, work.progress)}
