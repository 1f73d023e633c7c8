from uuid import UUID

from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import CustomerPerson, Happened
from habitue.customers.particulars import called
from habitue.journal.action import AlreadyDone, Doing, action


@action
def add_contact_person(
    doing: Doing,
    *,
    id: UUID,
    customer: UUID,
    name: str,
    position: str = "",
    phone: str = "",
    email: str = "",
    note: str = "",
) -> CustomerPerson:
    """There is one more person to ask for at the customer's."""
    if there := CustomerPerson.objects.filter(id=id).first():
        raise AlreadyDone(there)
    whose = held(customer)
    person = CustomerPerson.objects.create(
        id=id, customer=whose, name=name, position=position, phone=phone, email=email, note=note
    )
    facts = [["person", "", called(person)]]
    write_events(doing, Happened.CHANGED, [(whose.id, facts)], register=place_of(doing))
    doing.changed(whose)
    return person
