"""How many customers are in each group, as far as the list knows: nobody has to be counted for it."""

from uuid import UUID

from habitue.customers.listing.facets import has_room
from habitue.customers.models import Customer, Numbered


def members_of_groups() -> dict[UUID, int]:
    """By the group's id; of the few groups beyond those that have a number of their own, by counting."""
    known = Numbered.objects.filter(kind="group")
    members = {each.of: each.members for each in known if has_room("group", each.number)}
    for each in known:
        if each.of not in members:
            members[each.of] = Customer.objects.filter(group=each.of, merged_into=None).count()
    return members
