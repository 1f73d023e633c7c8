from uuid import UUID

from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import CustomerPerson, Happened
from habitue.customers.particulars import called
from habitue.journal.action import AlreadyDone, Doing, action


@action
def remove_contact_person(doing: Doing, *, id: UUID, customer: UUID) -> None:
    """This person is asked for no more."""
    whose = held(customer)
    person = CustomerPerson.objects.filter(id=id, customer=whose).first()
    if person is None:
        raise AlreadyDone(None)
    facts = [["person", called(person), ""]]
    person.delete()
    write_events(doing, Happened.CHANGED, [(whose.id, facts)], register=place_of(doing))
    doing.changed(whose)
