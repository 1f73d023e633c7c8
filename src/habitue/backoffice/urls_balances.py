from django.urls import URLPattern, path

from habitue.backoffice.views import accounts, gift_card_files, gift_cards, taking_over

_customer = "customers/<uuid:customer_id>/"

balance_urls: list[URLPattern] = [
    path("gift-cards/", gift_cards.gift_cards, name="gift_cards"),
    path("gift-cards/months/", gift_cards.gift_cards_months, name="gift_cards_months"),
    path("gift-cards/file/", gift_card_files.gift_cards_file, name="gift_cards_file"),
    path("gift-cards/take/", gift_card_files.gift_cards_take, name="gift_cards_take"),
    path("gift-cards/errors/<uuid:kept_id>/", gift_card_files.gift_cards_errors, name="gift_cards_errors"),
    path("gift-cards/<uuid:card_id>/", gift_cards.gift_card, name="gift_card"),
    path("gift-cards/<uuid:card_id>/block/", gift_cards.gift_card_block, name="gift_card_block"),
    path("gift-cards/<uuid:card_id>/unblock/", gift_cards.gift_card_unblock, name="gift_card_unblock"),
    path("accounts/", accounts.owing, name="owing"),
    path("accounts/file/", accounts.owing_file, name="owing_file"),
    path("kept/<uuid:kept_id>/", taking_over.customer_balance_take_over, name="customer_balance_take_over"),
    path(f"{_customer}credit/", accounts.customer_credit, name="customer_credit"),
    path(f"{_customer}account/", accounts.customer_account, name="customer_account"),
    path(f"{_customer}account/close/", accounts.customer_account_close, name="customer_account_close"),
]
