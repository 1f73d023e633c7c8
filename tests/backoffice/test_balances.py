"""What a customer's page says of their balances, the statement, and loyalty that is changed by hand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from habitue.balances.actions import change_loyalty, set_loyalty_plan
from habitue.balances.models import Cause, CreditEntry, LoyaltyEntry, LoyaltyMember
from habitue.balances.sums import loyalty_of
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.messaging.letters import letter_of
from habitue.messaging.models import About, Mail
from habitue.stores.models import Shop


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def plan(shop: Shop) -> None:
    perform(
        set_loyalty_plan,
        Stamp(shop.node),
        active=True,
        unit="points",
        rate=Decimal(1),
        welcome=50,
        words_en="We count what you buy.",
        words_fr="Nous comptons vos achats.",
    )


def give(shop: Shop, customer: Customer, units: int, day: int = 1) -> None:
    stamp = Stamp(shop.node, at=datetime(2026, 3, day, 10, tzinfo=UTC))
    perform(change_loyalty, stamp, id=new_id(), customer=customer.id, units=units, reason=f"reason {day}")


def test_a_customer_joins_and_leaves_in_the_office(owner: Client, plan: None, customer: Customer) -> None:
    assert "Not a member yet" in owner.get(f"/office/customers/{customer.id}/").text
    assert "Nous comptons vos achats." in owner.get(f"/office/customers/{customer.id}/loyalty/").text
    owner.post(f"/office/customers/{customer.id}/loyalty/join/")
    page = plain(owner.get(f"/office/customers/{customer.id}/").text)
    assert "50 points = 0,50 €" in page
    assert "Member since" in page
    assert "Joined the loyalty programme" in page
    assert "<p>1 member." in owner.get("/office/loyalty/").text
    owner.post(f"/office/customers/{customer.id}/loyalty/leave/")
    assert LoyaltyMember.objects.get().left_at
    assert "<p>0 members." in owner.get("/office/loyalty/").text
    assert "Left the loyalty programme" in owner.get(f"/office/customers/{customer.id}/").text


def test_points_are_given_and_taken_with_a_reason(owner: Client, shop: Shop, plan: None, customer: Customer) -> None:
    page = f"/office/customers/{customer.id}/loyalty/"
    give(shop, customer, 10)
    no_reason = owner.post(page, {"way": "give", "units": "5", "reason": ""})
    assert no_reason.status_code == 422
    too_many = owner.post(page, {"way": "take", "units": "11", "reason": "a slip"})
    assert too_many.status_code == 422
    assert "There are only 10 points." in too_many.text
    for wrong in ("1,5", "1_0", "٣"):
        answer = owner.post(page, {"way": "give", "units": wrong, "reason": "x"})
        assert "Write a whole number of points." in answer.text
    minted = {"minted": str(new_id())}
    for _click in range(2):
        owner.post(page, {"way": "take", "units": "4", "reason": "a slip", **minted})
    assert loyalty_of(customer.id) == 6
    assert "a slip" in owner.get(f"/office/customers/{customer.id}/statement/loyalty/").text


def test_a_statement_tells_what_there_was_before(owner: Client, shop: Shop, plan: None, customer: Customer) -> None:
    for day, units in ((1, 100), (5, 20), (9, -30)):
        give(shop, customer, units, day)
    page = owner.get(f"/office/customers/{customer.id}/statement/loyalty/?start=2026-03-05&end=2026-03-06").text
    assert "reason 5" in page
    assert "reason 1" not in page
    assert "reason 9" not in page
    for said in ("100 points", ">20 points", "120 points"):
        assert said in page
    wrong = owner.get(f"/office/customers/{customer.id}/statement/loyalty/?start=2026-03-05&end=2026-03-01")
    assert wrong.status_code == 422
    assert "It ends before it starts." in wrong.text
    assert owner.get(f"/office/customers/{customer.id}/statement/elsewhere/").status_code == 404


def test_a_statement_has_its_first_and_last_day_as_the_outlets_clock_has_them(
    owner: Client, plan: None, customer: Customer
) -> None:
    for day, hour, units in ((4, 22, 11), (4, 23, 22), (5, 22, 33), (5, 23, 44)):  # one hour later in Paris
        at = datetime(2026, 3, day, hour, 30, tzinfo=UTC)
        LoyaltyEntry.objects.create(customer=customer, amount=units, cause=Cause.BY_HAND, at=at)
    page = owner.get(f"/office/customers/{customer.id}/statement/loyalty/?start=2026-03-05&end=2026-03-05").text
    assert [f">{units} points" in page for units in (22, 33)] == [True, True]
    assert [f">{units} points" in page for units in (44, 110)] == [False, False]
    assert "66 points" in page


def test_each_balance_has_its_statement(owner: Client, shop: Shop, customer: Customer) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    CreditEntry.objects.create(customer=customer, amount=1250, cause=Cause.BY_HAND, at=at)
    page = plain(owner.get(f"/office/customers/{customer.id}/").text)
    assert "Store credit" in page
    assert "12,50 €" in page
    assert "12,50 €" in plain(owner.get(f"/office/customers/{customer.id}/statement/credit/").text)


def test_a_statement_is_mailed_to_who_asked_for_it(owner: Client, shop: Shop, plan: None, customer: Customer) -> None:
    give(shop, customer, 100)
    address = f"/office/customers/{customer.id}/statement/loyalty/mail/"
    Customer.objects.update(email="")
    owner.post(address)
    assert not Mail.objects.exists()
    Customer.objects.update(email="marie@example.com", language="fr")
    owner.post(address, {"start": "2026-03-01", "end": ""})
    mail = Mail.objects.select_related("customer").get()
    assert (mail.about, mail.to) == (About.STATEMENT, "marie@example.com")
    letter = letter_of(mail)
    assert "100 points" in letter.paper
    assert letter.paper_name.endswith(".pdf")


def test_a_statement_is_a_pdf(owner: Client, shop: Shop, plan: None, customer: Customer) -> None:
    give(shop, customer, 100)
    answer = owner.post(f"/office/customers/{customer.id}/statement/loyalty/pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_what_is_about_to_expire_is_told(owner: Client, shop: Shop, plan: None, customer: Customer) -> None:

    give(shop, customer, 100)
    LoyaltyEntry.objects.update(expires_on=(now() + timedelta(days=5)).date())
    perform(set_loyalty_plan, Stamp(shop.node), active=True, unit="points", rate=Decimal(1), expires_months=12)
    assert "100 points expire after" in owner.get(f"/office/customers/{customer.id}/").text
