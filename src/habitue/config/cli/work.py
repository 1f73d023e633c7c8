import signal
import threading

import click

from habitue.config.words import gettext as _

from .ready import ready


@click.command()
def work() -> None:
    """Do what waits in the background: exports, imports, mails. "run" does it too; a hub may want more of them."""
    ready()
    from habitue.jobs import worker

    leaving = threading.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda *_why: leaving.set())
    click.echo(_("Habitué does what waits in the background (Ctrl-C ends it)."))
    worker.work(leaving)
