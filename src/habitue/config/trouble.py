"""What a person is told when a request cannot be answered: what has happened, and what to do. Needs no database."""

import errno
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_htmx.http import trigger_client_event

from habitue.lib.noop import gettext_noop
from habitue.lib.sqlite.file import Trouble, takes_writes, trouble_of

# By PostgreSQL's error classes and codes (appendix A of its manual); the longer one that fits wins.
_SQLSTATES = {
    "08": Trouble.UNREACHABLE,
    "57P": Trouble.UNREACHABLE,
    "53300": Trouble.UNREACHABLE,
    "53100": Trouble.FULL,
    "40": Trouble.LOCKED,
    "55P03": Trouble.LOCKED,
    "57014": Trouble.LOCKED,
    "25006": Trouble.READ_ONLY,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
}


@dataclass(frozen=True)
class Words:
    """What a page of trouble says: `what` has happened, and what `to_do`, both texts to be translated."""

    title: str
    what: str
    to_do: str


BUSY = Words(
    gettext_noop("The till's memory is busy"),
    gettext_noop("Another program is holding the database. Nothing was changed."),
    gettext_noop("Wait a moment and try again. If it lasts, close the program that has the database open."),
)
FULL = Words(
    gettext_noop("The disk is full"),
    gettext_noop("There is no room left to write this down. Nothing was changed, and nothing is lost."),
    gettext_noop("Make room on the disk that holds Habitué's data, then try again."),
)
READ_ONLY = Words(
    gettext_noop("Nothing can be written"),
    gettext_noop("The database may be read but not written. Nothing was changed."),
    gettext_noop("Check who owns Habitué's data directory and whether its disk is write-protected, then try again."),
)
GONE = Words(
    gettext_noop("The database does not answer"),
    gettext_noop("Habitué runs, but it cannot reach its database. Nothing was changed."),
    gettext_noop("Check that the disk or the database server is there. Then try again."),
)
DAMAGED = Words(
    gettext_noop("The database is damaged"),
    gettext_noop("What is written in it cannot be read any more. Nothing was changed."),
    gettext_noop("Stop Habitué, keep the file as it is, and restore the latest backup in its place."),
)
BROKEN = Words(
    gettext_noop("That did not work"),
    # Not that nothing was changed: what failed may have been the page after it.
    gettext_noop("The fault is Habitué's, not yours. What had been saved is kept."),
    gettext_noop("Try again. If it happens again, tell whoever looks after Habitué: its log says where."),
)
TO_A_CUSTOMER = Words(
    gettext_noop("This page cannot be shown just now"),
    gettext_noop("The fault is the shop's, not yours. Nothing is lost."),
    gettext_noop("Try again in a moment. If it lasts, ask the shop."),
)
NOT_FOUND = Words(
    gettext_noop("There is no such page"),
    gettext_noop("It may have been moved, or the link is not complete."),
    gettext_noop("Go back to where you came from, or begin again."),
)
FORBIDDEN = Words(
    gettext_noop("This page is not open to you"),
    gettext_noop("Your role does not include it."),
    gettext_noop("Ask a manager, or sign in as somebody who may."),
)
UNREADABLE = Words(
    gettext_noop("That request could not be understood"),
    gettext_noop("What the browser sent is incomplete or too large. Nothing was changed."),
    gettext_noop("Go back, reload the page and try again."),
)
STALE = Words(
    gettext_noop("This page is too old"),
    gettext_noop("It was opened before you signed in, or the browser keeps no cookies. Nothing was changed."),
    gettext_noop("Reload the page and try again."),
)
_TROUBLES = {
    Trouble.LOCKED: BUSY,
    Trouble.FULL: FULL,
    Trouble.READ_ONLY: READ_ONLY,
    Trouble.UNREACHABLE: GONE,
    Trouble.NOT_A_DATABASE: DAMAGED,
    Trouble.ANOTHER_PROGRAM: DAMAGED,
    Trouble.DAMAGED: DAMAGED,
}


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a trouble of the database or the disk is told as such, all else is our own mistake."""
    error = sys.exception()
    words = words_of(error) if error else None
    at_portal = TO_A_CUSTOMER if _of_a_customer(request) else None
    if words is None:
        return _tell(request, at_portal or BROKEN, 500)
    response = _tell(request, at_portal or words, 503)
    response.headers["Retry-After"] = "5"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _tell(request, NOT_FOUND, 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _tell(request, FORBIDDEN, 403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _tell(request, UNREADABLE, 400)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Django's CSRF_FAILURE_VIEW."""
    return _tell(request, STALE, 403)


def words_of(error: BaseException) -> Words | None:
    """What is told of the trouble behind `error`; None when it is the program's own mistake."""
    trouble = find(error)
    return _TROUBLES[trouble] if trouble else None


def find(error: BaseException) -> Trouble | None:
    """The trouble behind `error`; None when it is the program's own mistake."""
    for each in _causes(error):
        if isinstance(each, OSError) and each.errno in {errno.ENOSPC, errno.EDQUOT}:
            return Trouble.FULL
        if hasattr(each, "sqlite_errorcode"):
            trouble = trouble_of(each)
            file = connection.settings_dict["NAME"]
            if trouble == Trouble.UNREACHABLE and connection.vendor == "sqlite" and not takes_writes(file):
                return Trouble.READ_ONLY
            return trouble
        if any(base.__name__ in {"OperationalError", "InterfaceError"} for base in type(each).__mro__):
            return _of_server(getattr(each, "sqlstate", None))
    return None


def _of_server(state: str | None) -> Trouble | None:
    # Without a code, a server's driver tells of a connection that was refused, lost or not to be had in time.
    if not state:
        return Trouble.UNREACHABLE
    fits = [code for code in _SQLSTATES if state.startswith(code)]
    return _SQLSTATES[max(fits, key=len)] if fits else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and what it came from, the innermost first: that one knows best."""
    chain, link = [error], error.__cause__
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__
    yield from reversed(chain)


def _of_a_customer(request: HttpRequest) -> bool:
    return request.path.startswith("/r/")


def _tell(request: HttpRequest, words: Words, status: int) -> HttpResponse:
    staff = getattr(request, "staff", None)
    with translation.override(staff.language if staff else translation.get_language_from_request(request)):
        if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
            response = HttpResponse(status=status)
            text = f"{_(words.title)}. {_(words.what)} {_(words.to_do)}"
            return trigger_client_event(response, "show-message", {"text": text, "kind": "error"})
        context = {
            "title": _(words.title),
            "what": _(words.what),
            "to_do": _(words.to_do),
            "path": request.get_full_path() if request.method == "GET" and status >= 500 else "",
            "at_till": status >= 500 and request.path.startswith("/till/"),
            "for_staff": not _of_a_customer(request),
        }
        response = HttpResponse(render_to_string("habitue/trouble.html", context), status=status)
        response.headers["Content-Language"] = translation.get_language()
        return response
