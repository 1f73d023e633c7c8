from django.urls import URLPattern, path

from habitue.backoffice.views import balances, loyalty

_customer = "customers/<uuid:customer_id>/"
_statement = f"{_customer}statement/<str:balance>/"

loyalty_urls: list[URLPattern] = [
    path("loyalty/", loyalty.loyalty, name="loyalty"),
    path("loyalty/receipt/", loyalty.loyalty_receipt, name="loyalty_receipt"),
    path("loyalty/rates/new/", loyalty.loyalty_rate_new, name="loyalty_rate_new"),
    path("loyalty/rates/<uuid:rate_id>/", loyalty.loyalty_rate, name="loyalty_rate"),
    path("loyalty/rates/<uuid:rate_id>/remove/", loyalty.loyalty_rate_remove, name="loyalty_rate_remove"),
    path("loyalty/tiers/new/", loyalty.loyalty_tier_new, name="loyalty_tier_new"),
    path(_statement, balances.customer_statement, name="customer_statement"),
    path(f"{_statement}pdf/", balances.customer_statement_pdf, name="customer_statement_pdf"),
    path(f"{_statement}mail/", balances.customer_statement_mail, name="customer_statement_mail"),
    path(f"{_customer}loyalty/", balances.customer_loyalty, name="customer_loyalty"),
    path(f"{_customer}loyalty/join/", balances.customer_loyalty_join, name="customer_loyalty_join"),
    path(f"{_customer}loyalty/leave/", balances.customer_loyalty_leave, name="customer_loyalty_leave"),
    path("loyalty/tiers/<uuid:tier_id>/", loyalty.loyalty_tier, name="loyalty_tier"),
    path("loyalty/tiers/<uuid:tier_id>/remove/", loyalty.loyalty_tier_remove, name="loyalty_tier_remove"),
]
