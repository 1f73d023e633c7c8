"""The outbox against a real mail server: what goes, what is tried again, what is given up."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from unittest.mock import patch

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.core.mail import mailers
from django.test import override_settings
from pytest_django import Settings

from habitue.config import environment
from habitue.customers.models import Channel, Consent, Customer, Purpose, Way
from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.messaging import outbox
from habitue.messaging.models import About, Mail, State
from habitue.messaging.paper import NoPaper
from habitue.messaging.sending import send_due
from habitue.stores.models import Shop
from tests.messaging.conftest import MailServer, Sells, free_port, through
from tests.shop import SmallShop


@pytest.fixture
def asked(shop: SmallShop) -> Callable[[], Mail]:
    """A small mail that waits; called, it says how it stands now."""
    mail = outbox.ask_for_test("marie@example.org", shop.owner)
    return lambda: Mail.objects.get(id=mail.id)


def test_a_receipt_arrives_as_text_html_and_pdf(shop: SmallShop, sell: Sells, mail_server: MailServer) -> None:
    shop_row = Shop.objects.get()
    shop_row.name = "Café « Ørsel »\tParis"
    shop_row.save()
    sale = sell('Derby <b>Été</b> & "co"', shop.welcome("Zoë", "Müller-Şahin"))
    outbox.ask_for_receipt(sale, "zoe@example.org", language="fr", by=shop.cashier.id)
    assert send_due() == 1
    [got] = mail_server.received
    assert got["X-Rcpt"] == "zoe@example.org"
    assert sale.receipt_number in got["Subject"]
    assert "Café « Ørsel » Paris" in got["Subject"]
    assert str(got["From"]) == "Café « Ørsel » Paris <hello@orsel.example>"
    assert abs(got["Date"].datetime - now()) < timedelta(minutes=1)
    assert got["Message-ID"] == f"<{Mail.objects.get().id}@orsel.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_content_type() == "multipart/mixed"
    bodies, pdf = got.iter_parts()
    assert bodies.get_content_type() == "multipart/alternative"
    text, html = bodies.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert 'Derby <b>Été</b> & "co"' in text.get_content()
    assert "Zoë Müller-Şahin" in text.get_content()
    assert "178,00" in text.get_content()
    assert "Derby &lt;b&gt;Été&lt;/b&gt; &amp; &quot;co&quot;" in html.get_content()
    assert pdf.get_content_type() == "application/pdf"
    assert sale.receipt_number in (pdf.get_filename() or "")
    assert pdf.get_content().startswith(b"%PDF-")
    mail = Mail.objects.get()
    assert (mail.state, mail.customer, mail.without_pdf) == (State.SENT, sale.customer, False)


def test_what_has_gone_does_not_go_twice(asked: Callable[[], Mail], mail_server: MailServer) -> None:
    assert [send_due(), send_due(), send_due(now() + timedelta(days=3))] == [1, 0, 0]
    outbox.try_again(asked())
    assert send_due() == 0
    assert len(mail_server.received) == 1


def test_a_mail_that_another_worker_is_sending_is_left_alone(
    asked: Callable[[], Mail], mail_server: MailServer
) -> None:
    assert outbox.next_due(now())
    assert send_due() == 0
    # That worker has died: nobody knows whether the mail has gone, so that it goes, under the same Message-ID.
    assert send_due(now() + outbox.AT_IT) == 1


def test_two_workers_that_see_the_same_mail_send_it_once(asked: Callable[[], Mail], mail_server: MailServer) -> None:
    at = now()

    def other_worker_is_quicker(*_: object, **__: object) -> AbstractContextManager[None]:
        mock.stop()
        assert outbox.next_due(at)
        return writing()

    mock = patch("habitue.messaging.outbox.writing", other_worker_is_quicker)
    mock.start()
    assert outbox.next_due(at) is None
    assert asked().tries == 1


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_refusal_for_good_is_not_tried_again(where: str, asked: Callable[[], Mail], mail_server: MailServer) -> None:
    setattr(mail_server, where, "550 5.1.1 No such mailbox here")
    assert send_due() == 0
    assert (asked().state, asked().next_at) == (State.FAILED, None)
    words = "does not take mail for this address" if where == "rcpt" else "refuses this mail"
    assert f"{words}: 550 5.1.1 No such mailbox here" in asked().trouble
    setattr(mail_server, where, "")
    outbox.try_again(asked())
    assert send_due() == 1


def test_a_passing_refusal_is_tried_again_after_growing_waits(
    asked: Callable[[], Mail], mail_server: MailServer
) -> None:
    mail_server.rcpt = "451 4.7.1 Try later"
    at = now()
    for wait in outbox.WAITS:
        assert send_due(at) == 0
        assert asked().state == State.WAITING
        assert asked().next_at == at + wait
        assert send_due(at + wait - timedelta(seconds=1)) == 0
        at += wait
    assert mail_server.tries == len(outbox.WAITS)
    assert send_due(at) == 0
    assert asked().state == State.FAILED
    assert "451 4.7.1 Try later" in asked().trouble


def test_a_connection_that_breaks_is_tried_again(asked: Callable[[], Mail], mail_server: MailServer) -> None:
    mail_server.hangs_up = True
    assert send_due() == 0
    assert (asked().state, asked().tries) == (State.WAITING, 1)
    assert asked().trouble
    mail_server.hangs_up = False
    assert send_due(now() + timedelta(minutes=2)) == 1
    assert asked().state == State.SENT


def test_a_server_that_is_away_is_asked_once_for_all(shop: SmallShop, settings: Settings) -> None:
    through(settings, free_port())
    mails = [outbox.ask_for_test("marie@example.org", shop.owner) for _ in range(3)]
    assert send_due() == 0
    assert sum(Mail.objects.values_list("tries", flat=True)) == 1
    assert "does not answer" in Mail.objects.get(id=mails[0].id).trouble


def test_a_server_that_refuses_the_shops_password_says_so(asked: Callable[[], Mail], settings: Settings) -> None:
    def refuse(*_: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    server = MailServer()
    controller = Controller(
        server, hostname="127.0.0.1", port=free_port(), authenticator=refuse, auth_require_tls=False
    )
    controller.start()
    through(settings, controller.port, "shop:secret@")
    assert send_due() == 0
    controller.stop()
    assert (asked().state, asked().tries) == (State.WAITING, 1)
    assert "user and password" in asked().trouble
    assert "secret" not in asked().trouble


def test_nothing_is_sent_in_the_clear_unless_that_is_wanted(asked: Callable[[], Mail], mail_server: MailServer) -> None:
    port = mailers.settings["default"]["OPTIONS"]["port"]
    with override_settings(MAILERS=environment.mailers(f"smtp://127.0.0.1:{port}")):
        assert send_due() == 0
    assert mail_server.received == []
    assert (asked().state, asked().tries) == (State.WAITING, 1)
    assert "encryption" in asked().trouble


def test_one_bad_address_does_not_hold_up_the_others(
    shop: SmallShop, asked: Callable[[], Mail], mail_server: MailServer
) -> None:
    Mail.objects.filter(id=asked().id).update(to="marie@example.org\r\nBcc: all@example.org")
    other = outbox.ask_for_test("jean@example.org", shop.owner)
    assert send_due() == 1
    assert Mail.objects.get(id=other.id).state == State.SENT
    assert asked().state == State.FAILED
    assert [got["X-Rcpt"] for got in mail_server.received] == ["jean@example.org"]


@pytest.mark.parametrize(
    "nasty", ["Orsel\r\nBcc: all@example.org", "Orsel\n\n<script>", '"Orsel" <a@b.c>,', "=?utf-8?q?x?="]
)
def test_no_name_gets_into_the_headers(nasty: str, shop: SmallShop, sell: Sells, mail_server: MailServer) -> None:
    Shop.objects.update(name=nasty)
    outbox.ask_for_test("marie@example.org", shop.owner)
    assert send_due() == 1
    [got] = mail_server.received
    assert got["X-Rcpt"] == "marie@example.org"
    assert got["Bcc"] is None
    assert len(got["From"].addresses) == 1
    assert got["From"].addresses[0].addr_spec == "hello@orsel.example"


def test_without_a_mail_server_mails_wait_for_a_week(asked: Callable[[], Mail], no_mail_server: None) -> None:
    assert send_due() == 0
    assert (asked().state, asked().tries) == (State.WAITING, 0)
    send_due(now() + timedelta(days=6))
    assert asked().state == State.WAITING
    send_due(now() + timedelta(days=8))
    assert asked().state == State.FAILED
    assert "mail server" in asked().trouble


def test_in_the_demo_a_mail_is_delivered_to_the_back_office(asked: Callable[[], Mail], no_mail_server: None) -> None:
    Shop.objects.update(demo=True)
    assert send_due() == 1
    assert asked().state == State.SENT


def test_without_what_a_pdf_needs_the_mail_goes_without(shop: SmallShop, sell: Sells, mail_server: MailServer) -> None:
    outbox.ask_for_receipt(sell(), "marie@example.org", language="en", by=shop.cashier.id)
    with patch("habitue.messaging.sending.pdf_of", side_effect=NoPaper(lasting=True)):
        assert send_due() == 1
    assert Mail.objects.get().without_pdf
    assert mail_server.received[0].get_content_type() == "multipart/alternative"


def test_a_pdf_that_fails_for_now_is_tried_again(shop: SmallShop, sell: Sells, mail_server: MailServer) -> None:
    outbox.ask_for_receipt(sell(), "marie@example.org", language="en", by=shop.cashier.id)
    with patch("habitue.messaging.sending.pdf_of", side_effect=NoPaper(lasting=False)):
        assert send_due() == 0
    assert Mail.objects.get().state == State.WAITING


# --- News need consent ----------------------------------------------------------------------------------------------


def news_to(customer: Customer | None) -> Mail:
    at = now()
    return Mail.objects.create(
        about=About.MARKETING,
        to=customer.email if customer else "marie@example.org",
        language="en",
        customer=customer,
        subject="Sale",
        text="All must go <b>now</b>.",
        asked_at=at,
        next_at=at,
    )


def answer(customer: Customer, *, given: bool, **other: str) -> None:
    of = {"purpose": Purpose.WRITE, "channel": Channel.EMAIL, **other}
    Consent.objects.create(customer=customer, given=given, at=now(), way=Way.TILL, language="en", **of)


def with_mail(customer: Customer) -> Customer:
    customer.email = "marie@example.org"
    customer.save()
    return customer


def test_news_go_only_with_a_consent(shop: SmallShop, mail_server: MailServer) -> None:
    marie = with_mail(shop.welcome())
    answer(marie, given=True, channel=Channel.SMS)
    answer(marie, given=True, purpose=Purpose.KEEP, channel=Channel.NONE)
    mails = [news_to(None), news_to(marie)]
    assert send_due() == 0
    assert [Mail.objects.get(id=mail.id).state for mail in mails] == [State.HELD_BACK] * 2
    answer(marie, given=True)
    outbox.try_again(mails[1])
    assert send_due() == 1
    assert "&lt;b&gt;now" in mail_server.received[0].get_body(("html",)).get_content()  # type: ignore[union-attr]  # it has one


def test_the_latest_answer_counts_when_the_mail_goes(shop: SmallShop, mail_server: MailServer) -> None:
    marie = with_mail(shop.welcome())
    answer(marie, given=True)
    mail = news_to(marie)
    answer(marie, given=False)
    assert send_due() == 0
    assert Mail.objects.get(id=mail.id).state == State.HELD_BACK
    assert mail_server.received == []
