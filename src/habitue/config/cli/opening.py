"""Says that the shop is open once it answers, which on a slow machine is some seconds after its server was started."""

import multiprocessing
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import IO

import click

LOOKS_EVERY = 0.1
GIVES_UP_AFTER = 300.0


@contextmanager
def saying_when_open(said: str, host: str, port: int, lock: IO[str]) -> Iterator[None]:
    """A process of its own asks, until the server answers: the server's own is forked, and has to have one thread."""
    forks = multiprocessing.get_start_method() == "fork"
    caller = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound to
    asking = multiprocessing.Process(
        target=_say_when_open, args=(said, caller, port, lock if forks else None), name="habitue-opening"
    )
    asking.start()
    try:
        yield
    finally:
        asking.terminate()
        asking.join()


def _say_when_open(said: str, host: str, port: int, lock: IO[str] | None) -> None:
    if lock:
        lock.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    shop = multiprocessing.parent_process()
    ends = time.monotonic() + GIVES_UP_AFTER
    while shop and shop.is_alive() and time.monotonic() < ends:
        if answers(host, port):
            click.echo(said)
            return
        time.sleep(LOOKS_EVERY)


def answers(host: str, port: int) -> bool:
    """Whatever it answers. It is this machine that is asked, and nobody beyond it."""
    asked = HTTPConnection(host, port, timeout=30)
    try:
        asked.request("HEAD", "/")
        asked.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
    return True
