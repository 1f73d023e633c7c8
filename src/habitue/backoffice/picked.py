"""Whom the buttons of the customers' list are about: those who are ticked, or else all whom it is narrowed to."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from habitue.backoffice.asked import asked_of
from habitue.backoffice.forms.contacts import ContactsForm
from habitue.customers.listing.narrowing import Narrowed, keys_in_order
from habitue.customers.models import Customer, Listed
from habitue.lib.ids import uuids
from habitue.stores.access import StaffRequest

MOST = 1000
"""Nobody ticks more than a page or two."""


@dataclass(frozen=True, slots=True)
class Picked:
    """`asked` is the query string that says how the list was narrowed; `ticked` is None if all are meant."""

    asked: str
    form: ContactsForm
    ticked: list[UUID] | None

    @property
    def rows(self) -> QuerySet[Listed]:
        """In the order of the list."""
        narrowed = self.form.narrowed if self.ticked is None else Narrowed()
        listed = keys_in_order(narrowed, self.form.order, falling=self.form.falling)
        if self.ticked is None:
            return listed
        return listed.filter(customer__in=Customer.objects.filter(id__in=self.ticked).values("search_key"))


def picked_of(request: StaffRequest) -> Picked:
    """`who` says "all" or "ticked"; without it, all are meant only if nobody is ticked."""
    asked, who = asked_of(request), request.POST.get("who")
    everybody = who == "all" or (who != "ticked" and "customer" not in request.POST)
    ticked = None if everybody else uuids(request.POST.getlist("customer")[:MOST])
    return Picked(asked.urlencode(), ContactsForm(asked), ticked)
