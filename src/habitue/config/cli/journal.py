import click

from .ready import Refusal, ready
from .words import gettext as _


@click.group()
def journal() -> None:
    """The append-only record of everything that was done."""


@journal.command()
def verify() -> None:
    """Check every chain from its first entry; say which entry breaks it."""
    ready()
    from habitue.journal.verify import verify_all

    broken = 0
    for problem in verify_all():
        broken += 1
        click.echo(str(problem), err=True)
    if broken:
        raise Refusal(_("The journal is broken in {count} places.").format(count=broken))
    click.echo(_("The journal is whole: every entry is there, in order and unchanged."))
