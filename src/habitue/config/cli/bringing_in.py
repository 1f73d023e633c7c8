"""What every import shows at the terminal: the bar, what was done, and what has to be mended."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from habitue.config.words import gettext as _
from habitue.config.words import language

from .ready import Refusal

if TYPE_CHECKING:
    from habitue.lib.csvreport import Outcome

SHOWN = 20

type Progress = Callable[[int, int], None]
"""Is told how much is done, of how much."""


def bring_in(file: Path, dry_run: bool, run: "Callable[[Progress], Outcome]") -> None:
    """Show `run` at work on `file`, then what it did. Ends the program with a message when it could do nothing."""
    from django.utils import translation

    from habitue.lib.csvfile import NotACSV

    try:
        with translation.override(language()), click.progressbar(length=1000, label=file.name) as bar:

            def progress(done: int, of: int) -> None:
                bar.update(max(0, done * 1000 // max(of, 1) - bar.pos))

            outcome = run(progress)
            progress(1, 1)
    except NotACSV as error:
        raise Refusal(f"{file}: {error}") from None
    except OSError as error:
        raise Refusal(
            _("{path} cannot be read or written: {reason}.").format(path=file, reason=error.strerror)
        ) from None
    _say(outcome, dry_run)


def _say(outcome: "Outcome", dry_run: bool) -> None:
    if outcome.ignored:
        click.echo(_("Columns that were passed over: {columns}.").format(columns=", ".join(outcome.ignored)))
    for problem in outcome.problems[:SHOWN]:
        said = _("line {line}: {column}: {reason}") if problem.column else _("line {line}: {reason}")
        click.echo(said.format(line=problem.line, column=problem.column, reason=problem.reason), err=True)
    done = _("{created} new, {changed} changed, {unchanged} as they were, {bad} not imported.").format(
        created=outcome.created, changed=outcome.changed, unchanged=outcome.unchanged, bad=outcome.bad
    )
    click.echo(_("Dry run, nothing was written. It would be: {done}").format(done=done) if dry_run else done)
    if outcome.aside:
        click.echo(_("Customers with something that is kept aside: {count}.").format(count=outcome.aside))
    if outcome.groups:
        said = _("Groups that would be made: {groups}.") if dry_run else _("Groups that were made: {groups}.")
        more = " …" if len(outcome.groups) > SHOWN else ""
        click.echo(said.format(groups=", ".join(outcome.groups[:SHOWN]) + more))
    if outcome.bad_lines:
        message = _(
            "The lines that were not imported are in {path}, with the reason. Mend them there, and import that file."
        )
        click.echo(message.format(path=outcome.bad_lines))
    if outcome.bad:
        raise SystemExit(1)
