from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from habitue.backoffice import paging
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.actions import void_sale
from habitue.sales.models import Payment, ReturnReason, Sale, Tender
from habitue.sales.refunds import refund
from habitue.sales.returns import bring_back
from habitue.stores.models import Register, Role, Staff
from tests.backoffice.conftest import Sells


def listed(client: Client, **asked: Any) -> list[str]:
    page = client.get("/office/sales/", asked)
    assert page.status_code == 200
    return [sale.receipt_number for sale in page.context["page"].rows]


def at(sale: Sale, *moment: int) -> None:
    Sale.objects.filter(id=sale.id).update(completed_at=datetime(*moment, tzinfo=UTC))  # type: ignore[arg-type, misc]  # year, month and day are among them


def test_a_shop_that_has_sold_nothing_says_so(owner: Client) -> None:
    assert "No sale yet" in owner.get("/office/sales/").text


def test_the_latest_sale_stands_first(owner: Client, sell: Sells) -> None:
    for _sale in range(3):
        sell()
    assert listed(owner) == ["1-000003", "1-000002", "1-000001"]
    assert "Today: 3 sales, 267,00\xa0€" in owner.get("/office/sales/").text


@pytest.mark.parametrize("typed", ["1-000002", "1-2", "2", " 1-0 00002 ", "000002"])
def test_a_receipt_is_found_by_its_number_as_people_say_it(owner: Client, sell: Sells, typed: str) -> None:
    for _sale in range(3):
        sell()
    assert listed(owner, receipt=typed) == ["1-000002"]


@pytest.mark.parametrize("typed", ["x", "<b>", "9999999999999999", "1-000002-3", "👟", "%"])
def test_a_number_that_is_none_finds_nothing(owner: Client, sell: Sells, typed: str) -> None:
    sell()
    assert listed(owner, receipt=typed) == []
    assert "No sale like this" in owner.get("/office/sales/", {"receipt": typed}).text


def test_days_are_those_of_the_outlet(owner: Client, sell: Sells) -> None:
    late, early = sell(), sell()
    at(late, 2026, 6, 1, 21, 59)  # 23:59 in Paris
    at(early, 2026, 6, 1, 22, 1)  # the next day there
    assert listed(owner, since="2026-06-01", until="2026-06-01") == [late.receipt_number]
    assert listed(owner, since="2026-06-02") == [early.receipt_number]
    assert listed(owner, until="2026-06-02") == [early.receipt_number, late.receipt_number]


@pytest.mark.parametrize("typed", ["yesterday", "2026-02-31", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_told_and_kept(owner: Client, sell: Sells, typed: str) -> None:
    sell()
    page = owner.get("/office/sales/", {"until": typed})
    assert page.status_code == 200
    assert 'id="id_until_error"' in page.text
    assert f'value="{typed}"' in page.text


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"since": "2026-06-02", "until": "2026-06-01"}, "until", "It ends before it starts."),
        ({"receipt": "1" * 41}, "receipt", "at most 40 characters"),
    ],
)
def test_what_cannot_be_looked_for_is_told_and_kept(
    owner: Client, sell: Sells, asked: dict[str, str], field: str, said: str
) -> None:
    sell()
    page = owner.get("/office/sales/", asked).text
    assert f'id="id_{field}_error"' in page
    assert said in page
    assert f'value="{asked[field]}"' in page


def test_sales_by_staff_register_and_customer(
    owner: Client, sell: Sells, customer: Customer, people: dict[Role, Staff], register: Register
) -> None:
    sell()
    hers = sell(customer=customer)
    assert listed(owner, customer=str(customer.id)) == [hers.receipt_number]
    assert len(listed(owner, staff=str(people[Role.CASHIER].id), register=str(register.id))) == 2
    assert listed(owner, staff=str(people[Role.OWNER].id)) == []
    assert listed(owner, customer="not an id") == []


def test_a_customer_is_looked_for_without_a_word_of_it_in_an_address(owner: Client, customer: Customer) -> None:
    found = owner.post("/office/customers/find/", {"q": "curie"}, headers={"hx-request": "true"})
    assert f'href="/office/sales/?customer={customer.id}"' in found.text
    assert "Marie Curie" in found.text
    assert "06 12 34 12 78" not in found.text
    assert owner.get("/office/customers/find/", {"q": "curie"}).status_code == 405


