from django.apps import AppConfig


class PricingConfig(AppConfig):
    name = "habitue.pricing"

    def ready(self) -> None:
        from habitue.pricing import actions  # noqa: F401 - they are known by being imported
