from typing import Any

import click

from habitue.config import catalogues
from habitue.config.words import gettext as _

from .ready import Refusal
from .speaking import speak


class Commands(click.Group):
    """A trouble of the database or the disk in the midst of the work is told as such. All else is our own mistake.

    What it says itself is in the language of the terminal.
    """

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        catalogues.compile_stale()
        speak(self)
        return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from habitue.config import trouble

            words = trouble.words_of(error)
            if words is None:
                raise
            # Without the error itself: a database's complaint quotes the line that it complains about.
            raise Refusal(f"{_(words.title)}. {_(words.to_do)}") from None
