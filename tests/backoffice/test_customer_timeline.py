"""What happened to a customer, the latest first."""

import re
from copy import copy
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from habitue.backoffice import timeline
from habitue.backoffice.facts import changes_of
from habitue.balances.models import LoyaltyPlan
from habitue.customers.actions import GivenAnswer, change_customer, record_consents
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.messaging.models import Mail
from habitue.sales.actions import merge_customers, track_sale, unmerge_customers
from habitue.sales.models import Sale, SaleLine
from habitue.stores.models import Role, Shop, Staff
from tests.backoffice.conftest import Sells, SignedIn
from tests.backoffice.customer_record import page_of
from tests.backoffice.test_gift_cards import plain


def test_the_timeline_tells_where_somebody_was_created_and_what_they_bought(
    owner: Client, customer: Customer, sell: Sells
) -> None:
    sale = sell(customer=customer, quantity=2)
    page = owner.get(page_of(customer)).text
    told = page[page.index('class="timeline"') :]
    assert told.index(sale.receipt_number) < told.index("Became a customer at the till")
    assert "2 × Loafer &lt;b&gt;Orsay&lt;/b&gt;" in told
    assert "Register 1" in told
    assert f'href="/office/sales/?customer={customer.id}"' in page


def test_the_timeline_has_pages_that_lose_and_repeat_nothing(
    owner: Client, customer: Customer, shop: Shop, sell: Sells, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "AT_ONCE", 4)
    at = now() + timedelta(hours=1)
    for number in range(6):
        # Some at the same moment: nothing that happened is left out between two pages.
        perform(
            change_customer,
            Stamp(shop.node, at=at + timedelta(seconds=number // 3)),
            id=customer.id,
            code=customer.code,
            first_name=f"Marie {number}",
            language="fr",
        )
    sell(customer=customer)
    seen, before = [], ""
    for _page in range(9):
        shown = owner.get(page_of(customer, "timeline"), {"before": before}).context["timeline"]
        seen += [each.id for each in shown.happenings]
        before = shown.earlier
        if not before:
            break
    assert len(seen) == len(set(seen)) == 8
    assert seen[-1] == customer.id


def test_tracks_consents_mails_and_merges_stand_on_the_timeline(
    owner: Client, customer: Customer, shop: Shop, sell: Sells, people: dict[Role, Staff]
) -> None:
    def office() -> Stamp:
        return Stamp(shop.node, people[Role.OWNER].id)

    owner.post("/office/customers/new/", {"first_name": "Maria", "website": "www.example.com"})
    maria = Customer.objects.get(first_name="Maria")
    sale = sell(customer=maria)
    perform(track_sale, office(), id=new_id(), sale=sale.id, customer=customer.id)
    answer = GivenAnswer(id=new_id(), purpose="write", channel="email", given=True)
    perform(record_consents, office(), customer=customer.id, answers=[answer], way="paper", language="fr")
    Mail.objects.create(about="receipt", to="marie@example.org", customer=customer, sale=sale, asked_at=now())
    told = owner.get(page_of(customer, "timeline")).text
    assert "A sale was put on this customer" in told
    assert f'href="{page_of(maria)}"><bdi>Maria</bdi>' in told
    assert "Agreed: may write to me (E-mail)" in told
    assert "on paper" in told
    assert "Mail: Receipt" in told
    assert re.search(r"waiting</span>\s*(<a [^>]*>)?<bdi>marie@example.org", told)
    assert "A sale was taken off this customer" in owner.get(page_of(maria, "timeline")).text
    Mail.objects.create(about="receipt", to="maria@example.org", customer=maria, sale=sale, asked_at=now())
    merge = perform(merge_customers, office(), id=new_id(), kept=customer.id, gone=maria.id)
    told = owner.get(page_of(customer, "timeline")).text
    assert "Another record was merged into this one" in told
    assert "https://www.example.com" in told
    assert "maria@example.org" in told, "what happened to the other record is told here too"
    perform(unmerge_customers, office(), id=merge.id)
    told = owner.get(page_of(customer, "timeline")).text
    assert told.index("A merge was undone") < told.index("Another record was merged into this one")
    assert "undone since" in told
    assert "maria@example.org" not in told


def test_everybodys_first_group_is_called_as_the_reader_calls_it() -> None:
    facts = [["group", "All customers", "VIP"], ["company", "", "All customers"]]
    with translation.override("fr"):
        [[moved, company]] = changes_of([facts], "FR")
    assert (moved.was, moved.now) == ("Tous les clients", "VIP")
    assert company.now == "All customers"


def test_a_receipt_is_a_link_only_for_who_may_open_it(signed_in: SignedIn, customer: Customer, sell: Sells) -> None:
    sale = sell(customer=customer)
    link = f"/office/sales/{sale.id}/"
    assert link in signed_in(Role.STORE_MANAGER).get(page_of(customer)).text
    page = signed_in(Role.WAREHOUSE_MANAGER).get(page_of(customer)).text
    assert sale.receipt_number in page
    assert link not in page


@pytest.mark.parametrize("before", ["x", "2026-01-01~", "~~", "9999-99-99T00:00:00+00:00~x", "2026-01-01~7"])
def test_a_mark_that_cannot_be_read_shows_the_latest(owner: Client, customer: Customer, before: str) -> None:
    shown = owner.get(page_of(customer, "timeline"), {"before": before})
    assert "Became a customer at the till" in shown.text


def test_2000_purchases_are_read_in_few_queries(owner: Client, customer: Customer, sell: Sells) -> None:
    first = sell(customer=customer)
    line = first.lines.get()
    sales, lines = [], []
    for number in range(2, 2001):
        sale = Sale.objects.get(id=first.id)
        sale.id, sale.number, sale.receipt_number = new_id(), number, f"1-{number:06}"
        sale.completed_at = first.completed_at - timedelta(hours=number)
        sales.append(sale)
        line.pk, line.sale = None, sale
        lines.append(copy(line))
    Sale.objects.bulk_create(sales)
    SaleLine.objects.bulk_create(lines)
    owner.get(page_of(customer))
    with CaptureQueriesContext(connection) as asked:
        page = owner.get(page_of(customer))
    assert "2000 purchases" in page.text or "2,000 purchases" in page.text
    assert len(asked) <= 50, "\n".join(query["sql"][:100] for query in asked)


def test_balances_changed_by_hand_and_terms_of_an_account_are_told(
    owner: Client, customer: Customer, people: dict[Role, Staff]
) -> None:
    LoyaltyPlan.objects.create(active=True)
    of = f"/office/customers/{customer.id}"
    owner.post(f"{of}/credit/", {"way": "give", "amount": "12,50", "reason": "a scratch", "minted": new_id()})
    owner.post(f"{of}/credit/", {"way": "take", "amount": "2", "reason": "a slip", "minted": new_id()})
    owner.post(f"{of}/loyalty/", {"way": "give", "units": "40", "reason": "a birthday", "minted": new_id()})
    for limit, days in (("500", "30"), ("750", "14"), ("750", "14")):
        owner.post(f"{of}/account/", {"limit": limit, "days": days})
    owner.post(f"{of}/account/close/")
    told = owner.get(page_of(customer, "timeline")).context["timeline"].happenings
    # Each with who, from what, and to what; what is sent again unchanged tells nothing.
    assert [
        (each.title, each.by, [tuple(map(plain, (change.label, change.was, change.now))) for change in each.changes])
        for each in told
        if each.id != customer.id
    ] == [
        ("Account closed", people[Role.OWNER], []),
        (
            "Terms of the account changed",
            people[Role.OWNER],
            [("May owe at most", "500,00 €", "750,00 €"), ("Days to pay", "30", "14")],
        ),
        ("Account opened", people[Role.OWNER], [("May owe at most", "", "500,00 €"), ("Days to pay", "", "30")]),
        (
            "Loyalty changed by hand",
            people[Role.OWNER],
            [("Loyalty", "0 points", "40 points"), ("Reason", "", "a birthday")],
        ),
        (
            "Store credit changed by hand",
            people[Role.OWNER],
            [("Store credit", "12,50 €", "10,50 €"), ("Reason", "", "a slip")],
        ),
        (
            "Store credit changed by hand",
            people[Role.OWNER],
            [("Store credit", "0,00 €", "12,50 €"), ("Reason", "", "a scratch")],
        ),
    ]
