from uuid import UUID

from habitue.customers.cards import cards_of
from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import CustomerCard, Happened
from habitue.customers.search.upkeep import index_changed, tokens_of_customer
from habitue.journal.action import AlreadyDone, Doing, action


@action
def add_card(doing: Doing, *, customer: UUID, number: str) -> CustomerCard:
    """One more card finds the customer."""
    holder = held(customer)
    if there := CustomerCard.objects.filter(number=number, customer=holder).first():
        raise AlreadyDone(there)
    had = cards_of(holder)
    card = CustomerCard.objects.create(number=number, customer=holder)
    before, after = tokens_of_customer(holder, had), tokens_of_customer(holder, [*had, number])
    index_changed(holder.search_key, holder.seen_on, before, after)
    write_events(doing, Happened.CARD_ADDED, [(holder.id, [["card", "", number]])], register=place_of(doing))
    doing.changed(holder)
    return card
