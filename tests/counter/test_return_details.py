"""A return at the till: what makes it quick, and what its sums say."""

import re
from html import unescape

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.sales import baskets, checkout, discounts
from habitue.sales.discounts import ByHand
from habitue.sales.models import Basket, Document, Sale, Tender
from habitue.stores.models import Register, Staff
from tests.counter.conftest import At, Knows, Lines
from tests.counter.test_returns import back, complete, refund, sold, till_stamp


@pytest.fixture
def sale(till: Client, register: Register, tom: Staff, loafer: Variant) -> Sale:
    return sold(register, tom, loafer, 3)


def rows(page: str) -> list[str]:
    """The rows of the sum on the payment screen, in words."""
    *_before, sums = re.findall(r'<dl class="totals">(.*?)</dl>', page, re.DOTALL)
    found = re.findall("<div.*?</div>", sums, re.DOTALL)
    return [" ".join(unescape(re.sub("<[^>]*>", " ", row)).split()) for row in found]


@pytest.mark.parametrize("typed", ["1", "000001", " 1 "])
def test_at_its_own_till_the_last_figures_of_a_number_are_enough(till: Client, sale: Sale, typed: str) -> None:
    assert "Return from receipt 1-000001" in till.post("/till/returns/", {"number": typed}).text


def test_figures_alone_lead_to_no_receipt_of_another_till(
    at: At, till: Client, sale: Sale, second_register: Register, tom: Staff
) -> None:
    assert at(second_register, tom).post("/till/returns/", {"number": "1"}).status_code == 422


def test_pieces_that_come_back_for_two_reasons_keep_both(till: Client, sale: Sale, lines: Lines) -> None:
    back(till, sale, "1", "fit")
    assert back(till, sale, "3", "faulty").status_code == 422
    back(till, sale, "1", "faulty")
    back(till, sale, "1", "faulty")
    assert sorted((line.quantity, line.return_reason) for line in lines()) == [(-2, "faulty"), (-1, "fit")]
    assert back(till, sale, "1", "fit").status_code == 422
    refund(till, "cash")
    complete(till)
    made = Sale.objects.get(document=Document.RETURN)
    assert (made.total, sale.total) == (-26_700, 26_700)
    assert sorted(made.lines.values_list("quantity", "return_reason")) == [(-2, "faulty"), (-1, "fit")]


def test_the_sum_of_a_return_of_what_was_discounted_adds_up(
    till: Client, register: Register, tom: Staff, loafer: Variant
) -> None:
    line = baskets.put_in(register, tom, loafer, 1)
    discounts.give_on_line(register, line.id, ByHand(None, 800, None, tom, "Damaged", None))
    checkout.take_payment(register, Tender.CASH, 8_100)
    back(till, checkout.complete(register, line.basket_id, till_stamp(register, tom)))
    said = rows(till.get("/till/pay/").text)
    assert said[0].startswith("1 piece comes back")
    assert said[0].endswith("81,00 €")
    assert not any(row.startswith("Discount") for row in said)


def test_the_sum_of_an_exchange_says_what_comes_back_and_what_is_taken(
    till: Client, sale: Sale, register: Register, tom: Staff, *, polish: Variant
) -> None:
    back(till, sale)
    line = baskets.put_in(register, tom, polish, 2)
    discounts.give_on_line(register, line.id, ByHand(None, 90, None, tom, "Damaged", None))
    said = rows(till.get("/till/pay/").text)
    assert [re.sub(r"\s*[-−]?[\d,]+\s*€", "", row) for row in said[:2]] == ["1 piece comes back", "2 pieces"]
    assert said[2].startswith("Discount")


def test_a_code_is_asked_for_only_where_something_is_bought(till: Client, sale: Sale, polish: Variant) -> None:
    asks = "/till/basket/code/"
    assert asks not in back(till, sale).text
    assert asks not in till.get("/till/pay/").text
    assert asks in till.post("/till/basket/lines/", {"variant": polish.id}).text
    assert Basket.objects.get().lines.count() == 2


def test_who_stands_here_sees_which_of_their_sales_came_back_as_a_whole(
    till: Client, register: Register, tom: Staff, *, loafer: Variant, known: Knows
) -> None:
    marie = known("Marie", "Curie")
    whole, part = (sold(register, tom, loafer, 2, marie) for _each in range(2))
    for sale, pieces in ((whole, "2"), (part, "1")):
        back(till, sale, pieces)
        refund(till, "cash")
        complete(till)
    till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"})
    offered = till.get("/till/returns/").text
    assert offered.count("all came back") == 1
    before = offered.index("all came back")
    assert offered.rindex("1-00000", 0, before) == offered.index(whole.receipt_number)
