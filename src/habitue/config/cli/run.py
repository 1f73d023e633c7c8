import os
import signal
import socket
import sys
from pathlib import Path
from typing import IO

import click

from habitue.config.environment import Environment
from habitue.config.words import gettext as _

from .helper import helper
from .opening import saying_when_open
from .prepare import furnish
from .ready import Refusal, ready


@click.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with a demo shop.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on (default: PORT, else 8000).")
@click.option("--host", help="Address to serve on (default: HABITUE_HOST, else 127.0.0.1).")
def run(*, demo: bool, port: int | None, host: str | None) -> None:
    """Open the shop: prepare everything that is needed, then serve."""
    if port:
        os.environ["PORT"] = str(port)
    if host:
        os.environ["HABITUE_HOST"] = host
    signal.signal(signal.SIGTERM, _leave)
    given = ready()
    lock = _only_one(given.data / "running.lock")
    _check_port(given)
    furnish(given, demo=demo)
    _let_go_of_the_database()
    shown = "localhost" if given.host in {"0.0.0.0", "::"} else given.host_in_address  # noqa: S104 - compared, not bound to
    said = _("Habitué is open at {address} (Ctrl-C closes it).").format(address=f"http://{shown}:{given.port}/")
    with helper(lock), saying_when_open(said, given.host, given.port, lock):
        _serve(given)
    click.echo(_("Habitué is closed. Everything is kept in {path}.").format(path=given.data))


def _only_one(file: Path) -> IO[str]:
    """Hold the data directory for as long as the returned object lives, and the worker process forked with it."""
    held = file.open("a")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        message = _("Habitué is running already on the data directory {path}. Close it first, or use that one.")
        raise Refusal(message.format(path=file.parent)) from None
    return held


def _check_port(given: Environment) -> None:
    # Granian shares its port with whoever else is ready to share, so a taken port has to be noticed here.
    family = socket.AF_INET6 if ":" in given.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((given.host, given.port))
    except OSError as error:
        message = _("Port {port} on {host} cannot be used: {reason}. Choose another one with PORT or --port.")
        raise Refusal(message.format(port=given.port, host=given.host, reason=error.strerror)) from None


def _leave(_signal: int, _frame: object) -> None:
    """Asked to stop while still preparing. Granian puts its own answer in this one's place when it serves."""
    raise SystemExit(0)


def _let_go_of_the_database() -> None:
    """An open connection must not be carried over into the worker process."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _serve(given: Environment) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # One process, because SQLite's writers then wait in line inside it; four threads, because two cores feed no more.
    Granian(
        "habitue.config.wsgi:application",
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        blocking_threads_idle_timeout=600,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()
