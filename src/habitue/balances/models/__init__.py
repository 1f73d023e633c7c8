from habitue.balances.models.account import AccountEntry, AccountTerms
from habitue.balances.models.credit import CreditEntry, GiftCard, GiftCardEntry
from habitue.balances.models.entry import Cause
from habitue.balances.models.loyalty import (
    LoyaltyEntry,
    LoyaltyMember,
    LoyaltyPlan,
    LoyaltyRate,
    LoyaltyTier,
    LoyaltyUnit,
)
from habitue.balances.models.policy import BalancePolicy

__all__ = [
    "AccountEntry",
    "AccountTerms",
    "BalancePolicy",
    "Cause",
    "CreditEntry",
    "GiftCard",
    "GiftCardEntry",
    "LoyaltyEntry",
    "LoyaltyMember",
    "LoyaltyPlan",
    "LoyaltyRate",
    "LoyaltyTier",
    "LoyaltyUnit",
]
