from habitue.sales.models.basket import Basket, BasketLine, BasketPayment
from habitue.sales.models.later import Duplicate, ReceiptLink, Track
from habitue.sales.models.sale import Payment, Sale, SaleLine, Tender

__all__ = [
    "Basket",
    "BasketLine",
    "BasketPayment",
    "Duplicate",
    "Payment",
    "ReceiptLink",
    "Sale",
    "SaleLine",
    "Tender",
    "Track",
]
