"""The outbox in the back office: how mails stand, how they read, and whether mail works."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from habitue.config import environment
from habitue.customers.models import Customer
from habitue.messaging import outbox
from habitue.messaging.models import Mail, State
from habitue.messaging.sending import send_due
from habitue.stores.models import Role, Shop, Staff
from tests.backoffice.conftest import Sells, SignedIn


@pytest.fixture
def mail(sell: Sells, customer: Customer, people: dict[Role, Staff], settings: Settings) -> Mail:
    settings.MAILERS = environment.mailers("")
    sale = sell(customer=customer)
    return outbox.ask_for_receipt(sale, "marie@example.org", language="en", by=people[Role.CASHIER].id)


def test_without_a_mail_server_the_page_says_that_mails_wait(owner: Client, mail: Mail) -> None:
    page = owner.get("/office/mails/").content.decode()
    assert "No mail server is set" in page
    assert "marie@example.org" in page
    assert "Receipt 1-000001" in page
    assert "waiting</span>" in page


def test_in_the_demo_the_mail_itself_is_read(owner: Client, mail: Mail) -> None:
    Shop.objects.update(demo=True)
    assert send_due() == 1
    page = owner.get(f"/office/mails/{mail.id}/").content.decode()
    assert "delivered to the page Mails" in owner.get("/office/mails/").content.decode()
    assert "Your receipt 1-000001 from Maison Orsel" in page
    assert "Loafer &lt;b&gt;Orsay&lt;/b&gt;" in page
    frame = re.search(r'<iframe[^>]*src="([^"]+)"[^>]*sandbox', page)
    assert frame
    framed = owner.get(frame[1])
    assert framed.status_code == 200
    assert "sandbox" in framed.headers["Content-Security-Policy"]
    assert "default-src 'none'" in framed.headers["Content-Security-Policy"]
    assert "<b>Orsay" not in framed.content.decode()
    paper = owner.get(f"/office/mails/{mail.id}/paper/")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert "attachment" in paper.headers["Content-Disposition"]
    assert paper.content.startswith(b"%PDF-")


def test_mails_are_listed_by_their_state(owner: Client, mail: Mail) -> None:
    assert "marie@example.org" in owner.get("/office/mails/?state=waiting").content.decode()
    assert "No mail like this" in owner.get("/office/mails/?state=failed").content.decode()
    assert "marie@example.org" in owner.get("/office/mails/?state=nonsense&before=x").content.decode()


def test_a_mail_that_failed_is_tried_again_by_hand(owner: Client, mail: Mail) -> None:
    Mail.objects.update(state=State.FAILED, trouble="550 <i>unknown</i>", tries=10, next_at=None)
    page = owner.get(f"/office/mails/{mail.id}/").content.decode()
    assert "550 &lt;i&gt;unknown&lt;/i&gt;" in page
    owner.post(f"/office/mails/{mail.id}/again/")
    mail.refresh_from_db()
    assert (mail.state, mail.tries, mail.trouble) == (State.WAITING, 0, "")


def test_how_a_mail_stands_is_told_on_the_sale_and_on_the_timeline(
    owner: Client, mail: Mail, signed_in: SignedIn
) -> None:
    assert mail.sale
    assert mail.customer
    trouble = "The mail server does not answer: Connection refused"
    pages = f"/office/sales/{mail.sale.id}/", f"/office/customers/{mail.customer.id}/"
    Mail.objects.update(trouble=trouble, tries=2)
    for page in pages:
        shown = owner.get(page).text
        assert "marie@example.org" in shown
        assert trouble in shown
        assert "tried 2 times, next on" in shown
        assert f'href="/office/mails/{mail.id}/"' in shown
    Mail.objects.update(state=State.FAILED, tries=9, next_at=None)
    for page in pages:
        assert "could not be sent" in owner.get(page).text
    Mail.objects.update(state=State.SENT, trouble="")
    for page in pages:
        shown = owner.get(page).text
        assert "sent</span>" in shown
        assert "tried" not in shown
    assert "/office/mails/" not in signed_in(Role.WAREHOUSE_MANAGER).get(pages[1]).text


def test_a_mail_on_its_way_is_looked_at_again_but_not_for_ever(owner: Client, mail: Mail) -> None:
    ask = {"HX-Request": "true"}
    standing = owner.get(f"/office/mails/{mail.id}/?looks=1", headers=ask).content.decode()
    assert 'hx-trigger="every 2s"' in standing
    assert "<html" not in standing
    assert "hx-trigger" not in owner.get(f"/office/mails/{mail.id}/?looks=999", headers=ask).content.decode()


def test_the_settings_say_whether_mail_works_and_send_a_test(
    owner: Client, settings: Settings, people: dict[Role, Staff]
) -> None:
    settings.MAILERS = environment.mailers("")
    assert "No mail server is set" in owner.get("/office/settings/").content.decode()
    settings.MAILERS = environment.mailers("smtps://shop:secret@mail.example.com")
    page = owner.get("/office/settings/").content.decode()
    assert "mail.example.com:465" in page
    assert "secret" not in page
    wrong = owner.post("/office/settings/mail/", {"to": "me"})
    assert wrong.status_code == 422
    assert 'value="me"' in wrong.content.decode()
    sent = owner.post("/office/settings/mail/", {"to": "me@example.org"})
    mail = Mail.objects.get()
    assert sent.headers["Location"] == f"/office/mails/{mail.id}/"
    assert mail.asked_by == people[Role.OWNER]
    assert "A test from Maison Orsel" in owner.get(f"/office/mails/{mail.id}/").content.decode()


def test_only_an_owner_sends_tests(signed_in: SignedIn) -> None:
    assert signed_in(Role.STORE_MANAGER).post("/office/settings/mail/", {"to": "a@b.fr"}).status_code == 403
    assert not Mail.objects.exists()
