from habitue.pricing.models.books import BookPrice, BookRule, PriceBook
from habitue.pricing.models.policy import Choice, DiscountLimit, PricingPolicy
from habitue.pricing.models.promotions import Part, Promotion, PromotionTarget, PromotionUse, Takes

__all__ = [
    "BookPrice",
    "BookRule",
    "Choice",
    "DiscountLimit",
    "Part",
    "PriceBook",
    "PricingPolicy",
    "Promotion",
    "PromotionTarget",
    "PromotionUse",
    "Takes",
]
