"""A PIN that is typed at the till."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habitue.stores.attempts import WINDOW, TooManyAttempts, check_pin, tries_left
from habitue.stores.models import Staff
from habitue.stores.pins import looks_like_a_pin


def why_not_theirs(person: Staff, typed: str) -> str:
    """What is wrong with the PIN, in words; empty if it is theirs. A wrong one is counted."""
    if not looks_like_a_pin(typed):
        return _("A PIN has 4 to 8 digits.")
    try:
        if check_pin(person, typed):
            return ""
    except TooManyAttempts as refused:
        return _too_many(refused.minutes)
    left = tries_left(person)
    if not left:
        return _too_many(TooManyAttempts(WINDOW).minutes)
    return ngettext("Wrong PIN. %(left)d try left.", "Wrong PIN. %(left)d tries left.", left) % {"left": left}


def _too_many(minutes: int) -> str:
    return ngettext(
        "Too many wrong PINs. Wait %(minutes)d minute, then try again.",
        "Too many wrong PINs. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}
