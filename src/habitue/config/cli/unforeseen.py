from typing import Any

import click

from .ready import Refusal
from .words import gettext as _


class Commands(click.Group):
    """A trouble of the database or the disk in the midst of the work is told as such. All else is our own mistake."""

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
