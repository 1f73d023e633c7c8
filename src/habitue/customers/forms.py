"""The one form in which a customer is written down or changed, at the till and in the back office."""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.contacts.fields import EmailLine, Line, Lines, PhoneLine, WebsiteLine
from habitue.customers.asked import AT_DESK, BUILT_IN, TELLING, said_of_fields
from habitue.customers.birthdays import BirthdayField
from habitue.customers.cards import cards_of
from habitue.customers.codes import new_code, plain
from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerCard, Group
from habitue.customers.own_fields import PREFIX, form_fields, initial_of, own_fields, told_in, values_of
from habitue.customers.particulars import social_names_of
from habitue.customers.social import PREFIX as SOCIAL
from habitue.customers.social import social_fields, told_names
from habitue.lib.phones import show_phone
from habitue.stores.models import Language

LONGEST_CODE = 24
LONGEST_CARD = 48
MOST_CARDS = 20

_NUMBER = re.compile(r"[\x21-\x7e]+")
_BETWEEN_CARDS = re.compile(r"[,;\n]+")


class CustomerForm(forms.Form):
    """`country` is the outlet's, for phone numbers; `language` the new customer's unless another is chosen.

    With `customer`, their record is changed; `at_till` asks for what the shop wants to be asked there, and what is not
    asked for stays as it is. `payload()` is what `create_customer` and `change_customer` take besides
    the id.
    """

    first_name = Line(label=_("First name"), max_length=80, required=False)
    last_name = Line(label=_("Last name"), max_length=80, required=False)
    phone = PhoneLine(label=_("Phone"), required=False)
    email = EmailLine(label=_("E-mail"), max_length=254, required=False)
    postcode = Line(label=_("Postcode"), max_length=12, required=False)
    company = Line(label=_("Company"), max_length=120, required=False)
    cards = Lines(
        label=_("Customer cards"),
        max_length=(LONGEST_CARD + 2) * MOST_CARDS,
        required=False,
        widget=forms.TextInput(),
        help_text=_("Scan a card, or type its number. Put a comma between several."),
    )
    code = Line(label=_("Customer code"), max_length=40, required=False, help_text=_("Left empty, the till makes one."))
    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), empty_label=None, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language, required=False)
    birthday = BirthdayField(label=_("Birthday"), required=False, help_text=_("The year may be left out."))
    website = WebsiteLine(label=_("Website"), required=False)
    note = Lines(label=_("Note"), max_length=2000, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        country: str,
        language: str,
        customer: Customer | None = None,
        initial: dict[str, Any] | None = None,
        at_till: bool = False,
        **options: Any,
    ) -> None:
        start: dict[str, Any] = {"language": language, "group": ALL_CUSTOMERS}
        if customer:
            start = _values_of(customer, country)
        super().__init__(data, initial=start | (initial or {}), **options)
        self.fields |= social_fields()
        self._social = social_names_of(customer) if customer else {}
        self.initial = {**{f"{SOCIAL}{network}": name for network, name in self._social.items()}, **self.initial}
        cast(PhoneLine, self.fields["phone"]).country = country
        self.default_language = language
        self.customer = customer
        cast("forms.ModelChoiceField[Group]", self.fields["group"]).queryset = _groups_for(customer)
        self._settle(at_till, set(initial or {}))
        self._own = own_fields(at_till=at_till)
        held = values_of(customer) if customer and self._own else {}
        self.fields |= form_fields(self._own, held)
        self.initial = {**initial_of(self._own, held), **self.initial}

    @property
    def asked(self) -> list[forms.BoundField]:
        """The till's fields: the built-in ones in their order, then the shop's own."""
        built_in = [self[name] for name in BUILT_IN if name in self.fields]
        return [*built_in, *(field for field in self if field.name.startswith(PREFIX))]

    def clean_postcode(self) -> str:
        written: str = self.cleaned_data["postcode"]
        return written.upper()

    def clean_code(self) -> str:
        code = plain(self.cleaned_data["code"])
        if not code:
            return self.customer.code if self.customer else ""
        if not is_number(code, LONGEST_CODE):
            raise ValidationError(_("A code has up to 24 letters without accents and digits. Shorten or correct it."))
        if other := self._others().filter(code=code).first() or _holder(self._cards_of_others().filter(number=code)):
            message = _("The code %(code)s belongs to %(name)s already. Take another one.")
            raise ValidationError(message, params={"code": code, "name": other.name})
        return code

    def clean_cards(self) -> list[str]:
        numbers = list(dict.fromkeys(filter(None, map(plain, _BETWEEN_CARDS.split(self.cleaned_data["cards"])))))
        for number in numbers:
            if not is_number(number, LONGEST_CARD):
                message = _("“%(card)s” cannot be a card number: up to 48 letters without accents and digits.")
                raise ValidationError(message, params={"card": number[:60]})
            other = (
                _holder(self._cards_of_others().filter(number=number))
                or self._others().filter(code=number, merged_into=None).first()
            )
            if self.customer and self.customer.cards.filter(number=number).exclude(blocked_at=None).exists():
                message = _("The card %(card)s is theirs, but blocked. It is put in use again in the back office.")
                raise ValidationError(message, params={"card": number})
            if other:
                message = _("The card %(card)s belongs to %(name)s already. Take that customer, or another card.")
                raise ValidationError(message, params={"card": number, "name": other.name})
        return numbers

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not any(values.get(name, self._kept(name)) or name in self.errors for name in TELLING):
            raise ValidationError(_("Fill in at least one of name, company, phone and e-mail."), code="nobody")
        return values

    def payload(self) -> dict[str, Any]:
        """The keyword arguments of the actions, `id` and `register` excepted."""
        values = self.cleaned_data
        group: Group | None = values.get("group")
        texts = ("first_name", "last_name", "company", "phone", "email", "postcode", "note")
        return {
            **{name: values.get(name, self._kept(name)) for name in texts},
            "code": values.get("code", self._kept("code")) or new_code(),
            "group": group.id if group else self.customer.group_id if self.customer else ALL_CUSTOMERS,
            "language": values.get("language") or self._kept("language") or self.default_language,
            "cards": values.get("cards", None if self.customer else []),
            "fields": told_in(self._own, values),
            **{name: values[name] for name in ("website", "birthday") if name in values},
            **({"social_names": names} if (names := told_names(values, self._social)) is not None else {}),
        }

    def _settle(self, at_till: bool, filled: set[str]) -> None:
        """Ask for what the shop wants; at the till not for the rest, unless something is filled in there already."""
        said = said_of_fields()
        for name, field in list(self.fields.items()):
            about = said.get(name)
            if about:
                field.required = about.required
                field.error_messages["required"] = _("The shop wants this to be filled in.")
            asked = about.at_till if about else name not in AT_DESK
            sent = not field.widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))
            if at_till and not asked and name not in filled and not sent:
                del self.fields[name]

    def _kept(self, name: str) -> str:
        """What the record holds in a field that is not asked for."""
        return str(getattr(self.customer, name)) if self.customer else ""

    def _others(self) -> Any:
        return Customer.objects.exclude(id=self.customer.id) if self.customer else Customer.objects.all()

    def _cards_of_others(self) -> Any:
        cards = CustomerCard.objects.select_related("customer")
        return cards.exclude(customer=self.customer) if self.customer else cards


def is_number(written: str, longest: int) -> bool:
    """Whether this may be a code or a card's number: what a barcode can say, and every keyboard."""
    return len(written) <= longest and _NUMBER.fullmatch(written) is not None


def _groups_for(customer: Customer | None) -> models.QuerySet[Group]:
    """Those that may be chosen, and the one that somebody is in."""
    offered = models.Q(retired_at=None)
    return Group.objects.filter(offered | models.Q(id=customer.group_id) if customer else offered).order_by("name")


def _holder(cards: Any) -> Customer | None:
    card: CustomerCard | None = cards.first()
    return card.customer if card else None


def _values_of(customer: Customer, country: str) -> dict[str, Any]:
    return {
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "company": customer.company,
        "phone": show_phone(customer.phone, country) if customer.phone else "",
        "email": customer.email,
        "postcode": customer.postcode,
        "cards": ", ".join(cards_of(customer)),
        "code": customer.code,
        "group": customer.group_id,
        "language": customer.language,
        "birthday": customer.birthday,
        "website": customer.website,
        "note": customer.note,
    }
