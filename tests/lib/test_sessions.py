"""Two requests of one browser at the same time: neither writes over what the other has changed."""

import pytest
from django.contrib.sessions.backends.base import UpdateError

from habitue.lib.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    session = SessionStore()
    session["person"], session["seen"], session["messages"] = "Tom", 1, ["hello"]
    session.create()
    assert session.session_key
    return session.session_key


def test_whoever_was_locked_out_is_not_let_in_by_a_request_that_began_before(key: str) -> None:
    slow, lock = SessionStore(key), SessionStore(key)
    slow["seen"] = 2
    del lock["person"]
    lock.save()
    slow.save()
    assert dict(SessionStore(key).items()) == {"seen": 2, "messages": ["hello"]}


def test_the_last_word_on_one_thing_counts(key: str) -> None:
    one, other = SessionStore(key), SessionStore(key)
    one["person"], other["person"] = "Léa", "Claire"
    one["messages"].append("of one")
    one.save()
    other.save()
    assert dict(SessionStore(key).items()) == {"person": "Claire", "seen": 1, "messages": ["hello", "of one"]}
    one["seen"] = 3
    one.save()
    assert dict(SessionStore(key).items()) == {"person": "Claire", "seen": 3, "messages": ["hello", "of one"]}


def test_what_is_new_is_kept_and_a_session_that_was_ended_stays_so(key: str) -> None:
    session = SessionStore(key)
    session["register"] = "1"
    session.save()
    assert SessionStore(key)["register"] == "1"
    late = SessionStore(key)
    late["register"] = "2"
    SessionStore(key).delete()
    with pytest.raises(UpdateError):
        late.save()
