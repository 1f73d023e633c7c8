from habitue.sales.actions.complete_sale import LineFacts, PaymentFacts, complete_sale

__all__ = ["LineFacts", "PaymentFacts", "complete_sale"]
