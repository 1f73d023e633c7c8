from uuid import UUID

from habitue.customers.cards import cards_of
from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import Customer, Happened
from habitue.customers.search.upkeep import index_changed, tokens_of_customer
from habitue.journal.action import AlreadyDone, Doing, action


@action
def keep_email(doing: Doing, *, id: UUID, email: str) -> Customer:
    """The customer is written to at this address from now on: they have said so, when they gave it for a receipt."""
    customer = held(id)
    if customer.email == email:
        raise AlreadyDone(customer)
    cards = cards_of(customer)
    before, was = tokens_of_customer(customer, cards), customer.email
    customer.email = email
    customer.save(update_fields=["email"])
    index_changed(customer.search_key, customer.seen_on, before, tokens_of_customer(customer, cards))
    write_events(doing, Happened.CHANGED, [(customer.id, [["email", was, email]])], register=place_of(doing))
    doing.changed(customer)
    return customer
