"""Checks the settings and models, and that no model has changed without its migration."""

import os
import tempfile

import django
from django.core.management import call_command

with tempfile.TemporaryDirectory() as data:
    os.environ["HABITUE_DATA"] = data
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "habitue.config.settings"
    django.setup()
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True)
