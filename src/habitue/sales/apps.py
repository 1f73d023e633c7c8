from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "habitue.sales"

    def ready(self) -> None:
        from habitue.customers.listing.filing import Shopping
        from habitue.sales.where import outlets_of

        Shopping.outlets_of = staticmethod(outlets_of)
