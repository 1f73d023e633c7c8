from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "habitue.journal"

    def ready(self) -> None:
        # Every app's actions are known by name from the start, so that any journal entry can be replayed.
        autodiscover_modules("actions")
