"""A form that is sent twice makes one thing, and what two people take at once is told to the second."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from habitue.backoffice.views import categories, outlets, price_books, promotions, staff, tax_rates
from habitue.catalogue.models import Category, TaxRate
from habitue.customers.forms import CustomerForm
from habitue.customers.models import Customer
from habitue.journal.models import Entry
from habitue.pricing.models import PriceBook, Promotion
from habitue.stores.models import Outlet, Register, Staff

CATEGORY = {"name": "Shoes", "position": "1", "colour": "1"}
PROMOTION = {"name": "Sale", "takes": "percent", "value": "10", "days": "5"}
PERSON = {"name": "Noé", "role": "cashier", "language": "fr", "pin": "2468"}


@pytest.mark.parametrize(
    ("page", "given", "model"),
    [
        ("/office/categories/new/", CATEGORY, Category),
        ("/office/tax-rates/new/", {"name": "Standard", "rate": "20"}, TaxRate),
        ("/office/staff/new/", PERSON, Staff),
        ("/office/outlets/{outlet}/registers/new/", {"name": "Till 2", "code": "T2"}, Register),
        ("/office/prices/books/new/", {"name": "Regulars"}, PriceBook),
        ("/office/promotions/new/", PROMOTION, Promotion),
    ],
)
def test_a_form_that_is_sent_twice_makes_one(
    owner: Client, outlet: Outlet, *, page: str, given: dict[str, str], model: Any
) -> None:
    page = page.format(outlet=outlet.id)
    before = model.objects.count(), Entry.objects.count()
    sent = {**given, "minted": str(owner.get(page).context["new_id"])}
    assert f'name="minted" value="{sent["minted"]}"' in owner.post(page, {**sent, "name": ""}).text
    assert [owner.post(page, sent).status_code for _click in range(2)] == [302, 302]
    assert (model.objects.count(), Entry.objects.count()) == (before[0] + 1, before[1] + 1)


@pytest.mark.parametrize(
    ("view", "page", "given", "told"),
    [
        (categories, "/office/categories/new/", CATEGORY, "Another category has this name."),
        (tax_rates, "/office/tax-rates/new/", {"name": "Standard", "rate": "20"}, "Another tax rate has this name."),
        (staff, "/office/staff/new/", PERSON, "Somebody is called that already"),
        (price_books, "/office/prices/books/new/", {"name": "Regulars"}, "Another price book has this name."),
        (promotions, "/office/promotions/new/", PROMOTION, "Another promotion has this name."),
        (outlets, "/office/outlets/{outlet}/registers/new/", {"name": "x", "code": "9"}, "Another register has this"),
    ],
)
def test_what_somebody_else_took_meanwhile_is_told(
    owner: Client, outlet: Outlet, monkeypatch: pytest.MonkeyPatch, *, view: Any, page: str, given: Any, told: str
) -> None:
    perform = view.perform

    def too_late(*arguments: Any, **payload: Any) -> None:
        perform(*arguments, **payload)
        raise IntegrityError

    monkeypatch.setattr(view, "perform", too_late)
    answer = owner.post(page.format(outlet=outlet.id), given)
    assert answer.status_code == 422
    assert told in answer.text


def test_a_code_that_somebody_else_took_meanwhile_is_told(owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.post("/office/customers/new/", {"first_name": "Zoé", "code": "ZOE"})
    honest, asked = CustomerForm.clean_code, []

    def once_late(form: CustomerForm) -> str:
        asked.append(form)
        return honest(form) if len(asked) > 1 else str(form.cleaned_data["code"])

    monkeypatch.setattr(CustomerForm, "clean_code", once_late)
    answer = owner.post("/office/customers/new/", {"first_name": "Zoé", "code": "ZOE"})
    assert answer.status_code == 422
    assert "belongs to Zoé already" in answer.text


def test_what_the_form_cannot_explain_is_not_hidden(
    owner: Client, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.post("/office/customers/new/", {"first_name": "Zoé", "code": "ZOE"})
    monkeypatch.setattr(CustomerForm, "clean_code", lambda form: form.cleaned_data["code"])
    with pytest.raises(IntegrityError):
        owner.post(f"/office/customers/{customer.id}/", {"first_name": "Marie", "code": "ZOE"})
