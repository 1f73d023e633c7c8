"""The process beside the server that does what waits in the background.

Two processes: a keeper, and the worker that it starts again whenever it has died. Both are forked from the program as
it stands, which has read Django already; the keeper has one thread only, so that it can always fork safely.
"""

import multiprocessing
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import IO

PAUSE = 2.0
ENDS_WITHIN = 8.0


@contextmanager
def helper(lock: IO[str]) -> Iterator[None]:
    """Have a worker for as long as this lasts. It does not hold the `lock` of the data directory."""
    forks = multiprocessing.get_start_method() == "fork"
    keeper = multiprocessing.Process(target=_keep, args=(lock if forks else None,), name="habitue-keeper")
    keeper.start()
    try:
        yield
    finally:
        keeper.terminate()
        keeper.join()


def _keep(lock: IO[str] | None) -> None:
    if lock:
        lock.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    shop = multiprocessing.parent_process()
    assert shop  # noqa: S101 - a keeper is somebody's child
    while True:
        worker = multiprocessing.Process(target=_work, name="habitue-worker")
        worker.start()
        try:
            ended = wait([shop.sentinel, worker.sentinel])
        finally:
            _end(worker)
        if shop.sentinel in ended:
            return
        time.sleep(PAUSE)


def _end(worker: BaseProcess) -> None:
    worker.terminate()
    worker.join(ENDS_WITHIN)
    if worker.is_alive():
        worker.kill()
        worker.join()


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


def _work() -> None:
    leaving = threading.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda *_why: leaving.set())
    threading.Thread(target=_leave_with_the_keeper, args=(leaving,), daemon=True).start()

    import django

    django.setup()
    from habitue.jobs import worker

    worker.work(leaving)


def _leave_with_the_keeper(leaving: threading.Event) -> None:
    if keeper := multiprocessing.parent_process():
        keeper.join()
        leaving.set()
