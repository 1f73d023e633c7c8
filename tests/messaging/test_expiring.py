"""Loyalty expires once a day, and is told beforehand to whom may be written to, once."""

from datetime import date, timedelta

from habitue.balances.actions import change_loyalty, leave_loyalty
from habitue.balances.models import LoyaltyEntry
from habitue.balances.sums import loyalty_of
from habitue.customers.actions import GivenAnswer, record_consents
from habitue.customers.models import Channel, Customer, Purpose, Way
from habitue.jobs.models import Job
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.messaging.expiring import expire, give_notice
from habitue.messaging.guard import may_go
from habitue.messaging.letters import letter_of
from habitue.messaging.models import Mail
from tests.balances.loyal import entries, join, plan
from tests.shop import SmallShop
from tests.working import work_off

MARCH = date(2026, 3, 31)


def give(shop: SmallShop, customer: Customer, units: int, expires_on: date) -> None:
    perform(
        change_loyalty,
        Stamp(shop.node),
        id=new_id(),
        customer=customer.id,
        units=units,
        reason="a gift",
        expires_on=expires_on,
    )


def agree(shop: SmallShop, customer: Customer, *, given: bool = True) -> None:
    answer = GivenAnswer(new_id(), Purpose.WRITE, Channel.EMAIL, given, None)
    perform(
        record_consents,
        shop.at_register(),
        customer=customer.id,
        answers=[answer],
        way=Way.TILL,
        language="fr",
        register=shop.register.id,
    )


def nothing(_done: int, _of: int) -> None:
    """How far it is, nobody asks."""


def test_what_is_past_its_day_expires_once(shop: SmallShop) -> None:
    marie, paul = shop.welcome(), shop.welcome("Paul", "Durand")
    give(shop, marie, 30, MARCH)
    give(shop, marie, 5, MARCH + timedelta(1))
    give(shop, paul, 7, MARCH + timedelta(300))
    assert expire(MARCH, nothing) == 0
    assert expire(MARCH + timedelta(1), nothing) == 30
    assert expire(MARCH + timedelta(1), nothing) == 0
    assert entries(marie) == [("by_hand", 30), ("by_hand", 5), ("expired", -30)]
    assert loyalty_of(paul.id) == 7


def test_a_member_who_may_be_written_to_is_told_once(shop: SmallShop) -> None:
    plan(shop, expires_months=12)
    marie, paul = shop.welcome(), shop.welcome("Paul", "Durand")
    Customer.objects.filter(id=marie.id).update(email="marie@example.com")
    Customer.objects.filter(id=paul.id).update(email="paul@example.com")
    for each in (marie, paul):
        join(shop, each)
        give(shop, each, 120, MARCH)
    agree(shop, marie)
    assert give_notice(MARCH - timedelta(31), nothing) == 0
    assert give_notice(MARCH - timedelta(30), nothing) == 1
    assert give_notice(MARCH - timedelta(29), nothing) == 0
    mail = Mail.objects.select_related("customer").get()
    assert mail.to == "marie@example.com"
    assert may_go(mail)
    letter = letter_of(mail)
    assert "120 points" in letter.text
    assert "31 mars 2026" in letter.text
    agree(shop, marie, given=False)
    assert not may_go(mail)


def test_who_has_left_or_was_merged_is_told_nothing(shop: SmallShop) -> None:
    plan(shop, expires_months=12)
    marie, left, gone = shop.welcome(), shop.welcome("Paul", "Durand"), shop.welcome("Maria")
    Customer.objects.update(email="marie@example.com")
    for each in (marie, left, gone):
        join(shop, each)
        give(shop, each, 120, MARCH)
        agree(shop, each)
    perform(leave_loyalty, shop.at_register(), customer=left.id)
    Customer.objects.filter(id=gone.id).update(merged_into=marie)
    assert give_notice(MARCH - timedelta(30), nothing) == 1
    assert Mail.objects.get().customer_id == marie.id


def test_the_worker_does_it_each_day(shop: SmallShop) -> None:
    marie = shop.welcome()
    work_off()
    assert not Job.objects.exists()
    give(shop, marie, 30, now().date() - timedelta(3))
    for _hour in range(3):
        work_off()
    assert Job.objects.filter(task="expire_loyalty").count() == 1
    assert loyalty_of(marie.id) == 0
    assert LoyaltyEntry.objects.filter(cause="expired").count() == 1
