"""What a mail says: of whom it speaks, and in which words."""

from datetime import date

import pytest

from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.lib.money import worded_manner
from habitue.messaging import outbox
from habitue.messaging.letters import letter_of
from habitue.messaging.models import Mail
from habitue.sales.actions import track_sale
from tests.balances.loyal import plan
from tests.messaging.conftest import Sells
from tests.shop import SmallShop


def said(mail: Mail) -> str:
    """All of it, as it would go now."""
    letter = letter_of(Mail.objects.get(id=mail.id))
    return letter.text + letter.html + letter.paper


def test_a_receipt_that_was_mailed_names_nobody_to_whom_the_sale_went_since(shop: SmallShop, sell: Sells) -> None:
    marie, paul = shop.welcome("Marie", "Curie"), shop.welcome("Paul", "Durand")
    sale = sell(customer=marie)
    to_marie = outbox.ask_for_receipt(sale, "marie@example.org", language="fr", by=None)
    assert said(to_marie).count("Marie Curie") == 3
    perform(track_sale, Stamp(shop.node), id=new_id(), sale=sale.id, customer=paul.id)
    assert sale.receipt_number in said(to_marie)
    assert "Paul" not in said(to_marie)
    sale.refresh_from_db()
    to_paul = outbox.ask_for_receipt(sale, "paul@example.org", language="fr", by=None)
    assert said(to_paul).count("Paul Durand") == 3


@pytest.mark.parametrize(
    ("language", "day"), [("en", "16 December 2026"), ("fr", "16 décembre 2026")], ids=["English", "French"]
)
def test_a_day_is_written_out_in_the_mails_language(language: str, day: str, shop: SmallShop) -> None:
    plan(shop)
    notice = outbox.ask_for_expiry_notice(shop.welcome(language=language), date(2026, 12, 16), id=new_id())
    assert day in letter_of(notice).text
    assert worded_manner("FR", language).language == language