def test_pages_follow_each_other_without_gap_or_repetition(
    owner: Client, sell: Sells, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "ROWS", 2)
    sales = [sell() for _sale in range(5)]
    for sale in sales[1:4]:
        at(sale, 2026, 6, 1, 12)
    first = owner.get("/office/sales/").context["page"]
    seen, page = [*first.rows], first
    while page.earlier:
        page = owner.get("/office/sales/", {"before": page.earlier}).context["page"]
        seen += page.rows
    assert sorted(sale.number for sale in seen) == [1, 2, 3, 4, 5]
    back = owner.get("/office/sales/", {"after": page.later}).context["page"]
    assert [sale.id for sale in back.rows] == [sale.id for sale in seen[2:4]]
    assert owner.get("/office/sales/", {"after": back.later}).context["page"].rows == first.rows


@pytest.mark.parametrize("mark", ["nonsense", "2026-01-01~x", f"2026-01-01T12:00~{UUID(int=1)}", "~", "x" * 500])
def test_a_mark_that_cannot_be_read_leads_to_the_first_page(owner: Client, sell: Sells, mark: str) -> None:
    sell()
    assert listed(owner, before=mark) == ["1-000001"]
    assert listed(owner, after=mark) == ["1-000001"]


def test_a_sale_shows_all_that_is_known_of_it(owner: Client, sell: Sells, customer: Customer) -> None:
    sale = sell(quantity=2, customer=customer, cash=20000)
    page = owner.get(f"/office/sales/{sale.id}/").text
    for shown in ("1-000001", "LOA-38", "178,00\xa0€", "200,00\xa0€", "22,00\xa0€", "29,67\xa0€", "Marie Curie", "Léa"):
        assert shown in page
    assert f'href="/office/customers/{customer.id}/"' in page
    assert "Loafer &lt;b&gt;Orsay&lt;/b&gt;" in page
    assert "<b>Orsay" not in page


def test_the_journal_entry_is_verified_and_a_forged_one_told(owner: Client, sell: Sells) -> None:
    sell()
    sale = sell()
    page = owner.get(f"/office/sales/{sale.id}/").text
    assert "verified" in page
    assert sale.entry.digest in page
    assert sale.entry.hash in page
    assert sale.entry.previous in page
    forged = (sale.entry.payload or "").replace("8900", "100")
    Entry.objects.filter(id=sale.entry_id).update(payload=forged)
    page = owner.get(f"/office/sales/{sale.id}/").text
    assert "broken" in page
    assert "its payload is not the one that was written" in page


def test_an_entry_that_does_not_follow_the_one_before_is_told(owner: Client, sell: Sells) -> None:
    sell()
    sale = sell()
    Entry.objects.filter(stream=sale.entry.stream_id, number=sale.entry.number - 1).update(hash="f" * 64)
    assert "it is not chained to the entry before it" in owner.get(f"/office/sales/{sale.id}/").text


def test_a_sale_that_does_not_exist_is_not_found(owner: Client, sell: Sells) -> None:
    assert owner.get("/office/sales/01900000-0000-7000-8000-00000000ffff/").status_code == 404


def test_yesterday_does_not_count_as_today(owner: Client, sell: Sells) -> None:
    sale = sell()
    Sale.objects.filter(id=sale.id).update(completed_at=sale.completed_at - timedelta(days=1))
    assert "Today: 0 sales" in owner.get("/office/sales/").text


# --- Whose a sale turns out to be -----------------------------------------------------------------------------------


def test_several_ticked_sales_are_given_to_a_customer(owner: Client, sell: Sells, customer: Customer) -> None:
    sales = [str(sell().id), str(sell().id)]
    asked = owner.post("/office/sales/track/", {"sale": sales})
    assert "Whose sales are they?" in asked.text
    found = owner.post("/office/sales/track/", {"sale": sales, "q": "curie"}, headers={"hx-request": "true"})
    assert f'value="{customer.id}"' in found.text
    answer = owner.post("/office/sales/track/", {"sale": sales, "customer": str(customer.id)}, follow=True)
    assert "2 sales are Marie Curie&#x27;s now." in answer.text
    customer.refresh_from_db()
    assert customer.spent == 2 * 8900
    assert listed(owner, customer=str(customer.id)) == ["1-000002", "1-000001"]


