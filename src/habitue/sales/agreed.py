"""At which moment a basket is priced. This is the one place that says for how long what was shown is agreed.

A promotion or a price book that ends meanwhile is still had; what begins meanwhile is had with the next change.
"""

from datetime import datetime, timedelta

from habitue.lib.clock import now
from habitue.lib.rows import fetch, stored
from habitue.sales.models import Basket

HOLDS = timedelta(minutes=30)
"""After the last change of the basket, so that whoever looks for their purse pays what they were told."""
HOLDS_ONCE_PAID = timedelta(days=1)
"""Once something was paid: the basket stands still until it is completed, or the payment is taken back."""

_AGREE = """
UPDATE sales_basket SET agreed_at = %s
WHERE id = %s AND NOT EXISTS (SELECT 1 FROM sales_basketpayment WHERE basket_id = sales_basket.id) RETURNING 1
"""


def moment_of(basket: Basket) -> datetime:
    """When its prices were agreed, if that still holds; else now."""
    at, agreed = now(), basket.agreed_at
    if agreed is None or agreed > at:
        return at
    if at - agreed < HOLDS or (at - agreed < HOLDS_ONCE_PAID and basket.payments.exists()):
        return agreed
    return at


def agree(basket: Basket) -> None:
    """The basket is changed and shown, so it is priced anew; but for one that is partly paid, whose prices stay."""
    at = now()
    if fetch(_AGREE, [stored(Basket, "agreed_at", at), stored(Basket, "id", basket.id)]):
        basket.agreed_at = at


def begin_paying(basket: Basket) -> None:
    """What it costs now is what is being paid."""
    at = moment_of(basket)
    if at != basket.agreed_at:
        basket.agreed_at = at
        basket.save(update_fields=["agreed_at"])
