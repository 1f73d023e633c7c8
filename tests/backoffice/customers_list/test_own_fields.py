"""The list of customers, narrowed by fields of one's own."""

from typing import Any

import pytest
from django.test import Client

from habitue.customers.actions import change_customer
from habitue.customers.listing import held, holding
from habitue.customers.models import (
    Customer,
    CustomField,
)
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.stores.models import Shop
from tests.backoffice.customers_list.listed import PAGE, Own


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize("bits", [0, 62])
def test_by_each_kind_of_field_of_ones_own(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, few: int, bits: int
) -> None:
    monkeypatch.setattr(holding, "FEW", few)
    for module in (holding, held):
        monkeypatch.setattr(module, "BITS", bits)
    hold = request.getfixturevalue("hold")
    assert hold(text="CAFE") == "Anne Bea"
    assert hold(text="ete caf") == "Anne"
    assert hold(text="afé") == ""
    assert hold(text_is="filled") == "Anne Bea Carl"
    assert hold(text_is="empty") == "Dora"
    assert hold(number_from="9,5", number_to="9.5") == "Bea"
    assert hold(number_from="-10", number_to="9.5") == "Anne Bea"
    assert hold(number_from="9.51") == "Carl"
    assert hold(number_to="0") == "Anne"
    assert hold(date_from="2024-02-29") == "Bea"
    assert hold(date_to="2024-02-28") == "Carl"
    assert hold(yes_no_is="yes") == "Anne"
    assert hold(yes_no_is="no") == "Carl"
    assert hold(yes_no_is="empty") == "Bea Dora"
    assert hold(one_of=["Gold", "Silver"]) == "Bea Carl"
    assert hold(several_of=["Pearl", "Silver"]) == "Anne"
    assert hold(several_of_is="filled") == "Anne"
    assert hold(text="cafe", number_from="0", one_of=["Gold"]) == "Bea"
    assert hold(text="cafe", one_of_is="empty") == "Anne"


def test_what_a_record_holds_is_looked_up_as_it_is_now(owner: Client, shop: Shop, own: Own, hold: Any) -> None:
    anne = Customer.objects.get(last_name="Anne")
    told = {str(own["text"].id): ["Musée"], str(own["number"].id): []}
    given: dict[str, Any] = {"id": anne.id, "code": anne.code, "language": "fr", "last_name": "Anne", "fields": told}
    perform(change_customer, Stamp(shop.node), **given)
    assert (hold(text="cafe"), hold(text="mus"), hold(number_to="0")) == ("Bea", "Anne", "")


def test_a_filter_that_cannot_be_read_is_told_and_stays(owner: Client, own: Own) -> None:
    number, day = (f"own_{own[kind].id.hex}" for kind in ("number", "date"))
    sent = {f"{number}_from": "ten", f"{day}_from": "2024-02-01", f"{day}_to": "2024-01-01", "own_nonsense": "x"}
    answer = owner.post(f"{PAGE}filter/", {**sent, f"own_{own['text'].id.hex}": "★"})
    assert answer.status_code == 422
    assert all(text in answer.text for text in ("Write a number", "ends before it begins", "Write a word", "ten"))
    assert [row.last_name for row in answer.context["rows"]] == ["Bea"]


def test_a_filter_shows_what_is_asked_and_the_field_as_it_is_called_now(owner: Client, own: Own) -> None:
    field = own["text"]
    address = owner.post(f"{PAGE}filter/", {f"own_{field.id.hex}": "hélène"})["Location"]
    for _time in range(2):
        assert 'value="hélène"' not in owner.get(PAGE).text
        assert 'value="hélène"' in owner.get(address).text
    CustomField.objects.filter(id=field.id).update(label_en="Engraving", label_fr="Engraving")
    assert "Engraving" in owner.get(PAGE).text


def test_words_that_are_not_known_any_more_are_asked_for_again(owner: Client, own: Own) -> None:
    page = owner.get(PAGE, {"words": "elsewhere"})
    assert "not known any more" in page.text
    assert not page.context["narrowed"]
