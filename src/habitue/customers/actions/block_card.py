from uuid import UUID

from habitue.customers.cards import cards_of
from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import CustomerCard, Happened
from habitue.customers.search.upkeep import index_changed, tokens_of_customer
from habitue.journal.action import AlreadyDone, Doing, action


@action
def block_card(doing: Doing, *, customer: UUID, number: str) -> CustomerCard:
    """The card finds nobody any more, as when it is lost; it stays theirs."""
    holder = held(customer)
    card = CustomerCard.objects.get(number=number, customer=holder)
    if card.blocked_at:
        raise AlreadyDone(card)
    before = tokens_of_customer(holder, cards_of(holder))
    card.blocked_at = doing.stamp.at
    card.save(update_fields=["blocked_at"])
    index_changed(holder.search_key, holder.seen_on, before, tokens_of_customer(holder, cards_of(holder)))
    write_events(doing, Happened.CARD_BLOCKED, [(holder.id, [["card", "", number]])], register=place_of(doing))
    doing.changed(holder)
    return card
