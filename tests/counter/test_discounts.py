"""Discounts of line and sale together, as the till asks for a manager."""

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.sales.models import Basket, Sale
from habitue.stores.models import Shop, Staff

TEN = {"kind": "percent", "off": "10", "reason": "Damaged"}


@pytest.fixture
def line(till: Client, loafer: Variant) -> str:
    till.post("/till/basket/lines/", {"variant": loafer.id})
    return f"/till/basket/lines/{Basket.objects.get().lines.get().id}"


@pytest.fixture
def allowed(shop: Shop) -> dict[str, str]:
    return {"manager": str(Staff.objects.get(name="Hélène").id), "pin": "1111"}


def test_line_and_sale_together_need_a_manager(till: Client, line: str, allowed: dict[str, str]) -> None:
    till.post(f"{line}/discount/", TEN)
    asked = till.post("/till/basket/discount/", TEN)
    assert asked.status_code == 422
    assert "Line and sale together, it is more than 10 %, which needs a manager." in asked.text
    assert 'value="10"' in asked.text
    assert Basket.objects.get().discount_percent is None
    assert till.post("/till/basket/discount/", TEN | allowed).status_code == 200
    assert till.post("/till/pay/payments/", {"tender": "cash", "amount": "72,09"}).status_code == 200


def put_back(till: Client, line: str, removed: str, loafer: Variant, percent: str) -> None:
    was = removed.partition('data-was="')[2].partition('"')[0]
    till.post(f"{line}/put-back/", {"variant": loafer.id, "quantity": "1", "percent": percent, "was": was})


def test_what_was_allowed_on_a_line_is_not_allowed_with_a_later_discount_on_the_sale(
    till: Client, line: str, loafer: Variant, allowed: dict[str, str]
) -> None:
    till.post(f"{line}/discount/", TEN | allowed | {"off": "50"})
    removed = till.post(f"{line}/remove/").text
    till.post("/till/basket/discount/", TEN)
    put_back(till, line, removed, loafer, "50.00")
    assert Basket.objects.get().lines.get().discount_allowed_by is None
    assert till.post("/till/pay/payments/", {"tender": "cash", "amount": "10"}).status_code == 422
    assert not Basket.objects.get().payments.exists()


def test_an_undo_gives_nothing_away(till: Client, line: str, loafer: Variant) -> None:
    till.post(f"{line}/remove/")
    till.post(f"{line}/put-back/", {"variant": loafer.id, "quantity": "1", "percent": "100", "was": "forged"})
    answer = till.post("/till/pay/complete/", {"basket": Basket.objects.get().id})
    assert (answer.status_code, "A discount by hand is more than 10" in answer.text) == (422, True)
    assert not Sale.objects.exists()


def test_an_undo_takes_no_more_off_than_was_allowed(
    till: Client, line: str, loafer: Variant, allowed: dict[str, str]
) -> None:
    till.post(f"{line}/discount/", TEN | allowed | {"off": "20"})
    put_back(till, line, till.post(f"{line}/remove/").text, loafer, "90")
    answer = till.post("/till/pay/payments/", {"tender": "cash", "amount": "5"})
    assert (answer.status_code, "A discount by hand is more than 10" in answer.text) == (422, True)
    assert not Basket.objects.get().payments.exists()
