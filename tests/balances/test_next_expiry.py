"""What expires next, read fast, is what the lots say: after any story of any entries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habitue.balances.models import Cause, LoyaltyEntry
from habitue.balances.next_expiry import Expiring, next_to_expire, slowly
from habitue.customers.models import Customer
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from tests.shop import SmallShop

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = (None, None, date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2027, 1, 31))

ENTRIES = st.lists(
    st.tuples(
        st.integers(-120, 120).filter(bool),
        st.integers(0, 12),  # hours: often several at one moment
        st.sampled_from(DAYS),
        st.none() | st.integers(0, 30),  # the entry that it refers to, if there are so many
        st.integers(0, 20).map(lambda n: n == 0),  # seldom another's, as after a merge was parted
    ),
    max_size=30,
)


class _Undone(Exception):
    pass


@pytest.fixture
def people(db: None) -> list[Customer]:
    shop = SmallShop()
    return [shop.welcome(), shop.welcome("Paul", "Durand")]


@settings(max_examples=60)
@given(told=ENTRIES)
def test_it_is_what_the_lots_say(
    people: list[Customer], told: list[tuple[int, int, date | None, int | None, bool]]
) -> None:
    try:
        with writing():
            made: list[LoyaltyEntry] = []
            for amount, hours, day, refers, others in told:
                lot = made[refers] if refers is not None and refers < len(made) else None
                entry = LoyaltyEntry(
                    id=new_id(),
                    customer=people[others],
                    amount=amount,
                    cause=Cause.BY_HAND,
                    at=START + timedelta(hours=hours),
                    refers=lot,
                    expires_on=day if amount > 0 and lot is None else None,
                )
                made.append(entry)
            LoyaltyEntry.objects.bulk_create(made)
            for person in people:
                assert next_to_expire(person.id) == slowly(person.id)
            raise _Undone
    except _Undone:
        pass


def test_lots_of_one_day_are_added_up_and_those_for_ever_never_expire(people: list[Customer]) -> None:
    marie, paul = people
    assert next_to_expire(marie.id) is None
    for amount, day in ((30, date(2026, 4, 1)), (5, None), (20, date(2026, 4, 1)), (9, date(2026, 3, 31)), (-12, None)):
        LoyaltyEntry.objects.create(customer=marie, amount=amount, cause=Cause.BY_HAND, at=START, expires_on=day)
    LoyaltyEntry.objects.create(customer=paul, amount=7, cause=Cause.BY_HAND, at=START)
    # All at one moment: what was used comes first, and is owed by what is gained.
    assert next_to_expire(marie.id) == slowly(marie.id)
    LoyaltyEntry.objects.create(
        customer=marie, amount=-9, cause=Cause.REDEEMED, at=START + timedelta(days=1), expires_on=None
    )
    soon = next_to_expire(marie.id)
    assert soon
    assert (soon.expires_on, soon) == (date(2026, 4, 1), slowly(marie.id))
    assert isinstance(soon, Expiring)
    assert next_to_expire(paul.id) is None
