"""A card that is scanned or typed into a customer's profile, and which cards are printed how."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.contacts.fields import Line
from habitue.customers.codes import plain
from habitue.customers.forms import LONGEST_CARD, MOST_CARDS, is_number
from habitue.customers.models import Customer, CustomerCard


class CardForm(forms.Form):
    """A number for one more card of the customer. A wrong one says why, and whose it is if it is somebody's."""

    number = Line(
        label=_("Card number"),
        max_length=200,
        help_text=_("Scan the card, or type what is on it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Scan a card, or type its number.")},
    )

    def __init__(self, data: Any = None, *, customer: Customer) -> None:
        super().__init__(data, auto_id="card_%s")
        self.customer = customer

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"]
        number = plain(typed)
        if not is_number(number, LONGEST_CARD):
            message = _("“%(card)s” cannot be a card number: up to 48 letters without accents and digits.")
            raise ValidationError(message, params={"card": typed[:60]})
        self._refuse_a_card_in_use(number)
        if self.customer.cards.count() >= MOST_CARDS:
            raise ValidationError(_("Nobody has more than 20 cards. Remove one that is not used any more."))
        return number

    def _refuse_a_card_in_use(self, number: str) -> None:
        card = CustomerCard.objects.select_related("customer").filter(number=number).first()
        if card and card.customer_id == self.customer.id:
            theirs = _("This card is theirs already.")
            blocked = _("This card is theirs already, but blocked. Put it in use again.")
            raise ValidationError(blocked if card.blocked_at else theirs)
        others = Customer.objects.filter(code=number, merged_into=None).exclude(id=self.customer.id)
        if holder := card.customer if card else others.first():
            message = _("The card %(card)s belongs to %(name)s already. Take another card, or remove it there first.")
            raise ValidationError(message, params={"card": number, "name": holder.name})
