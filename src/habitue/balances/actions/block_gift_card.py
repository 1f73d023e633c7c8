from uuid import UUID

from habitue.balances.models import GiftCard
from habitue.balances.sums import hold_gift_card
from habitue.journal.action import Doing, action


@action
def block_gift_card(doing: Doing, *, card: UUID, blocked: bool = True) -> GiftCard:
    """Nothing can be paid with the card, because it was lost or stolen; or again, with `blocked` false."""
    held = hold_gift_card(card)
    held.blocked_at = (held.blocked_at or doing.stamp.at) if blocked else None
    held.save(update_fields=["blocked_at"])
    doing.changed(held)
    return held
