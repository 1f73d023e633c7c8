from habitue.balances.actions.block_gift_card import block_gift_card
from habitue.balances.actions.change_credit import change_credit
from habitue.balances.actions.change_loyalty import change_loyalty
from habitue.balances.actions.close_account import close_account
from habitue.balances.actions.expire_loyalty import expire_loyalty
from habitue.balances.actions.import_gift_cards import import_gift_cards
from habitue.balances.actions.join_loyalty import join_loyalty
from habitue.balances.actions.leave_loyalty import leave_loyalty
from habitue.balances.actions.open_account import open_account
from habitue.balances.actions.set_balance_policy import set_balance_policy
from habitue.balances.actions.set_loyalty_plan import UnitStays, set_loyalty_plan
from habitue.balances.actions.set_loyalty_rates import set_loyalty_rates
from habitue.balances.actions.set_loyalty_tiers import set_loyalty_tiers
from habitue.balances.actions.take_over_balance import take_over_balance
from habitue.balances.actions.take_over_balances import take_over_balances
from habitue.balances.given import GivenBalance, GivenGiftCard, GivenRate, GivenTier

__all__ = [
    "GivenBalance",
    "GivenGiftCard",
    "GivenRate",
    "GivenTier",
    "UnitStays",
    "block_gift_card",
    "change_credit",
    "change_loyalty",
    "close_account",
    "expire_loyalty",
    "import_gift_cards",
    "join_loyalty",
    "leave_loyalty",
    "open_account",
    "set_balance_policy",
    "set_loyalty_plan",
    "set_loyalty_rates",
    "set_loyalty_tiers",
    "take_over_balance",
    "take_over_balances",
]
