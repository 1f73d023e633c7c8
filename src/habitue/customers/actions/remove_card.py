from uuid import UUID

from habitue.customers.cards import cards_of
from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import CustomerCard, Happened
from habitue.customers.search.upkeep import index_changed, tokens_of_customer
from habitue.journal.action import AlreadyDone, Doing, action


@action
def remove_card(doing: Doing, *, customer: UUID, number: str) -> None:
    """The card is nobody's, and may become somebody else's."""
    holder = held(customer)
    card = CustomerCard.objects.filter(number=number, customer=holder).first()
    if card is None:
        raise AlreadyDone(None)
    before = tokens_of_customer(holder, cards_of(holder))
    card.delete()
    index_changed(holder.search_key, holder.seen_on, before, tokens_of_customer(holder, cards_of(holder)))
    write_events(doing, Happened.CARD_REMOVED, [(holder.id, [["card", number, ""]])], register=place_of(doing))
    doing.changed(holder)
