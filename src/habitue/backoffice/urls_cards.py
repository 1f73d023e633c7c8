from django.urls import URLPattern, path

from habitue.backoffice.views import cards

_cards = "customers/<uuid:customer_id>/cards/"

card_urls: list[URLPattern] = [
    path("customers/cards/", cards.customers_cards, name="customers_cards"),
    path("customers/cards/print/", cards.customers_cards_print, name="customers_cards_print"),
    path(_cards, cards.customer_cards, name="customer_cards"),
    path(f"{_cards}block/", cards.customer_card_block, name="customer_card_block"),
    path(f"{_cards}unblock/", cards.customer_card_unblock, name="customer_card_unblock"),
    path(f"{_cards}remove/", cards.customer_card_remove, name="customer_card_remove"),
    path(f"{_cards}print/", cards.customer_card_print, name="customer_card_print"),
]
