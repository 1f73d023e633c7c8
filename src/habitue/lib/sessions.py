"""Django's database sessions, waiting their turn to write like everything else."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from habitue.lib.database import writing


class SessionStore(DatabaseSessionStore):
    def save(self, must_create: bool = False) -> None:
        with writing():
            super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        with writing():
            super().delete(session_key)
