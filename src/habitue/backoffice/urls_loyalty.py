from django.urls import URLPattern, path

from habitue.backoffice.views import loyalty

loyalty_urls: list[URLPattern] = [
    path("loyalty/", loyalty.loyalty, name="loyalty"),
    path("loyalty/receipt/", loyalty.loyalty_receipt, name="loyalty_receipt"),
    path("loyalty/rates/new/", loyalty.loyalty_rate_new, name="loyalty_rate_new"),
    path("loyalty/rates/<uuid:rate_id>/remove/", loyalty.loyalty_rate_remove, name="loyalty_rate_remove"),
    path("loyalty/tiers/new/", loyalty.loyalty_tier_new, name="loyalty_tier_new"),
    path("loyalty/tiers/<uuid:tier_id>/remove/", loyalty.loyalty_tier_remove, name="loyalty_tier_remove"),
]
