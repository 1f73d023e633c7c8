"""Every verb that changes what this floor keeps; one file each."""

from habitue.pricing.actions.bring_back_price_book import bring_back_price_book
from habitue.pricing.actions.bring_back_promotion import bring_back_promotion
from habitue.pricing.actions.change_price_book import change_price_book
from habitue.pricing.actions.change_promotion import change_promotion
from habitue.pricing.actions.choose_between_books import choose_between_books
from habitue.pricing.actions.create_price_book import create_price_book
from habitue.pricing.actions.create_promotion import create_promotion
from habitue.pricing.actions.retire_price_book import retire_price_book
from habitue.pricing.actions.retire_promotion import retire_promotion
from habitue.pricing.actions.set_book_prices import set_book_prices
from habitue.pricing.actions.set_book_rules import set_book_rules
from habitue.pricing.actions.set_discount_limits import set_discount_limits

__all__ = [
    "bring_back_price_book",
    "bring_back_promotion",
    "change_price_book",
    "change_promotion",
    "choose_between_books",
    "create_price_book",
    "create_promotion",
    "retire_price_book",
    "retire_promotion",
    "set_book_prices",
    "set_book_rules",
    "set_discount_limits",
]
