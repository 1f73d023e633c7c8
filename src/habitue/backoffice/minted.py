from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest

from habitue.lib.ids import new_id


def minted_id(request: HttpRequest) -> UUID:
    """The id that a form for something new was given when it was opened: sent twice, it makes one thing."""
    with suppress(ValueError):
        return UUID(request.POST.get("minted", ""))
    return new_id()
