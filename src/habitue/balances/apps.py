from django.apps import AppConfig


class BalancesConfig(AppConfig):
    name = "habitue.balances"

    def ready(self) -> None:
        from habitue.balances import actions  # noqa: F401 - they are known by being imported
