"""No path of the code sends news to somebody whose latest answer does not allow it."""

import ast
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

import habitue
from habitue.customers.actions import GivenAnswer, change_customer, record_consents
from habitue.customers.consents import QUESTIONS
from habitue.customers.models import Channel, Customer, Purpose
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.messaging import outbox
from habitue.messaging.guard import ASKED_FOR, may_go
from habitue.messaging.letters import letter_of
from habitue.messaging.models import About, Mail, State
from habitue.messaging.sending import send_due
from habitue.messaging.statements import AskedStatement
from habitue.sales.statements import Balance
from habitue.stores.models import Shop
from tests.messaging.conftest import MailServer, Sells
from tests.shop import SmallShop

SOURCES = Path(habitue.__file__).parent
SENDS = {"django.core.mail", "smtplib", "email.mime", "aiosmtplib", "imaplib", "socket.create_connection"}
MAIL = (Purpose.WRITE, Channel.EMAIL)
ADDRESS = "Marie@example.org"


@pytest.fixture
def marie(shop: SmallShop) -> Customer:
    customer = shop.welcome()
    Customer.objects.filter(id=customer.id).update(email=ADDRESS)
    customer.refresh_from_db()
    return customer


def say(shop: SmallShop, customer: Customer, question: tuple[Purpose, Channel], *, given: bool) -> None:
    answer = GivenAnswer(new_id(), *question, given=given)
    perform(record_consents, shop.at_register(), customer=customer.id, answers=[answer], way="till", language="fr")


def news(customer: Customer | None, to: str = ADDRESS, about: str = About.MARKETING) -> Mail:
    at = now()
    return Mail.objects.create(
        about=about,
        to=to,
        language="fr",
        customer=customer,
        subject="Soldes",
        text="Venez vite",
        asked_at=at,
        next_at=at,
    )


def state(mail: Mail) -> str:
    return Mail.objects.values_list("state", flat=True).get(id=mail.id)


# --- There is one door ----------------------------------------------------------------------------------------------


@cache
def modules() -> list[tuple[str, ast.Module]]:
    paths = sorted(SOURCES.rglob("*.py"))
    return [(path.relative_to(SOURCES).as_posix(), ast.parse(path.read_text())) for path in paths]


def imports(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def calls(tree: ast.AST, name: str) -> int:
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return sum(name in {getattr(each, "id", ""), getattr(each, "attr", "")} for each in called)


def test_mail_leaves_through_one_function_which_asks_first() -> None:
    sending = {path for path, tree in modules() if imports(tree) & SENDS}
    # The outbox asks only whether a mail server is set.
    assert sending <= {"messaging/sending.py", "messaging/outbox.py"}
    handing = {path: calls(tree, "send_messages") + calls(tree, "sendmail") for path, tree in modules()}
    assert {path: count for path, count in handing.items() if count} == {"messaging/sending.py": 1}
    tree = dict(modules())["messaging/sending.py"]
    functions = {each.name: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
    callers = {name for name, body in functions.items() if calls(body, "_hand_over")}
    assert callers == {"_send"}
    first = functions["_send"].body[1]
    assert ast.unparse(first).startswith("if not may_go(mail):")
    assert isinstance(first, ast.If)
    assert isinstance(first.body[-1], ast.Return)


# --- And it holds -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("about", [*About, "something new"])
def test_whatever_nobody_asked_for_needs_consent(about: str, shop: SmallShop, marie: Customer) -> None:
    mail = news(marie, about=about[:12])
    assert may_go(mail) == (about in ASKED_FOR)
    say(shop, marie, MAIL, given=True)
    assert may_go(mail)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(QUESTIONS), st.booleans()), max_size=6))
def test_after_any_answers_news_go_only_to_whom_the_latest_allows_it(
    shop: SmallShop, marie: Customer, mail_server: MailServer, told: list[tuple[tuple[Purpose, Channel], bool]]
) -> None:
    with transaction.atomic():
        for question, yes in told:
            say(shop, marie, question, given=yes)
        mail = news(marie)
        mail_server.received.clear()
        sent = send_due()
        latest = dict(told)
        allowed = latest.get(MAIL, False) and latest.get((Purpose.KEEP, Channel.NONE), True)
        assert (sent, len(mail_server.received)) == ((1, 1) if allowed else (0, 0))
        assert state(mail) == (State.SENT if allowed else State.HELD_BACK)
        transaction.set_rollback(True)


def test_a_consent_withdrawn_while_the_mail_waits_holds_it_back(
    shop: SmallShop, marie: Customer, mail_server: MailServer
) -> None:
    say(shop, marie, MAIL, given=True)
    mail_server.data = "451 later"
    mail = news(marie)
    assert send_due() == 0
    say(shop, marie, MAIL, given=False)
    mail_server.data = ""
    outbox.try_again(mail)
    assert send_due() == 0
    assert state(mail) == State.HELD_BACK
    # Nor by asking for it again and again.
    outbox.try_again(mail)
    assert send_due() == 0
    assert mail_server.received == []


def test_a_consent_does_not_open_another_address(shop: SmallShop, marie: Customer, mail_server: MailServer) -> None:
    say(shop, marie, MAIL, given=True)
    mails = [news(marie, to=to) for to in ("jean@example.org", "", f"{ADDRESS}, jean@example.org")]
    assert send_due() == 0
    assert {state(mail) for mail in mails} == {State.HELD_BACK}
    moved = news(marie, to=ADDRESS.lower())
    perform(
        change_customer,
        shop.at_register(),
        id=marie.id,
        code=marie.code,
        email="marie@elsewhere.example",
        language="fr",
    )
    assert send_due() == 0
    assert state(moved) == State.HELD_BACK


def test_of_two_records_that_are_one_person_the_one_that_is_left_counts(
    shop: SmallShop, marie: Customer, mail_server: MailServer
) -> None:
    gone = shop.welcome("M.")
    say(shop, gone, MAIL, given=True)
    Customer.objects.filter(id=gone.id).update(merged_into=marie, email=ADDRESS)
    mail = news(gone)
    assert send_due() == 0
    assert state(mail) == State.HELD_BACK


def test_in_the_demo_nothing_is_delivered_without_consent_either(
    shop: SmallShop, marie: Customer, no_mail_server: None
) -> None:
    mails = [news(None), news(marie)]
    Shop.objects.update(demo=True)
    assert send_due() == 0
    assert {state(mail) for mail in mails} == {State.HELD_BACK}


def test_what_is_asked_for_says_nothing_that_somebody_else_wrote_into_it(
    shop: SmallShop, marie: Customer, sell: Sells
) -> None:
    receipt = outbox.ask_for_receipt(sell(customer=marie), ADDRESS, language="fr", by=None)
    test = outbox.ask_for_test(ADDRESS, shop.owner)
    statement = outbox.ask_for_statement(marie, AskedStatement(Balance.LOYALTY).write(), by=None)
    assert {mail.about for mail in (receipt, statement, test)} == ASKED_FOR
    for mail, part in product((receipt, test), ("subject", "text")):
        setattr(mail, part, "Achetez maintenant")
        letter = letter_of(mail)
        assert "Achetez" not in f"{letter.subject}{letter.text}{letter.html}{letter.paper}"
    statement.subject = "Achetez maintenant"
    told = letter_of(statement)
    assert "Achetez" not in f"{told.subject}{told.text}{told.html}{told.paper}"
    statement.text = "Achetez maintenant"
    with pytest.raises(ValueError, match="Expecting value"):
        letter_of(statement)
    bare = news(marie, about=About.RECEIPT)
    with pytest.raises(ValueError, match="of a sale"):
        letter_of(bare)
