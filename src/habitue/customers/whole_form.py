"""The form of the back office, in which everything is written down that is kept on the customer's own record."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.contacts.fields import Line
from habitue.customers.forms import CustomerForm
from habitue.customers.models import Customer, Network
from habitue.customers.particulars import sizes_of
from habitue.customers.social import PREFIX as SOCIAL

MOST_SIZES = 30
SPARE_SIZES = 2
_SIZE = re.compile(r"size_(?:of_)?([0-9]{1,2})")

FIRST = ("first_name", "last_name", "phone", "email", "postcode", "company")
MORE = ("birthday", "website", "language", "group", "code", "cards")


class WholeCustomerForm(CustomerForm):
    """`CustomerForm` with what is asked at a desk rather than at the till."""

    def __init__(self, data: Any = None, *, customer: Customer | None = None, **options: Any) -> None:
        super().__init__(data, customer=customer, **options)
        sizes = list(sizes_of(customer).items()) if customer else []
        if customer:
            # Cards have a place of their own on the record.
            del self.fields["cards"]
        self.fields["note"].help_text = _("The customer may ask to read what stands here.")
        self._size_rows = self._rows_of(sizes)
        for row in range(self._size_rows):
            of = Line(label=_("Size of"), max_length=40, required=False)
            of.widget.attrs["placeholder"] = _("Shoes") if row == 0 and not sizes else ""
            size = Line(label=_("Size"), max_length=20, required=False)
            self.fields[f"size_of_{row}"], self.fields[f"size_{row}"] = of, size
        for row, (what, size_) in enumerate(sizes):
            self.initial[f"size_of_{row}"], self.initial[f"size_{row}"] = what, size_

    @property
    def first(self) -> list[forms.BoundField]:
        return self._bound(FIRST)

    @property
    def more(self) -> list[forms.BoundField]:
        return self._bound(MORE)

    @property
    def social(self) -> list[forms.BoundField]:
        return self._bound(f"{SOCIAL}{network.value}" for network in Network)

    @property
    def shows_social(self) -> bool:
        return any(field.value() or field.errors for field in self.social)

    @property
    def sizes(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"size_of_{row}"], self[f"size_{row}"]) for row in range(self._size_rows)]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields of the shop's own, and whatever else has no place by name."""
        placed = {*FIRST, *MORE, "note"}
        return [
            field
            for field in self
            if field.name not in placed and not field.is_hidden and not re.match(r"social_|size_", field.name)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        seen: set[str] = set()
        for row in range(self._size_rows):
            of, size = values.get(f"size_of_{row}", ""), values.get(f"size_{row}", "")
            if of and not size and f"size_{row}" not in self.errors:
                self.add_error(f"size_{row}", _("Write the size, or empty the field before it."))
            elif size and not of and f"size_of_{row}" not in self.errors:
                self.add_error(f"size_of_{row}", _("Say what has this size, such as shoes."))
            elif of and of.casefold() in seen:
                self.add_error(f"size_of_{row}", _("This stands in another row already. Keep one of them."))
            seen.add(of.casefold())
        return values

    def payload(self) -> dict[str, Any]:
        values = self.cleaned_data
        if self.customer:
            values["cards"] = None
        rows = ((values[f"size_of_{row}"], values[f"size_{row}"]) for row in range(self._size_rows))
        return super().payload() | {"sizes": [[of, size] for of, size in rows if of]}

    def _rows_of(self, sizes: list[tuple[str, str]]) -> int:
        """As many rows as were sent, or as there are sizes and some to spare."""
        if not self.is_bound:
            return min(len(sizes) + SPARE_SIZES, max(MOST_SIZES, len(sizes)))
        sent = (found for found in map(_SIZE.fullmatch, self.data) if found)
        return min(max((int(found[1]) + 1 for found in sent), default=0), MOST_SIZES)

    def _bound(self, names: Any) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields and not self[name].is_hidden]
