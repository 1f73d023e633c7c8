"""All that can be set from outside, read once. `docs/configuration.md` describes each; a test sees to that."""

import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from habitue.config.words import gettext as _

VARIABLES = (
    "HABITUE_DATA",
    "HABITUE_HOST",
    "PORT",
    "DATABASE_URL",
    "HABITUE_ADDRESS",
    "HABITUE_ALLOWED_HOSTS",
    "HABITUE_SMTP_URL",
    "HABITUE_MAIL_FROM",
    "HABITUE_DEBUG",
)

SMTP_PATIENCE = 20
"""Seconds that a mail server may take for each of its answers."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    data: Path
    host: str
    port: int
    database_url: str
    address: str
    allowed_hosts: tuple[str, ...]
    smtp_url: str
    mail_from: str
    debug: bool

    @property
    def host_in_address(self) -> str:
        """As it stands in an address: one of IPv6 in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def database_file(self) -> Path:
        return self.data / "habitue.sqlite3"

    @property
    def secret_key_file(self) -> Path:
        return self.data / "secret.key"

    @property
    def static_root(self) -> Path:
        return self.data / "static"


def read(environ: Mapping[str, str] = os.environ) -> Environment:
    return Environment(
        data=Path(environ.get("HABITUE_DATA") or "data").expanduser().absolute(),
        host=environ.get("HABITUE_HOST") or "127.0.0.1",
        port=_port(environ.get("PORT") or "8000"),
        database_url=environ.get("DATABASE_URL", ""),
        address=environ.get("HABITUE_ADDRESS", "").rstrip("/"),
        allowed_hosts=tuple(
            name.strip() for name in environ.get("HABITUE_ALLOWED_HOSTS", "").split(",") if name.strip()
        ),
        smtp_url=environ.get("HABITUE_SMTP_URL", ""),
        mail_from=environ.get("HABITUE_MAIL_FROM", ""),
        debug=environ.get("HABITUE_DEBUG", "").lower() in {"1", "true", "yes", "on"},
    )


def _port(typed: str) -> int:
    if not typed.isdecimal() or not 0 < int(typed) < 65536:
        raise ImproperlyConfigured(_("PORT must be a number from 1 to 65535, not “{typed}”.").format(typed=typed))
    return int(typed)


def own_names() -> list[str]:
    """What other machines of the shop's network may call this one."""
    name = socket.gethostname()
    names = [name, f"{name}.local"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Sends nothing: it only asks the system which of its addresses it would send from.
            probe.connect(("10.255.255.255", 1))
            names.append(probe.getsockname()[0])
        except OSError:
            pass  # no network, so nobody else to answer to
    return names


def secret_key(file: Path) -> str:
    """The installation's key, made at the first start and readable by its owner alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        fresh.touch(mode=0o600, exist_ok=False)
        fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
        try:
            # A link fails when another process was first, so both go on with the same key.
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text(encoding="ascii").strip()


def postgresql(url: str) -> dict[str, Any]:
    """Django's settings for a `postgresql://` address; a socket's folder may stand in `?host=`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        # The address itself is not repeated: it may hold a password.
        raise ImproperlyConfigured(_("DATABASE_URL must be like postgresql://user:password@host/name."))
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    try:
        port = options.pop("port", None) or parts.port or ""
    except ValueError:
        raise ImproperlyConfigured(_("DATABASE_URL has a port that is none: it must be a number.")) from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")) or "habitue",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "OPTIONS": options,
    }


def mailers(url: str) -> dict[str, Any]:
    """Django's settings for an `smtp://` or `smtps://` address; empty for none."""
    if not url:
        return {}
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    try:
        port = parts.port
    except ValueError:
        port = -1
    wrong = parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port == -1 or set(asked) - {"tls"}
    if wrong or asked.get("tls", "no") != "no":
        # The address itself is not repeated: it holds a password.
        raise ImproperlyConfigured(_("HABITUE_SMTP_URL must be like smtps://user:password@host:465."))
    return {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": parts.hostname,
                "port": port or {"smtps": 465}.get(parts.scheme, 25 if asked else 587),
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_ssl": parts.scheme == "smtps",
                "use_tls": parts.scheme == "smtp" and not asked,
                "timeout": SMTP_PATIENCE,
            },
        }
    }


def sender(url: str, mail_from: str) -> str:
    """Who mails come from: what is set, else the name by which the mail server knows the shop."""
    user = unquote(urlsplit(url).username or "")
    told = mail_from or (user if "@" in user else "")
    address = parseaddr(told)[1]
    if url and (address.count("@") != 1 or not address.isascii() or any(c in told for c in "\r\n")):
        raise ImproperlyConfigured(_("HABITUE_MAIL_FROM must be an address like shop@example.com."))
    return told
