"""What a list of customers was asked for: its address says it, but for texts that people typed.

Those may be about somebody, so they are kept with the reader's session, and the address only says which they are.
"""

import secrets
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url

from habitue.stores.access import go

WORDS = "words"
"""In the address: which of the kept texts."""

_KEPT_AS = "contacts_words"
_MOST = 20


def asked_of(request: HttpRequest) -> QueryDict:
    """The address with the texts put back; `WORDS` stays in it where they are not known any more."""
    asked = request.GET.copy()
    kept = request.session.get(_KEPT_AS, {}).get(asked.get(WORDS, ""))
    if kept:
        del asked[WORDS]
        asked.update(kept)
    return asked


def address_of(request: HttpRequest, asked: QueryDict, typed: Iterable[str]) -> str:
    """The query of the list's address for what was asked by a form, whose fields of the names `typed` are texts."""
    address, texts = QueryDict(mutable=True), {}
    names = set(typed)
    for name, values in asked.lists():
        said = [value for value in map(str, values) if value]
        if name in names and said:
            texts[name] = said[-1]
        elif said and name not in {WORDS, "csrfmiddlewaretoken"}:
            address.setlist(name, said)
    if texts:
        address[WORDS] = _keep(request, texts)
    return address.urlencode()


def to_the_list(request: HttpRequest, asked: str) -> HttpResponse:
    """Lead the browser to the list of customers, narrowed by the query `asked`."""
    address = resolve_url("backoffice:customers")
    return go(request, f"{address}?{asked}" if asked else address)


def _keep(request: HttpRequest, texts: dict[str, str]) -> str:
    kept = request.session.get(_KEPT_AS, {})
    name = next((name for name, known in kept.items() if known == texts), "") or secrets.token_urlsafe(6)
    others = [(other, known) for other, known in kept.items() if other != name]
    request.session[_KEPT_AS] = dict([*others, (name, texts)][-_MOST:])
    return name
