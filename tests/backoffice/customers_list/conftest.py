"""Whatever a test does to customers, the list follows; some of them hold something in fields of one's own."""

from typing import Any

import pytest
from django.test import Client

from habitue.customers.listing import filing
from habitue.customers.models import (
    Customer,
    CustomField,
    FieldOption,
    Kind,
    Listed,
)
from habitue.stores.models import Shop
from tests.backoffice.customers_list.listed import PAGE, Own, add


@pytest.fixture(autouse=True)
def as_it_is(shop: Shop) -> Any:
    """Whatever a test does, the list ends up as the customers are."""
    yield
    filing.catch_up_with_all()
    assert not list(filing.misfiled())
    assert Listed.objects.count() == Customer.objects.filter(merged_into=None).count()


@pytest.fixture
def own(owner: Client, shop: Shop) -> Own:
    """A field of each kind, and who holds what in them."""
    fields = {kind.value: CustomField.objects.create(label_en=kind, label_fr=kind, kind=kind) for kind in Kind}
    options = {
        (kind, name): FieldOption.objects.create(field=fields[kind], label_en=name, label_fr=name)
        for kind in ("one_of", "several_of")
        for name in ("Gold", "Silver", "Pearl")
    }
    holds: dict[str, dict[str, list[str]]] = {
        "Anne": {"text": ["Le Café de l’Été"], "number": ["-9.5"], "yes_no": ["yes"], "several_of": ["Gold", "Pearl"]},
        "Bea": {"text": ["Chez Hélène, au café"], "number": ["9.5"], "date": ["2024-02-29"], "one_of": ["Gold"]},
        "Carl": {"text": ["★"], "number": ["10"], "date": ["1920-01-01"], "one_of": ["Silver"], "yes_no": ["no"]},
        "Dora": {},
    }
    for name, answers in holds.items():
        whole = {
            str(fields[kind].id): [str(options[kind, each].id) if (kind, each) in options else each for each in values]
            for kind, values in answers.items()
        }
        add(shop.node, name, fields=whole)
    return fields


@pytest.fixture
def hold(owner: Client, own: Own) -> Any:
    """Who is listed for `text="café"`, `number_from="9"`, `one_of=["Gold"]`, by what the form sends."""

    def hold(**asked: Any) -> str:
        sent: dict[str, Any] = {"sort": "name", "rising": "on"}
        for name, value in asked.items():
            kind = next(kind for kind in sorted(own, key=len, reverse=True) if name.startswith(kind))
            ids = [str(option.id) for option in own[kind].options.all() if option.label_en in value]
            sent[f"own_{own[kind].id.hex}{name.removeprefix(kind)}"] = ids or value
        answer = owner.post(f"{PAGE}filter/", sent)
        assert answer.status_code == 302
        assert not [value for value in asked.values() if value == asked.get("text") and value in answer["Location"]]
        return " ".join(customer.last_name for customer in owner.get(answer["Location"]).context["rows"])

    return hold
