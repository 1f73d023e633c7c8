from uuid import UUID

from habitue.customers.events import place_of, write_events
from habitue.customers.models import Customer, CustomerPerson, Happened
from habitue.customers.particulars import called
from habitue.journal.action import Doing, action


@action
def change_contact_person(
    doing: Doing,
    *,
    id: UUID,
    name: str,
    position: str = "",
    phone: str = "",
    email: str = "",
    note: str = "",
) -> CustomerPerson:
    """What is known of a person to ask for is from now on this."""
    person = CustomerPerson.objects.get(id=id)
    whose = Customer.objects.select_for_update().get(id=person.customer_id)
    was = called(person)
    person.name, person.position, person.phone, person.email, person.note = name, position, phone, email, note
    person.save()
    if was != called(person):
        facts = [["person", was, called(person)]]
        write_events(doing, Happened.CHANGED, [(whose.id, facts)], register=place_of(doing))
    doing.changed(whose)
    return person
