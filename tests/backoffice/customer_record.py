"""What the tests of a customer's page share."""

from habitue.customers.models import Customer, CustomerEvent, Happened

PARIS = {"use": "home", "country": "FR", "street": "1 rue de la Paix", "postcode": "75002", "city": "Paris"}
CUPERTINO = {
    "use": "delivery",
    "country": "US",
    "street": "1 Infinite Loop",
    "city": "Cupertino",
    "region": "CA",
    "postcode": "95014",
}


def page_of(customer: Customer, *way: object) -> str:
    return "/".join(["/office/customers", str(customer.id), *map(str, way), ""])


def record(customer: Customer, **typed: str) -> dict[str, str]:
    """What the form holds of Marie, and what was typed into it."""
    return {
        "first_name": "Marie",
        "last_name": "Curie",
        "phone": "0612341278",
        "email": "marie@example.org",
        "postcode": "92330",
        "code": customer.code,
        "language": "fr",
        **typed,
    }


def facts_of(customer: Customer) -> list[list[str]]:
    events = CustomerEvent.objects.filter(customer=customer, kind=Happened.CHANGED).order_by("at", "id")
    return [fact for event in events for fact in event.facts]
