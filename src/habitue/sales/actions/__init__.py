from habitue.sales.actions.complete_sale import complete_sale
from habitue.sales.actions.merge_customers import merge_customers
from habitue.sales.actions.print_receipt import print_receipt
from habitue.sales.actions.reprint_receipt import reprint_receipt
from habitue.sales.actions.track_sale import track_sale
from habitue.sales.actions.unmerge_customers import MergedSince, unmerge_customers
from habitue.sales.actions.void_sale import CannotVoid, void_sale
from habitue.sales.facts import LineFacts, PaymentFacts, StepFacts

__all__ = [
    "CannotVoid",
    "LineFacts",
    "MergedSince",
    "PaymentFacts",
    "StepFacts",
    "complete_sale",
    "merge_customers",
    "print_receipt",
    "reprint_receipt",
    "track_sale",
    "unmerge_customers",
    "void_sale",
]
