from habitue.sales.models.basket import Basket, BasketLine, BasketPayment
from habitue.sales.models.later import Duplicate, ReceiptLink, Track
from habitue.sales.models.sale import Document, Payment, ReturnReason, Sale, SaleLine, Tender

__all__ = [
    "Basket",
    "BasketLine",
    "BasketPayment",
    "Document",
    "Duplicate",
    "Payment",
    "ReceiptLink",
    "ReturnReason",
    "Sale",
    "SaleLine",
    "Tender",
    "Track",
]
