"""Which lots are used, what expires of them, and what of them may still be taken back."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from habitue.balances.lots import Told, expiring, lots_of

START = datetime(2026, 1, 1, tzinfo=UTC)
MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


class Story:
    """Entries, one an hour."""

    def __init__(self) -> None:
        self.entries: list[Told] = []

    def add(self, amount: int, *, refers: UUID | None = None, expires: date | None = None) -> Told:
        at = START + timedelta(hours=len(self.entries))
        told = Told(uuid4(), amount, at, refers, expires)
        self.entries.append(told)
        return told

    @property
    def balance(self) -> int:
        return sum(each.amount for each in self.entries)

    @property
    def left(self) -> dict[UUID, int]:
        return {lot.id: lot.left for lot in lots_of(self.entries)}


def test_what_expires_first_is_used_first() -> None:
    story = Story()
    for_ever, june, march = story.add(10), story.add(10, expires=JUNE), story.add(10, expires=MARCH)
    story.add(-12)
    assert story.left == {june.id: 8, for_ever.id: 10}
    assert march.id not in story.left


def test_what_nobody_has_used_expires_the_day_after_its_last() -> None:
    story = Story()
    march = story.add(10, expires=MARCH)
    story.add(-4)
    assert not expiring(story.entries, MARCH)
    assert [(lot.id, lot.left) for lot in expiring(story.entries, MARCH + timedelta(1))] == [(march.id, 6)]
    story.add(-6, refers=march.id)
    assert not expiring(story.entries, MARCH + timedelta(1))


def test_a_lot_that_was_used_and_is_taken_back_is_owed_by_the_next_gain() -> None:
    story = Story()
    first = story.add(10, expires=MARCH)
    story.add(-10)
    story.add(-10, refers=first.id)
    assert story.balance == -10
    assert not story.left
    second = story.add(15)
    assert story.left == {second.id: 5}


def test_what_is_given_back_makes_its_lots_whole() -> None:
    story = Story()
    march, june = story.add(10, expires=MARCH), story.add(10, expires=JUNE)
    used = story.add(-15)
    story.add(15, refers=used.id)
    assert story.left == {march.id: 10, june.id: 10}


def test_a_sale_that_uses_and_earns_at_once_uses_what_was_there() -> None:
    lot = Told(UUID(int=9), 10, START, None, JUNE)
    later = START + timedelta(days=1)
    earned, used = Told(UUID(int=1), 5, later, None, MARCH), Told(UUID(int=2), -10, later)
    assert {each.id: each.left for each in lots_of([earned, used, lot])} == {earned.id: 5}


@given(st.data())
def test_what_is_left_in_lots_is_the_balance(data: st.DataObject) -> None:
    story = Story()
    days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
    for _ in range(data.draw(st.integers(1, 25))):
        what = data.draw(st.sampled_from(["gain", "use", "back", "given", "expire"]))
        gains = [each for each in story.entries if each.amount > 0 and each.refers is None]
        uses = [each for each in story.entries if each.amount < 0 and each.refers is None]
        if what == "gain":
            story.add(data.draw(st.integers(1, 50)), expires=data.draw(days))
        elif what == "use" and story.balance > 0:
            story.add(-data.draw(st.integers(1, story.balance)))
        elif what == "back" and gains:
            lot = data.draw(st.sampled_from(gains))
            still = lot.amount + sum(each.amount for each in story.entries if each.refers == lot.id)
            story.add(-data.draw(st.integers(0, still)), refers=lot.id)
        elif what == "given" and uses:
            use = data.draw(st.sampled_from(uses))
            given_back = sum(each.amount for each in story.entries if each.refers == use.id)
            story.add(data.draw(st.integers(0, -use.amount - given_back)), refers=use.id)
        elif what == "expire":
            for lapsed in expiring(story.entries, data.draw(days) or JUNE):
                story.add(-lapsed.left, refers=lapsed.id)
        assert sum(story.left.values()) == max(0, story.balance)
        assert all(units > 0 for units in story.left.values())
