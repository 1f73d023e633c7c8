"""What went wrong in shops: an old page that is sent again, a product of last season that is scanned."""

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.lib.clock import now
from habitue.sales import baskets, checkout
from habitue.sales.models import Tender
from habitue.stores.models import Register, Staff
from tests.counter.conftest import LOAFER_BLACK_38, Knows


@pytest.mark.parametrize("code", [LOAFER_BLACK_38, "loa-38-bl"])
def test_a_product_that_is_sold_no_more_is_named(till: Client, loafer: Variant, code: str) -> None:
    Variant.objects.filter(id=loafer.id).update(retired_at=now())
    answer = till.post("/till/scan/", {"code": code, "where": "sell"}).text
    assert "No longer sold" in answer
    assert "Loafer 38 · black" in answer
    assert "New customer with this card" not in answer


def test_a_code_that_nobody_knows_is_still_told_so(till: Client) -> None:
    assert "Nobody knows this code" in till.post("/till/scan/", {"code": "4006381333900", "where": "sell"}).text


def test_a_payment_sent_from_the_page_of_an_earlier_sale_counts_for_no_other(
    till: Client, register: Register, tom: Staff, polish: Variant
) -> None:
    baskets.put_in(register, tom, polish)
    first = baskets.basket_at(register)
    assert first
    checkout.take_payment(register, Tender.CASH, 490)
    checkout.complete(register, first.id, Stamp(register.id, tom.id))
    baskets.put_in(register, tom, polish)
    answer = till.post("/till/pay/payments/", {"amount": "4,90", "tender": "cash", "basket": str(first.id)})
    assert answer.headers["HX-Redirect"] == "/till/pay/"
    second = baskets.basket_at(register)
    assert second
    assert not second.payments.exists()
    till.post("/till/pay/payments/", {"amount": "4,90", "tender": "cash", "basket": str(second.id)})
    assert second.payments.count() == 1


def test_a_form_of_a_record_that_was_merged_meanwhile_shows_who_it_is_now(till: Client, known: Knows) -> None:
    marie, maria = known("Marie", "Curie"), known("Maria", "Curie")
    till.post("/till/basket/customer/", {"customer": str(maria.id)})
    Customer.objects.filter(id=maria.id).update(merged_into=marie)
    assert f'name="id" value="{marie.id}"' in till.get(f"/till/customers/{maria.id}/").text
    answer = till.post(f"/till/customers/{maria.id}/", {"first_name": "Manya", "code": maria.code})
    assert answer.headers["HX-Retarget"] == "#dialog-place"
    assert "merged meanwhile" in answer.headers["HX-Trigger"]
    assert f'name="id" value="{marie.id}"' in answer.text
    assert set(Customer.objects.values_list("first_name", flat=True)) == {"Marie", "Maria"}
