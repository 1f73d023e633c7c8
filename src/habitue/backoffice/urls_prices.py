from django.urls import URLPattern, path

from habitue.backoffice.views import book_prices, price_books, price_files, price_trial, promotions

_book = "prices/books/<uuid:book_id>/"
_promotion = "promotions/<uuid:promotion_id>/"

price_urls: list[URLPattern] = [
    path("prices/books/", price_books.price_books, name="price_books"),
    path("prices/books/new/", price_books.price_book_new, name="price_book_new"),
    path("prices/books/choice/", price_books.price_choice, name="price_choice"),
    path("prices/try/", price_trial.price_trial, name="price_trial"),
    path("prices/try/find/", price_trial.price_trial_find, name="price_trial_find"),
    path(_book, price_books.price_book, name="price_book"),
    path(f"{_book}change/", price_books.price_book_change, name="price_book_change"),
    path(f"{_book}retire/", price_books.price_book_retire, name="price_book_retire"),
    path(f"{_book}bring-back/", price_books.price_book_bring_back, name="price_book_bring_back"),
    path(f"{_book}prices/", book_prices.price_book_prices, name="price_book_prices"),
    path(f"{_book}prices/find/", book_prices.price_book_find, name="price_book_find"),
    path(f"{_book}prices/rows/", book_prices.price_book_rows, name="price_book_rows"),
    path(f"{_book}prices/rows/<uuid:variant_id>/more/", book_prices.price_book_rows_more, name="price_book_rows_more"),
    path(f"{_book}file/", price_files.price_book_file, name="price_book_file"),
    path(f"{_book}file/take/", price_files.price_book_take, name="price_book_take"),
    path(f"{_book}export/", price_files.price_book_export, name="price_book_export"),
    path(f"{_book}rules/", book_prices.price_book_rules, name="price_book_rules"),
    path("promotions/", promotions.promotions, name="promotions"),
    path("promotions/new/", promotions.promotion_new, name="promotion_new"),
    path("promotions/find/", promotions.promotion_find, name="promotion_find"),
    path("promotions/sentence/", promotions.promotion_sentence, name="promotion_sentence"),
    path(_promotion, promotions.promotion, name="promotion"),
    path(f"{_promotion}retire/", promotions.promotion_retire, name="promotion_retire"),
    path(f"{_promotion}bring-back/", promotions.promotion_bring_back, name="promotion_bring_back"),
]
