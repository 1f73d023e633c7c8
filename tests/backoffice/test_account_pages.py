"""Who bought on account: what their page and their statement say, and that paying it is not buying again."""

from datetime import timedelta

import pytest
from django.test import Client

from habitue.balances.actions import open_account
from habitue.balances.models import AccountEntry
from habitue.catalogue.actions import take_account_payments
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.messaging.letters import letter_of
from habitue.messaging.models import Mail
from habitue.sales import baskets, checkout
from habitue.sales.actions import void_sale
from habitue.sales.models import ReturnReason, Sale, Tender
from habitue.sales.on_account import put_in_account_payment
from habitue.sales.paying import pay_on_account
from habitue.sales.returns import bring_back
from habitue.stores.models import Register, Role, Shop, Staff
from tests.backoffice.conftest import Sells
from tests.backoffice.test_gift_cards import plain


def test_what_is_wrong_with_its_terms_is_said(owner: Client, customer: Customer) -> None:
    page = f"/office/customers/{customer.id}/account/"
    for typed in ("", "-1", "366", "soon"):
        answer = owner.post(page, {"limit": "", "days": typed})
        assert answer.status_code == 422
        assert "Say how much." in answer.text
        assert "A whole number of days from 0 to 365, please." in answer.text
    assert "Say why." in owner.post(f"/office/customers/{customer.id}/credit/", {"way": "give", "amount": "1"}).text


@pytest.fixture
def bought(shop: Shop, register: Register, people: dict[Role, Staff], loafer: Variant, customer: Customer) -> Sale:
    """A pair of loafers on account, of which 40.00 is paid since."""
    staff = people[Role.CASHIER]
    perform(open_account, Stamp(shop.node), customer=customer.id, limit=50_000, days=30)
    baskets.put_in(register, staff, loafer)
    basket = baskets.attach_customer(register, staff, customer)
    pay_on_account(register)
    sale = checkout.complete(register, basket.id, Stamp(register.id, staff.id))
    payment = perform(take_account_payments, Stamp(shop.node), name="Payment", tax_name="Untaxed")
    basket = baskets.attach_customer(register, staff, customer)
    put_in_account_payment(register, staff, payment, 4000, id=new_id())
    checkout.take_payment(register, Tender.CASH, 4000)
    checkout.complete(register, basket.id, Stamp(register.id, staff.id))
    return sale


def test_the_page_says_the_terms_and_that_paying_is_not_buying(owner: Client, bought: Sale) -> None:
    page = plain(owner.get(f"/office/customers/{bought.customer_id}/").text)
    assert "May buy on account up to 500,00 €, to be paid within 30 days" in page
    assert '<dt>1 purchase</dt><dd class="money">89,00 €</dd>' in page
    assert page.count("<strong>Bought") == 1
    assert page.count("<strong>Paid") == 1


def test_a_voided_purchase_is_none(owner: Client, sell: Sells, customer: Customer, register: Register) -> None:
    sale = sell(customer=customer)
    perform(void_sale, Stamp(register.id, sale.staff_id), id=new_id(), sale=sale.id, register=register.id)
    page = plain(owner.get(f"/office/customers/{customer.id}/").text)
    assert '<dt>0 purchases</dt><dd class="money">0,00 €</dd>' in page
    assert sale.receipt_number in page


def test_bringing_something_back_makes_no_old_debt_young(
    owner: Client, bought: Sale, register: Register, people: dict[Role, Staff], loafer: Variant
) -> None:
    AccountEntry.objects.filter(cause="charged").update(due_on=bought.completed_at.date() - timedelta(days=40))
    staff, customer = people[Role.CASHIER], Customer.objects.get()
    baskets.put_in(register, staff, loafer)
    basket = baskets.attach_customer(register, staff, customer)
    pay_on_account(register)
    again = checkout.complete(register, basket.id, Stamp(register.id, staff.id))
    bring_back(register, staff, again, {0: 1}, ReturnReason.MIND)
    basket = baskets.attach_customer(register, staff, customer)
    checkout.complete(register, basket.id, Stamp(register.id, staff.id))
    page = plain(owner.get(f"/office/customers/{customer.id}/statement/account/").text)
    assert '<dt>31–60 days</dt><dd class="money">49,00 €</dd>' in page
    assert "Not due yet" not in page


def test_the_statement_says_until_when_and_how_late(owner: Client, bought: Sale, register: Register) -> None:
    page = f"/office/customers/{bought.customer_id}/statement/account/"
    due = bought.completed_at.astimezone(register.outlet.zone).date() + timedelta(days=30)
    says = f"to be paid by {due:%d/%m/%Y}"
    fresh = plain(owner.get(page).text)
    assert says in fresh
    assert '<dt>Not due yet</dt><dd class="money">49,00 €</dd>' in fresh
    AccountEntry.objects.filter(cause="charged").update(due_on=due - timedelta(days=75))
    assert '<dt>31–60 days</dt><dd class="money">49,00 €</dd>' in plain(owner.get(page).text)
    Customer.objects.update(email="marie@example.com", language="en")
    owner.post(f"{page}mail/")
    paper = plain(letter_of(Mail.objects.select_related("customer").get()).paper)
    assert "31–60 days" in paper
    assert "to be paid by" in paper
