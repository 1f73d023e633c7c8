"""Django's settings. What may differ between two installations comes from `environment`, all else is fixed here."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.csp import CSP

from habitue.config import environment
from habitue.lib.logs import is_worth_writing

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = ENVIRONMENT.debug
SECRET_KEY = environment.secret_key(ENVIRONMENT.secret_key_file)

INSTALLED_APPS = [
    "habitue.lib",
    "habitue.journal",
    "habitue.stores",
    "habitue.jobs",
    "habitue.contacts",
    "habitue.catalogue",
    "habitue.customers",
    "habitue.balances",
    "habitue.pricing",
    "habitue.sales",
    "habitue.messaging",
    "habitue.counter",
    "habitue.backoffice",
    "habitue.portal",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]

MIDDLEWARE = [
    "habitue.stores.keystrokes.KeystrokesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "habitue.stores.middleware.IdentityMiddleware",
    "habitue.backoffice.first_run.FirstRunMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "habitue.config.urls"
WSGI_APPLICATION = "habitue.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "habitue.stores.context.shop",
            ]
        },
    }
]

# --- Database -------------------------------------------------------------------------------------------------------

SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    # FULL, because a receipt that the customer holds must survive a power cut.
    "synchronous": "FULL",
    "busy_timeout": 10_000,
    "cache_size": -64_000,
    "mmap_size": 2_147_418_112,
    "temp_store": "MEMORY",
}


def _database() -> dict[str, Any]:
    if ENVIRONMENT.database_url:
        database = environment.postgresql(ENVIRONMENT.database_url)
        patience = database["OPTIONS"].get("connect_timeout", "")
        patience = int(patience) if patience.isdecimal() and int(patience) else 10
        database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": patience}
        return database
    return {
        "ENGINE": "habitue.lib.sqlite",
        "NAME": ENVIRONMENT.database_file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction that begins by reading and then wants to write can fail at once when another has written.
            "transaction_mode": "IMMEDIATE",
            # What is typed in another shape is another statement, and to read one takes longer than to answer it.
            "cached_statements": 512,
            "init_command": ";".join(f"PRAGMA {name}={value}" for name, value in SQLITE_PRAGMAS.items()),
        },
    }


DATABASES = {"default": _database()}

# --- Who may reach it, and what a page may do -----------------------------------------------------------------------

_public = urlsplit(ENVIRONMENT.address)
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *(environment.own_names() if ENVIRONMENT.host in {"0.0.0.0", "::"} else [ENVIRONMENT.host_in_address]),  # noqa: S104 - compared
    *([_public.hostname] if _public.hostname else []),
    *ENVIRONMENT.allowed_hosts,
]
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"] if _public.netloc else []
_encrypted = _public.scheme == "https"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _encrypted else None

SESSION_ENGINE = "habitue.lib.sessions"
# What a page says after it was left goes with the session: a cookie would show it to whoever reads the browser's files.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "habitue_session"
SESSION_COOKIE_SECURE = _encrypted
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "habitue.config.trouble.stale"
CSRF_COOKIE_NAME = "habitue_csrf"
CSRF_COOKIE_SECURE = _encrypted
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# A product of 500 sizes and colours is one form of 3,500 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# --- Mail -----------------------------------------------------------------------------------------------------------

MAILERS = environment.mailers(ENVIRONMENT.smtp_url)
# Without a mail server there is none: mails wait in the outbox.
SILENCED_SYSTEM_CHECKS = ["mail.W001"]
DEFAULT_FROM_EMAIL = environment.sender(ENVIRONMENT.smtp_url, ENVIRONMENT.mail_from)

# --- Languages and time ---------------------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [PACKAGE / "locale"]

# --- Static files ---------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.static_root
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "habitue.config.joined.JoinedStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- What is written down -------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "habitue.lib.logs.Discreet"}},
    "filters": {"worth_writing": {"()": lambda: is_worth_writing}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "discreet", "filters": ["worth_writing"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
