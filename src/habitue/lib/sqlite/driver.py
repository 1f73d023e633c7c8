"""The SQLite library in use."""

from .choice import choose

Database = choose()
