"""Joining at a door: with the words that were read out, and the welcome gift of the day."""

from datetime import date

from habitue.balances.actions import join_loyalty
from habitue.balances.loyalty import last_day, the_plan
from habitue.balances.models import LoyaltyMember, LoyaltyPlan
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.stores.models import Language, Register


class NoPlan(Exception):
    """The shop lets nobody join now."""


def words_of(plan: LoyaltyPlan, language: str) -> str:
    """What staff read out, in the customer's language."""
    return plan.words_fr if language == Language.FRENCH else plan.words_en


def join(customer: Customer, stamp: Stamp, today: date, register: Register | None = None) -> LoyaltyMember:
    """Raises NoPlan."""
    plan = the_plan()
    if not plan.active:
        raise NoPlan
    return perform(
        join_loyalty,
        stamp,
        customer=customer.id,
        words=words_of(plan, customer.language),
        register=register.id if register else None,
        welcome=plan.welcome,
        welcome_expires=last_day(plan, today),
    )
