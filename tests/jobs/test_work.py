"""Work in the background is done once, tells where it is, can be stopped, and survives the death of its worker."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from habitue.jobs import work, worker
from habitue.jobs.models import Job, State
from habitue.jobs.work import Failed, Running, ask_to_stop, start
from habitue.lib.clock import now
from tests.working import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, work.Task]]:
    known = work.known()
    kept, ticks = dict(known), dict(work.TICKS)
    yield known
    known.clear()
    known.update(kept)
    work.TICKS.clear()
    work.TICKS.update(ticks)


def again(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_what_was_asked_is_done_and_its_result_kept() -> None:
    @work.job("count", "Counting")
    def count(running: Running, *, to: int) -> dict[str, Any]:
        for number in range(to):
            running.progress(number, to)
        running.file("numbers.txt").write_text("all")
        return {"last": number}

    asked = start("count", by=None, to=5)
    assert asked.state == State.WAITING
    work_off()
    done = again(asked)
    assert (done.state, done.result, done.percent, done.tries) == (State.DONE, {"last": 4}, 100, 1)
    assert done.path.read_text() == "all"


def test_the_oldest_is_done_first() -> None:
    order: list[str] = []

    @work.job("note", "Note")
    def note(_running: Running, *, what: str) -> dict[str, Any]:
        order.append(what)
        return {}

    for what in ("one", "two", "three"):
        start("note", by=None, what=what)
    work_off()
    assert order == ["one", "two", "three"]


def test_work_that_is_asked_to_stop_stops_at_its_next_step() -> None:
    @work.job("long", "Long")
    def long(running: Running) -> dict[str, Any]:
        ask_to_stop(running.job)
        running.progress(1, 2)
        raise AssertionError

    asked = start("long", by=None)
    work_off()
    assert again(asked).state == State.STOPPED


def test_work_that_still_waits_is_not_begun_when_stopped() -> None:
    asked = start("nothing of this name", by=None)
    ask_to_stop(asked)
    work_off()
    assert (again(asked).state, asked.tries) == (State.STOPPED, 0)


def test_a_failure_is_told_and_the_next_is_done() -> None:
    @work.job("fails", "Fails")
    def fails(_running: Running, *, why: str) -> dict[str, Any]:
        raise Failed(why) if why else RuntimeError

    told, unforeseen, unknown = (
        start("fails", by=None, why="The file is empty."),
        start("fails", by=None, why=""),
        start("nothing of this name", by=None),
    )
    work_off()
    assert {again(each).state for each in (told, unforeseen, unknown)} == {State.FAILED}
    assert told.result == {"trouble": "The file is empty."}
    assert "nobody foresaw" in unforeseen.result["trouble"]


def test_a_worker_that_leaves_puts_its_work_back() -> None:
    leaving = threading.Event()

    @work.job("slow", "Slow")
    def slow(running: Running) -> dict[str, Any]:
        leaving.set()
        running.progress(1, 2)
        raise AssertionError

    asked = start("slow", by=None)
    worker.one_job(leaving)
    assert (again(asked).state, asked.tries) == (State.WAITING, 0)


@pytest.mark.parametrize(
    ("may_begin_again", "tries", "state"),
    [(True, 1, State.WAITING), (True, worker.TRIES, State.FAILED), (False, 1, State.FAILED)],
)
def test_work_whose_worker_died_begins_again_if_it_may(*, may_begin_again: bool, tries: int, state: State) -> None:
    @work.job("left", "Left", again=may_begin_again)
    def left_work(_running: Running) -> dict[str, Any]:
        return {}

    long_ago = now() - worker.DEAD_AFTER - timedelta(seconds=1)
    left, alive = start("left", by=None), start("left", by=None)
    Job.objects.update(state=State.RUNNING, tries=tries)
    Job.objects.filter(id=left.id).update(beat_at=long_ago)
    Job.objects.filter(id=alive.id).update(beat_at=now())
    worker.take_back_what_was_left()
    assert (again(left).state, again(alive).state) == (state, State.RUNNING)


@pytest.mark.django_db(transaction=True)
def test_a_step_that_takes_long_does_not_make_its_worker_look_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "BEATS_EVERY", 0.05)

    @work.job("slow", "Slow")
    def slow(running: Running) -> dict[str, Any]:
        begun, until = again(running.job).beat_at, time.monotonic() + 30
        while again(running.job).beat_at == begun:
            assert time.monotonic() < until
            time.sleep(0.02)
        return {}

    asked = start("slow", by=None)
    worker.one_job()
    assert again(asked).state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work_and_do_each_piece_once() -> None:
    done: list[int] = []

    @work.job("piece", "Piece")
    def piece(_running: Running, *, number: int) -> dict[str, Any]:
        done.append(number)
        return {}

    for number in range(30):
        start("piece", by=None, number=number)

    def help_out() -> None:
        try:
            while worker.one_job():
                pass
        finally:
            connection.close()

    helpers = [threading.Thread(target=help_out) for _ in range(3)]
    for each in helpers:
        each.start()
    for each in helpers:
        each.join()
    assert sorted(done) == list(range(30))


def test_what_is_done_again_and_again_is_done() -> None:
    seen: list[int] = []
    work.every(60)(lambda: seen.append(1))
    work_off()
    assert seen == [1]


@pytest.mark.django_db(transaction=True)
def test_what_is_short_does_not_wait_for_what_is_long() -> None:
    leaving, short_is_done = threading.Event(), threading.Event()
    waited: list[bool] = []
    work.TICKS.clear()

    @work.every(60, long=True)
    def takes_long() -> None:
        waited.append(short_is_done.wait(10))
        leaving.set()

    @work.every(60)
    def is_short() -> None:
        short_is_done.set()

    worker.work(leaving)
    assert waited == [True]


def test_an_old_job_goes_with_its_file() -> None:
    @work.job("writes", "Writes")
    def writes(running: Running) -> dict[str, Any]:
        running.file("customers.csv").write_text("Marie")
        return {}

    old, fresh = start("writes", by=None), start("writes", by=None)
    work_off()
    Job.objects.filter(id=old.id).update(ended_at=now() - timedelta(days=8))
    Job.objects.filter(id=fresh.id).update(ended_at=now() - timedelta(days=6))
    work_off()
    assert (again(fresh).path.exists(), old.place.exists()) == (True, False)
    assert not Job.objects.filter(id=old.id).exists()
