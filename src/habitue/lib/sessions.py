"""Django's database sessions, waiting their turn to write like everything else."""

from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.db import OperationalError

from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.lib.reading import known


class SessionStore(DatabaseSessionStore):
    _found: Mapping[str, Any] = MappingProxyType({})
    """What this request has found."""

    def _get_session_from_db(self) -> Session | None:
        # Every request asks for its session.
        found = known(Session, "session_key", self.session_key)
        if found and found.expire_date > now():
            return found
        self._session_key = None
        return None

    def load(self) -> dict[str, Any]:
        self._found = super().load()
        return deepcopy(self._found)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        return deepcopy(_decoded(session_data))

    def save(self, must_create: bool = False) -> None:
        with writing():
            if not must_create:
                self._keep_what_others_changed()
            try:
                super().save(must_create)
            except UpdateError as error:
                # Django takes any trouble of the database for a session that somebody has ended meanwhile.
                if isinstance(error.__context__, OperationalError):
                    raise error.__context__ from error.__context__.__cause__
                raise

    def _keep_what_others_changed(self) -> None:
        """Only what this request has changed is written: else one that began before the till was locked, and notes at
        its end that somebody is there, would let them in again.
        """
        row = Session.objects.select_for_update().filter(session_key=self.session_key).first()
        if row is None:
            return
        mine, before, there = dict(self.items()), self._found, self.decode(row.session_data)
        for name in mine.keys() | before.keys():
            if name not in mine:
                there.pop(name, None)
            elif name not in before or mine[name] != before[name]:
                there[name] = mine[name]
        self._session_cache, self._found = there, deepcopy(there)

    def delete(self, session_key: str | None = None) -> None:
        with writing():
            super().delete(session_key)


@lru_cache(maxsize=1024)
def _decoded(session_data: bytes | str) -> dict[str, Any]:
    """To check the signature anew takes longer than to look a customer up, and the same text is as good as it was."""
    return DatabaseSessionStore().decode(session_data)
