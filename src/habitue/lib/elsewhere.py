"""Calling a function of the product in a process of its own, so that both cores work."""

import multiprocessing
from typing import Any

CONTEXT = multiprocessing.get_context("spawn")
"""A forked process would share the database connection of the one that it comes from."""


def call(database: str, function: str, *arguments: Any) -> Any:
    """What the new process runs: `function`, named by its path, with Django set up on `database`."""
    import django
    from django.conf import settings
    from django.utils.module_loading import import_string

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    return import_string(function)(*arguments)
