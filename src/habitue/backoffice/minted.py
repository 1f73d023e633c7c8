from uuid import UUID

from django.http import HttpRequest

from habitue.lib.ids import new_id, uuid_or_none


def minted_id(request: HttpRequest) -> UUID:
    """The id that a form for something new was given when it was opened: sent twice, it makes one thing."""
    return uuid_or_none(request.POST.get("minted")) or new_id()
