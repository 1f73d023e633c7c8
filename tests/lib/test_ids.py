import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from habitue.lib import ids
from habitue.lib.ids import new_id


def test_it_is_a_uuid_of_version_seven() -> None:
    made = new_id()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_later_ones_sort_after_earlier_ones() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_threads_never_get_the_same_one() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: new_id(), range(20_000)))
    assert len({identifier.int >> 64 for identifier in made}) == len(made)


def test_a_clock_that_is_set_back_does_not_disturb_the_order() -> None:
    before = new_id()
    with patch.object(time, "time_ns", return_value=0):
        after = new_id()
    assert after > before


def test_it_begins_with_the_moment() -> None:
    moment = time.time_ns() // 1_000_000 + 3_600_000
    with patch.object(time, "time_ns", return_value=moment * 1_000_000), patch.object(ids, "_ticks", ids._Ticks()):
        assert new_id().int >> 80 == moment
