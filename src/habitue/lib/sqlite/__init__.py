"""Django's SQLite back end on a SQLite library that keeps a WAL database whole."""
