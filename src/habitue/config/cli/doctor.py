import click

from habitue.config.words import gettext as _
from habitue.config.words import language

from .ready import Refusal, ready

SHOWN = 20


@click.command()
def doctor() -> None:
    """Check everything that must always hold, on the live database; say what is wrong."""
    ready()
    from importlib import import_module
    from importlib.util import find_spec
    from itertools import islice

    from django.apps import apps
    from django.utils import translation

    from habitue.lib.invariants import INVARIANTS

    for app in apps.get_app_configs():
        if app.name.startswith("habitue.") and find_spec(f"{app.name}.invariants"):
            import_module(f"{app.name}.invariants")
    broken = 0
    with translation.override(language()):
        for each in INVARIANTS:
            found = each.broken()
            first = list(islice(found, SHOWN))
            more = sum(1 for _finding in found)
            broken += bool(first)
            click.echo(f"{'✗' if first else '✓'} {each.says}", err=bool(first))
            for finding in first:
                click.echo(f"    {finding}", err=True)
            if more:
                click.echo("    " + _("and {count} more").format(count=more), err=True)
    if broken:
        raise Refusal(_("Not everything holds. Rules broken: {count}.").format(count=broken))
    click.echo(_("Everything holds."))
