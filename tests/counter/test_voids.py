"""Undoing a sale at the till."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.journal.action import Stamp
from habitue.lib.clock import now
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, Document, ReturnReason, Sale, Tender
from habitue.sales.refunds import refund
from habitue.sales.returns import bring_back
from habitue.stores.models import Register, Staff
from tests.counter.conftest import At, Knows
from tests.counter.test_returns import sold


@pytest.fixture
def sale(till: Client, register: Register, tom: Staff, loafer: Variant, known: Knows) -> Sale:
    return sold(register, tom, loafer, 2, known("Marie", "Curie"))


@pytest.fixture
def owner(at: At, register: Register) -> Client:
    return at(register, Staff.objects.get(name="Hélène"))


def void(till: Client, sale: Sale, **typed: str) -> Any:
    return till.post(f"/till/receipts/{sale.id}/void/", typed)


def test_it_asks_by_naming_what_it_undoes(till: Client, sale: Sale) -> None:
    assert "Void the sale" in till.get(f"/till/receipts/{sale.id}/").text
    asked = till.get(f"/till/receipts/{sale.id}/void/").text
    assert "Void sale 1-000001?" in asked
    assert "2 pieces for" in asked
    assert "Cash" in asked
    assert not Sale.objects.filter(document=Document.VOID).exists()


def test_what_was_paid_in_cash_twice_is_given_back_once(owner: Client, loafer: Variant) -> None:
    owner.post("/till/basket/lines/", {"variant": loafer.id})
    for amount in ("50", "39"):
        owner.post("/till/pay/payments/", {"tender": "cash", "amount": amount})
    owner.post("/till/pay/complete/", {"basket": Basket.objects.get().id})
    asked = owner.get(f"/till/receipts/{Sale.objects.get().id}/void/").text
    assert asked.count(">Cash<") == 1
    assert "89,00" in asked


def test_a_manager_allows_it(till: Client, sale: Sale) -> None:
    manager = Staff.objects.get(name="Hélène")
    asked = void(till, sale)
    assert asked.status_code == 422
    assert "To void a sale needs a manager." in asked.text
    assert "Wrong PIN" in void(till, sale, manager=str(manager.id), pin="9999").text
    done = void(till, sale, manager=str(manager.id), pin="1111")
    made = Sale.objects.get(voids=sale)
    assert done["HX-Redirect"] == f"/till/receipts/{made.id}/"
    assert made.payments.get().allowed_by == manager


def test_all_of_it_is_undone_once(owner: Client, sale: Sale) -> None:
    void(owner, sale)
    void(owner, sale)
    made = Sale.objects.get(document=Document.VOID)
    assert (made.total, made.voids, made.customer) == (-17_800, sale, sale.customer)
    assert [(each.tender, each.amount) for each in made.payments.all()] == [("cash", -17_800)]
    assert sale.customer
    sale.customer.refresh_from_db()
    assert sale.customer.spent == 0
    page = owner.get(f"/till/receipts/{made.id}/").text
    assert "Sale voided" in page
    assert "1-000001" in page.partition('class="receipt-kind"')[2].partition("</p>")[0]
    assert "Given back: Cash" in page
    first = owner.get(f"/till/receipts/{sale.id}/").text
    assert "This sale was voided by 1-000002." in first
    assert "/void/" not in first
    assert "This sale was voided" in owner.get(f"/till/returns/{sale.id}/").text


def test_not_at_another_register(at: At, second_register: Register, sale: Sale) -> None:
    other = at(second_register, Staff.objects.get(name="Hélène"))
    assert "Void the sale" not in other.get(f"/till/receipts/{sale.id}/").text
    assert "at its own register: Register 1" in void(other, sale).text
    assert Sale.objects.count() == 1


def test_not_on_another_day(owner: Client, sale: Sale) -> None:
    Sale.objects.update(completed_at=now() - timedelta(days=1))
    assert "Void the sale" not in owner.get(f"/till/receipts/{sale.id}/").text
    assert "on its own day only" in void(owner, sale).text
    assert Sale.objects.count() == 1


def test_not_what_has_come_back_in_part(owner: Client, register: Register, tom: Staff, sale: Sale) -> None:
    bring_back(register, tom, sale, {0: 1}, ReturnReason.FIT)
    refund(register, Tender.CASH)
    basket = baskets.basket_at(register)
    assert basket
    checkout.complete(register, basket.id, Stamp(register.id, tom.id))
    assert "has come back already" in void(owner, sale).text
    assert Sale.objects.count() == 2


def back_of(sale: Sale, register: Register, tom: Staff) -> Sale:
    bring_back(register, tom, sale, {0: 1}, ReturnReason.FIT)
    refund(register, Tender.CASH)
    basket = baskets.basket_at(register)
    assert basket
    return checkout.complete(register, basket.id, Stamp(register.id, tom.id))


def test_a_return_is_voided_and_its_money_taken_back(owner: Client, register: Register, tom: Staff, sale: Sale) -> None:
    back = back_of(sale, register, tom)
    assert "Void the return" in owner.get(f"/till/receipts/{back.id}/").text
    asked = owner.get(f"/till/receipts/{back.id}/void/").text
    assert "Void return 1-000002?" in asked
    assert "Take back:" in asked
    assert "Give back:" not in asked
    void(owner, back)
    made = Sale.objects.get(voids=back)
    assert made.total == 8900
    page = owner.get(f"/till/receipts/{made.id}/").text
    assert "Return voided" in page
    assert "Taken back: Cash" in page
    assert "It was voided by 1-000003." in owner.get(f"/till/receipts/{back.id}/").text
    assert "Void the sale" in owner.get(f"/till/receipts/{sale.id}/").text


def test_it_says_what_to_do_where_a_return_cannot_be_voided(
    owner: Client, register: Register, tom: Staff, sale: Sale
) -> None:
    first = back_of(sale, register, tom)
    back_of(sale, register, tom)
    answer = void(owner, first)
    assert answer.status_code == 422
    assert "Void that return first." in answer.text
    assert not Sale.objects.filter(document=Document.VOID).exists()
