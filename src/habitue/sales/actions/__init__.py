from habitue.sales.actions.complete_sale import LineFacts, PaymentFacts, complete_sale
from habitue.sales.actions.print_receipt import print_receipt
from habitue.sales.actions.reprint_receipt import reprint_receipt
from habitue.sales.actions.track_sale import track_sale

__all__ = ["LineFacts", "PaymentFacts", "complete_sale", "print_receipt", "reprint_receipt", "track_sale"]
