"""All that a list is filtered by, in two numbers: comparing them with a mask is the quickest that an index can do.

    facets      bit 0 has an e-mail, bit 1 has a phone, bits 2 to 7 what `Customer.agreed` says,
                bits 8 to 17 the number of the group, bits 18 to 61 one for each outlet
    elsewhere   bits 0 to 61 one for each further outlet

A group or an outlet that has no room here is not offered as a filter.
"""

from uuid import UUID

from django.db.models import Max

from habitue.customers.consents import BITS, KEPT, REFUSED
from habitue.customers.models import Channel, Numbered

EMAIL, PHONE = 1, 2
AGREED_AT, GROUP_AT, OUTLETS_AT = 2, 8, 18
AGREED = 0b111111 << AGREED_AT
GROUPS, OUTLETS, FURTHER = 1 << 10, 44, 62
GROUP = (GROUPS - 1) << GROUP_AT

type Mask = tuple[int, int]
"""Which bits to look at, and what they must be."""

CONSENTS: dict[str, Mask] = {
    "kept": (KEPT << AGREED_AT, KEPT << AGREED_AT),
    "refused": (REFUSED << AGREED_AT, REFUSED << AGREED_AT),
    "unasked": (AGREED, 0),
    **{str(channel): (BITS[channel] << AGREED_AT, BITS[channel] << AGREED_AT) for channel in Channel if channel},
}


class Numbers:
    """The small numbers of groups, outlets and own fields, given out as they are met. Needs the writer's turn."""

    def __init__(self) -> None:
        known = Numbered.objects.values_list("kind", "of", "number")
        self._known = {(kind, of.hex): number for kind, of, number in known}

    def of(self, kind: str, id: str) -> int:
        """`id` is a UUID's `hex`."""
        number = self._known.get((kind, id))
        if number is None:
            last = Numbered.objects.filter(kind=kind).aggregate(last=Max("number"))["last"]
            number = 0 if last is None else last + 1
            Numbered.objects.create(of=UUID(id), kind=kind, number=number)
            self._known[kind, id] = number
        return number

    def facets(self, *, email: str, phone: str, agreed: int, group: str, outlets: set[str]) -> tuple[int, int]:
        facets = bool(email) * EMAIL | bool(phone) * PHONE | agreed << AGREED_AT
        # Those of the groups without room share the last number.
        facets |= min(self.of("group", group), GROUPS - 1) << GROUP_AT
        elsewhere = 0
        for outlet in outlets:
            here, there = bits_of_outlet(self.of("outlet", outlet))
            facets, elsewhere = facets | here, elsewhere | there
        return facets, elsewhere


def group_number(facets: int) -> int:
    return facets >> GROUP_AT & GROUPS - 1


def bits_of_outlet(number: int) -> tuple[int, int]:
    """Its bit in `facets` or else in `elsewhere`; none for one that has no room."""
    if number < OUTLETS:
        return 1 << OUTLETS_AT + number, 0
    return (0, 1 << number - OUTLETS) if number < OUTLETS + FURTHER else (0, 0)


def has_room(kind: str, number: int) -> bool:
    most = {"group": GROUPS - 1, "outlet": OUTLETS + FURTHER}.get(kind)
    return most is None or number < most
