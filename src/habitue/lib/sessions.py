"""Django's database sessions, waiting their turn to write like everything else."""

from copy import deepcopy
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.db import OperationalError

from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.lib.reading import known


class SessionStore(DatabaseSessionStore):
    def _get_session_from_db(self) -> Session | None:
        # Every request asks for its session.
        found = known(Session, "session_key", self.session_key)
        if found and found.expire_date > now():
            return found
        self._session_key = None
        return None

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        return deepcopy(_decoded(session_data))

    def save(self, must_create: bool = False) -> None:
        with writing():
            try:
                super().save(must_create)
            except UpdateError as error:
                # Django takes any trouble of the database for a session that somebody has ended meanwhile.
                if isinstance(error.__context__, OperationalError):
                    raise error.__context__ from error.__context__.__cause__
                raise

    def delete(self, session_key: str | None = None) -> None:
        with writing():
            super().delete(session_key)


@lru_cache(maxsize=1024)
def _decoded(session_data: bytes | str) -> dict[str, Any]:
    """To check the signature anew takes longer than to look a customer up, and the same text is as good as it was."""
    return DatabaseSessionStore().decode(session_data)
