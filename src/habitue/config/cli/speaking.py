"""The command line's help, and what click itself says, in the language of the terminal."""

import gettext as catalogues
from collections.abc import Iterator

import click

from habitue.config.words import LOCALE
from habitue.config.words import gettext as translated
from habitue.lib.noop import gettext_noop

OF_CLICK = (
    gettext_noop("Usage:"),
    gettext_noop("Options"),
    gettext_noop("Commands"),
    gettext_noop("Show this message and exit."),
    gettext_noop("Show the version and exit."),
    gettext_noop("Try '{command} {option}' for help."),
    gettext_noop("Error: {message}"),
    gettext_noop("Missing command."),
    gettext_noop("Missing argument"),
    gettext_noop("Missing option"),
    gettext_noop("Invalid value: {message}"),
    gettext_noop("Invalid value for {param_hint}: {message}"),
    gettext_noop("No such option {name!r}."),
    gettext_noop("No such command {name!r}."),
    gettext_noop("{value!r} is not a valid {number_type}."),
    gettext_noop("{value} is not in the range {range}."),
    gettext_noop("{name} {filename!r} does not exist."),
    gettext_noop("{name} {filename!r} is a directory."),
    gettext_noop("{name} {filename!r} is not readable."),
    gettext_noop("file"),
    gettext_noop("Aborted!"),
)


def speak(command: click.Command) -> None:
    """Have `command`, all below it, and click itself speak the terminal's language."""
    # Click looks its texts up in whichever catalogue is the process's own.
    catalogues.bindtextdomain("django", str(LOCALE))
    catalogues.textdomain("django")
    for holder in _helpful(command):
        holder.help = translated(_text(holder))
    for each in _below(command):
        for param in each.params:
            if isinstance(param.type, click.Path):
                param.type.name = translated("file")


def helps(command: click.Command) -> Iterator[str]:
    """Every text of the help of `command` and of all below it."""
    for holder in _helpful(command):
        yield _text(holder)


def _text(holder: click.Command | click.Option) -> str:
    return (holder.help or "").strip()


def _helpful(command: click.Command) -> Iterator[click.Command | click.Option]:
    for each in _below(command):
        if each.help:
            yield each
        yield from (option for option in each.params if isinstance(option, click.Option) and option.help)


def _below(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from _below(each)
