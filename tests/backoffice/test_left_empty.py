"""A field that was left empty is told what to write in it, and never only that it is required."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.test import Client

import habitue
from habitue.stores.models import Role
from tests.backoffice.conftest import SignedIn


@pytest.fixture
def owner(signed_in: SignedIn) -> Client:
    return signed_in(Role.OWNER)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("/office/settings/", ["Write the shop’s name.", "Choose one.", "Write a number of minutes from 1 to 480."]),
        ("/office/staff/new/", ["Write this person’s name.", "Choose one.", "Choose a PIN: 4 to 8 digits."]),
        ("/office/outlets/new/", ["Give it a name.", "Choose one."]),
        ("/office/categories/new/", ["Give it a name.", "Write a number, such as 3.", "Choose one."]),
        ("/office/tax-rates/new/", ["Give it a name.", "Write a rate, such as 5.5."]),
        ("/office/groups/new/", ["Give it a name.", "Choose one."]),
        ("/office/loyalty/tiers/new/", ["Fill this in."]),
    ],
)
def test_an_empty_form_says_what_to_do(owner: Client, page: str, told: list[str]) -> None:
    answer = owner.post(page, {"sent": "1"})
    assert answer.status_code == 422
    said = answer.text.replace("&#x27;", "’")
    assert [each for each in told if f"{each}</p>" not in said] == []
    assert "is required" not in said


@pytest.mark.parametrize("minutes", ["", "0", "481", "soon"])
def test_wrong_minutes_are_told_which_are_right(owner: Client, minutes: str) -> None:
    answer = owner.post("/office/settings/", {"name": "Orsel", "language": "en", "lock_after_minutes": minutes})
    assert answer.status_code == 422
    assert "Write a number of minutes from 1 to 480." in answer.text
    assert f'value="{minutes}"' in answer.text or not minutes


def test_no_form_says_it_in_djangos_words() -> None:
    for module in pkgutil.walk_packages(habitue.__path__, "habitue."):
        if ".forms" in module.name:
            importlib.import_module(module.name)
    fields = [
        (form.__qualname__, name, str(field.error_messages["required"]))
        for form in _all(forms.BaseForm)
        if form.__module__.startswith("habitue.")
        for name, field in form.base_fields.items()  # type: ignore[attr-defined] # which the metaclass puts there
        if field.required
    ]
    assert len(fields) > 60
    assert [each for each in fields if "required" in each[2]] == []


def _all(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in form.__subclasses__():
        yield each
        yield from _all(each)
