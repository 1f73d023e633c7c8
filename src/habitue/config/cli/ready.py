"""What must hold before any command does its work; what doesn't is said in plain words."""

import errno
import os
import tempfile
from pathlib import Path
from typing import IO

import click

from habitue.config import environment
from habitue.config.environment import Environment
from habitue.config.words import gettext as _


class Refusal(click.ClickException):
    """Ends the program with a message and nothing else."""

    def show(self, file: IO[str] | None = None) -> None:
        click.echo(_("Error: {message}").format(message=self.format_message()), file, err=file is None)


def ready() -> Environment:
    """Django, started on a database that is ours, usable and up to date."""
    from django.core.exceptions import ImproperlyConfigured

    from habitue.lib.sqlite.choice import TOO_OLD, OldSQLite

    try:
        given = environment.read()
        _check_data_directory(given.data)
        if not given.database_url:
            _check_file(given.database_file)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.config.settings")
        import django

        django.setup()
    except OldSQLite as error:
        raise Refusal(_(TOO_OLD).format_map(error.blanks)) from None
    except ImproperlyConfigured as error:
        raise Refusal(str(error)) from None
    if given.database_url:
        _check_server()
    _migrate()
    return given


def _check_data_directory(data: Path) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data) as probe:
            probe.write(b"x" * 4096)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refusal(_what("disk full").format(path=data)) from None
        message = _("The data directory {path} cannot be written: {reason}. Choose another one with HABITUE_DATA.")
        raise Refusal(message.format(path=data, reason=error.strerror)) from None


def _check_file(file: Path) -> None:
    from habitue.lib.sqlite.file import UnusableDatabase, claim

    try:
        claim(file)
    except UnusableDatabase as error:
        raise Refusal(_what(error.trouble).format(path=file)) from None


def _what(trouble: str) -> str:
    from habitue.lib.sqlite.file import Trouble

    return {
        Trouble.NOT_A_DATABASE: _(
            "The file {path} is not a database. Nothing was changed in it. Move it away, or choose another data "
            "directory with HABITUE_DATA."
        ),
        Trouble.ANOTHER_PROGRAM: _(
            "The database {path} belongs to another program. Nothing was changed in it. Choose another data directory "
            "with HABITUE_DATA."
        ),
        Trouble.LOCKED: _("The database {path} is locked by another program. Close that program, then start again."),
        Trouble.READ_ONLY: _("The database {path} cannot be written. Check who owns the file and its folder."),
        Trouble.FULL: _("The disk that holds {path} is full. Make room on it, then start again. Nothing is lost."),
        Trouble.UNREACHABLE: _("The database {path} cannot be opened. Check that its disk is there and readable."),
        Trouble.DAMAGED: _(
            "The database {path} is damaged. Keep the file as it is, and restore the latest backup in its place."
        ),
    }[Trouble(trouble)]


def _check_server() -> None:
    from django.db import Error, connection

    where = "{HOST}:{PORT}/{NAME}".format_map(connection.settings_dict)
    try:
        tables = connection.introspection.table_names()
    except Error:
        raise Refusal(
            _("The database server at {where} does not answer. Check DATABASE_URL and that it is running.").format(
                where=where
            )
        ) from None
    if tables and "django_migrations" not in tables:
        raise Refusal(
            _("The database at {where} belongs to another program. Nothing was changed in it.").format(where=where)
        )


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    ours = {app for app, _name in known}
    if any(app in ours and (app, name) not in known for app, name in executor.loader.applied_migrations):
        raise Refusal(_("The database was made by a newer Habitué. Nothing was changed in it. Install that version."))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        click.echo(_("Preparing the database. This takes a moment…"))
        call_command("migrate", interactive=False, verbosity=0)
