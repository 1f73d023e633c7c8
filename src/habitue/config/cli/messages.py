import click

from habitue.config.words import gettext as _

from .ready import Refusal


@click.group()
def messages() -> None:
    """The translations: for whoever changes a text or adds a language."""


@messages.command()
@click.argument("language", default="fr")
def update(language: str) -> None:
    """Bring a language's catalogue up to date with the texts in the source."""
    from habitue.config import extraction

    click.echo(str(extraction.update(language)))


@messages.command("compile")
def compile_() -> None:
    """Compile the catalogues that have changed."""
    from habitue.config import catalogues

    for file in catalogues.compile_stale():
        click.echo(str(file))


@messages.command()
@click.argument("language", default="fr")
def check(language: str) -> None:
    """List what is not translated, fuzzy, out of use, or has other placeholders."""
    from habitue.config import extraction

    found = list(extraction.problems(language))
    for problem in found:
        click.echo(problem, err=True)
    if found:
        raise Refusal(_("Texts that need a translator: {count}.").format(count=len(found)))
    click.echo(_("Every text is translated."))