def test_a_sale_moves_to_somebody_else_and_to_nobody_and_its_page_tells(
    owner: Client, sell: Sells, customer: Customer
) -> None:
    sale = sell()
    page = f"/office/sales/{sale.id}/"
    assert "Give it to a customer" in owner.get(page).text
    owner.post("/office/sales/track/", {"sale": str(sale.id), "customer": str(customer.id)})
    told = owner.get(page).text
    assert "Given to Marie Curie" in told
    assert "Give it to somebody else" in told
    owner.post("/office/sales/track/", {"sale": str(sale.id), "customer": "nobody"})
    assert "Given to nobody, before Marie Curie" in owner.get(page).text
    customer.refresh_from_db()
    assert (customer.spent, customer.last_visit) == (0, None)


@pytest.mark.parametrize("chosen", [[], ["x"], ["00000000-0000-0000-0000-000000000009"]])
def test_nothing_that_is_a_sale_was_ticked(owner: Client, shop: object, chosen: list[str]) -> None:
    answer = owner.post("/office/sales/track/", {"sale": chosen, "customer": "nobody"}, follow=True)
    assert "Tick the sales first" in answer.text


@pytest.mark.parametrize("customer", ["x", "00000000-0000-0000-0000-000000000009", "<b>"])
def test_a_customer_whom_nobody_knows_changes_nothing(owner: Client, sell: Sells, customer: str) -> None:
    sale = sell()
    answer = owner.post("/office/sales/track/", {"sale": str(sale.id), "customer": customer})
    assert "Whose sale is it?" in answer.text
    assert Sale.objects.get(id=sale.id).customer is None


@pytest.mark.parametrize("typed", ["1-000001", "1-1", "1000001"])
def test_a_receipts_number_finds_its_customer_in_the_one_box(
    owner: Client, sell: Sells, customer: Customer, typed: str
) -> None:
    sell(customer=customer)
    for page in ("/office/customers/", "/office/customers/find/"):
        assert "Marie Curie" in owner.post(page, {"q": typed}, headers={"hx-request": "true"}).text


def test_the_back_office_prints_duplicates_and_lists_them(owner: Client, sell: Sells) -> None:
    sale = sell()
    assert "DUPLICATE" not in owner.get(f"/office/sales/{sale.id}/").text
    answer = owner.post(f"/office/sales/{sale.id}/reprint/", headers={"hx-request": "true"})
    assert "DUPLICATE 1" in answer.text
    assert answer.headers["HX-Trigger-After-Settle"] == "print-paper"
    assert "Duplicate 1" in owner.get(f"/office/sales/{sale.id}/").text


def test_a_way_of_paying_is_named_once(owner: Client, sell: Sells) -> None:
    sale = sell(cash=20_000)
    payment = sale.payments.get()
    Payment.objects.create(sale=sale, position=1, tender=payment.tender, amount=0, tendered=0)
    assert ">Cash<" in owner.get("/office/sales/").text
    assert "Cash, Cash" not in owner.get("/office/sales/").text


def test_what_came_back_is_told_on_both_sides(owner: Client, sell: Sells) -> None:
    sale = sell()
    register, staff = Register.objects.select_related("outlet").get(id=sale.register_id), sale.staff
    bring_back(register, staff, sale, {0: 1}, ReturnReason.FAULTY)
    refund(register, Tender.CASH)
    basket = baskets.basket_at(register)
    assert basket
    back = checkout.complete(register, basket.id, Stamp(register.id, staff.id))
    first = owner.get(f"/office/sales/{sale.id}/").text
    assert "Came back" in first
    assert f'href="/office/sales/{back.id}/"' in first
    second = owner.get(f"/office/sales/{back.id}/").text
    assert f"Return {back.receipt_number}" in second
    assert f'href="/office/sales/{sale.id}/"' in second
    assert "Faulty" in second
    assert "Given back: Cash" in second
    assert listed(owner, document="return") == [back.receipt_number]
    assert listed(owner, document="sale") == [sale.receipt_number]
    assert '<span class="badge">Return</span>' in owner.get("/office/sales/").text


def test_a_void_and_what_it_undoes_lead_to_each_other(owner: Client, sell: Sells) -> None:
    sale = sell()
    stamp = Stamp(sale.register_id, sale.staff_id)
    void = perform(void_sale, stamp, id=new_id(), sale=sale.id, register=sale.register_id, allowed_by=sale.staff_id)
    assert f'href="/office/sales/{void.id}/"' in owner.get(f"/office/sales/{sale.id}/").text
    page = owner.get(f"/office/sales/{void.id}/").text
    assert f'href="/office/sales/{sale.id}/"' in page
    assert f"allowed by {sale.staff.name}" in page
