"""What is kept of a customer in rows of its own, and how the timeline tells of it."""

from collections.abc import Sequence

from habitue.contacts.addresses import lines_of
from habitue.customers.models import Customer, CustomerAddress, CustomerPerson, Size, SocialName
from habitue.customers.search.upkeep import index_changed, tokens_of_customer

type Fact = list[str]
"""[field, from, to], as a `CustomerEvent` keeps it."""


def social_names_of(customer: Customer) -> dict[str, str]:
    """By network."""
    return dict(SocialName.objects.filter(customer=customer).values_list("network", "name"))


def sizes_of(customer: Customer) -> dict[str, str]:
    """By what it is the size of."""
    return dict(Size.objects.filter(customer=customer).values_list("of", "size"))


def keep_social_names(customer: Customer, given: Sequence[Sequence[str]]) -> list[Fact]:
    """These [network, name] are the customer's from now on. Returns what is new in them."""
    had = social_names_of(customer)
    have = {network: name for network, name in given if name}
    if had != have:
        SocialName.objects.filter(customer=customer).delete()
        SocialName.objects.bulk_create(
            [SocialName(customer=customer, network=n, name=name) for n, name in have.items()]
        )
    return [[f"social_names.{key}", was, now] for key, was, now in _differences(had, have)]


def keep_sizes(customer: Customer, given: Sequence[Sequence[str]]) -> list[Fact]:
    """These [of, size] are what fits the customer from now on. Returns what is new in them."""
    had = sizes_of(customer)
    have = {of: size for of, size in given if of and size}
    if had != have:
        Size.objects.filter(customer=customer).delete()
        Size.objects.bulk_create([Size(customer=customer, of=of, size=size) for of, size in have.items()])
    return [[f"sizes.{key}", was, now] for key, was, now in _differences(had, have)]


def keep_postcode(customer: Customer, address: CustomerAddress) -> list[Fact]:
    """Somebody of whom no postcode is known is found by that of their address."""
    if customer.postcode or not address.postcode:
        return []
    cards = list(customer.cards.values_list("number", flat=True))
    before = tokens_of_customer(customer, cards)
    customer.postcode = address.postcode
    customer.save(update_fields=["postcode"])
    index_changed(customer.search_key, customer.seen_on, before, tokens_of_customer(customer, cards))
    return [["postcode", "", address.postcode]]


def written(address: CustomerAddress | None) -> str:
    """The address in one line."""
    return ", ".join([*lines_of(address, address.country, "en"), address.country]) if address else ""


def called(person: CustomerPerson) -> str:
    """A contact person in one line."""
    parts = (person.name, person.position, person.phone, person.email, person.note)
    return ", ".join(part for part in parts if part)


def _differences(had: dict[str, str], have: dict[str, str]) -> list[tuple[str, str, str]]:
    names = dict.fromkeys([*had, *have])
    return [(name, had.get(name, ""), have.get(name, "")) for name in names if had.get(name) != have.get(name)]
