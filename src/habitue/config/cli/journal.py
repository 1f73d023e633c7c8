import click

from habitue.config.words import gettext as _
from habitue.config.words import language

from .ready import Refusal, ready


@click.group()
def journal() -> None:
    """The append-only record of everything that was done."""


@journal.command()
def verify() -> None:
    """Check every chain from its first entry; say which entry breaks it."""
    ready()
    from django.utils import translation

    from habitue.journal.verify import verify_all

    said = _("Stream {stream}, entry {number}: {reason}.")
    broken = 0
    with translation.override(language()):
        for problem in verify_all():
            broken += 1
            click.echo(said.format(stream=problem.stream, number=problem.number, reason=problem.reason), err=True)
    if broken:
        raise Refusal(_("The journal is broken. Breaks found: {count}.").format(count=broken))
    click.echo(_("The journal is whole: every entry is there, in order and unchanged."))
