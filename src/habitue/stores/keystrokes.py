"""What a till asks at every keystroke goes past the checks that the keystroke before it has passed.

A view says so by `at_keystroke`; `KeystrokesMiddleware` stands before all others, which together take longer than the
search does.
"""

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any, NamedTuple

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from habitue.lib import reading
from habitue.lib.database import last_write
from habitue.stores.access import TillRequest, View, at_till
from habitue.stores.models import Register, Staff

MOST_REMEMBERED = 256

type _Said = tuple[str, ...]


class _LetIn(NamedTuple):
    """Who was let in to which view; before which write of this process and when; the headers of the answer."""

    view: Callable[[TillRequest], HttpResponse]
    register: Register
    staff: Staff
    write: int
    at: float
    headers: dict[str, str]

    def holds(self) -> bool:
        return self.write == last_write() and monotonic() - self.at < reading.KNOWN_FOR


def at_keystroke[**P](view: View[TillRequest, P]) -> View[HttpRequest, P]:
    """Like `at_till`, for a view that only reads, and whose own headers do not depend on what was typed."""

    @at_till
    @wraps(view)
    def first(request: TillRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        vars(request)["at_keystroke"] = lambda again: view(again, *args, **kwargs)
        return view(request, *args, **kwargs)

    return first


class KeystrokesMiddleware:
    """For a second, and until this process writes, who was let in is let in again if their browser says just the same.

    Session, forgery, register, person and language are read from nothing but the headers and rows that are known for a
    second anyway (decision 201), so that nothing else could come out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._lately: dict[_Said, _LetIn] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = _said(request)
        if not said:
            return self._get_response(request)
        there = self._lately.get(said)
        if there and there.holds():
            try:
                return _again(there, request)
            except DatabaseError:  # told like any other trouble, in the right language
                return self._get_response(request)
        write, at = last_write(), monotonic()
        response = self._get_response(request)
        if (view := vars(request).get("at_keystroke")) and response.status_code == 200 and not response.cookies:
            if len(self._lately) >= MOST_REMEMBERED:
                self._lately.clear()
            till: Any = request
            self._lately[said] = _LetIn(view, till.register, till.staff, write, at, dict(response.headers))
        return response


def _said(request: HttpRequest) -> _Said:
    """All that a browser says but what was typed; nothing if it does not say that it comes from a page of ours."""
    meta = request.META
    if "HTTP_X_CSRFTOKEN" not in meta:
        return ()
    headers = [f"{name}={value}" for name, value in meta.items() if name.startswith("HTTP_")]
    return request.method or "", request.path_info, request.scheme or "", meta.get("REMOTE_ADDR", ""), *headers


def _again(there: _LetIn, request: Any) -> HttpResponse:
    request.register, request.staff = there.register, there.staff
    with translation.override(there.staff.language, deactivate=True):
        response = there.view(request)
    for name, value in there.headers.items():
        response.headers[name] = value
    response.headers["Content-Length"] = str(len(response.content))
    return response
