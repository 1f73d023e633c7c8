from uuid import UUID

from habitue.customers.cards import cards_of
from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerCard, Group, Happened
from habitue.customers.own_fields import values_of
from habitue.customers.own_values import keep_field_values
from habitue.customers.particulars import Fact, keep_sizes, keep_social_names, sizes_of, social_names_of
from habitue.customers.search.upkeep import index_changed, tokens_of_customer
from habitue.journal.action import Doing, action


@action
def change_customer(
    doing: Doing,
    *,
    id: UUID,
    code: str,
    first_name: str = "",
    last_name: str = "",
    company: str = "",
    phone: str = "",
    email: str = "",
    postcode: str = "",
    group: UUID = ALL_CUSTOMERS,
    language: str,
    note: str = "",
    cards: list[str] | None = None,
    website: str | None = None,
    birthday: str | None = None,
    social_names: list[list[str]] | None = None,
    sizes: list[list[str]] | None = None,
    fields: dict[str, list[str]] = {},  # noqa: B006 - an action's defaults are written down, never changed
) -> Customer:
    """What is known of a customer is from now on this. What is None stays as it is, and so do blocked cards.

    `social_names` are pairs of network and name, `sizes` of what it is the size of and the size. Where the record was
    merged into another, only what differs from it is news to that one, and nobody loses a card or a name.
    """
    customer, asked = held(id), Customer.objects.get(id=id)
    followed = asked if asked.id != customer.id else None
    had = cards_of(customer)
    have = had if cards is None else list(dict.fromkeys([*had, *cards])) if followed else cards
    before = tokens_of_customer(customer, had)
    told: dict[str, str | None] = {
        "code": code,
        "first_name": first_name,
        "last_name": last_name,
        "company": company,
        "phone": phone,
        "email": email,
        "postcode": postcode,
        "language": language,
        "note": note,
        "website": website,
        "birthday": birthday,
    }
    if followed:
        told = {name: value for name, value in told.items() if value != getattr(followed, name)}
        social_names, sizes, fields = _news(followed, customer, social_names, sizes, fields)
    facts = _settle(customer, told)
    moved = [] if followed and group == followed.group_id else _move(customer, group)
    customer.save()
    facts += keep_social_names(customer, social_names) if social_names is not None else []
    facts += keep_sizes(customer, sizes) if sizes is not None else []
    facts += keep_field_values(customer, fields) if fields else []
    added, gone = _keep_cards(customer, had, have)
    index_changed(customer.search_key, customer.seen_on, before, tokens_of_customer(customer, have))
    _tell(doing, customer, changed=facts, group=moved, card_added=added, card_removed=gone)
    doing.changed(customer)
    return customer


def _tell(doing: Doing, customer: Customer, **told: list[Fact]) -> None:
    """Each kind of what has happened, by its name, is an event of its own."""
    register = place_of(doing)
    for kind, facts in told.items():
        if facts:
            write_events(doing, Happened(kind), [(customer.id, facts)], register=register)


type Pairs = list[list[str]] | None


def _news(
    followed: Customer, customer: Customer, names: Pairs, sizes: Pairs, fields: dict[str, list[str]]
) -> tuple[Pairs, Pairs, dict[str, list[str]]]:
    """What is said otherwise than the record that was merged away holds it, added to what the other has."""
    had = values_of(followed)
    return (
        _added(social_names_of(followed), social_names_of(customer), names),
        _added(sizes_of(followed), sizes_of(customer), sizes),
        {id: values for id, values in fields.items() if sorted(values) != had.get(id, [])},
    )


def _added(there: dict[str, str], here: dict[str, str], told: Pairs) -> Pairs:
    new = {name: value for name, value in told or [] if there.get(name) != value}
    return [[name, value] for name, value in (here | new).items()] if new else None


def _settle(customer: Customer, told: dict[str, str | None]) -> list[Fact]:
    facts: list[Fact] = []
    for name, value in told.items():
        if value is not None and value != getattr(customer, name):
            facts.append([name, getattr(customer, name), value])
            setattr(customer, name, value)
    return facts


def _move(customer: Customer, group: UUID) -> list[Fact]:
    if customer.group_id == group:
        return []
    was, to = customer.group.name, Group.objects.get(id=group)
    customer.group = to
    return [["group", was, to.name]]


def _keep_cards(customer: Customer, had: list[str], have: list[str]) -> tuple[list[Fact], list[Fact]]:
    gone = [number for number in had if number not in have]
    added = [number for number in have if number not in had]
    if gone:
        CustomerCard.objects.filter(customer=customer, number__in=gone).delete()
    CustomerCard.objects.bulk_create([CustomerCard(number=number, customer=customer) for number in added])
    return [["card", "", number] for number in added], [["card", number, ""] for number in gone]
