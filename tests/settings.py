"""The product's settings, on a throw-away data directory and on the engine that the run asks for.

pytest-django reads this file before any conftest.py, so the choice of the engine is made here. Workers of xdist are
children of the first process and find its choice in their environment.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

# A browser driven by Playwright keeps an event loop running in the test's thread, for which Django takes the whole
# process to be asynchronous. No code under test is.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Programs that tests start begin in less than half the time if somebody keeps what was compiled; a container may be set
# to keep nothing.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_first_process = "PYTEST_XDIST_WORKER" not in os.environ

if _first_process:
    _memory = Path("/dev/shm")
    _data = tempfile.mkdtemp(prefix="habitue-tests-", dir=_memory if os.access(_memory, os.W_OK) else None)
    atexit.register(shutil.rmtree, _data, ignore_errors=True)
    for _variable in [name for name in os.environ if name.startswith("HABITUE_")]:
        del os.environ[_variable]
    os.environ["HABITUE_DATA"] = _data
    if "--engine=postgresql" in sys.argv and not os.environ.get("DATABASE_URL"):
        from tests.postgres import Cluster

        _cluster = Cluster()
        atexit.register(_cluster.stop)
        os.environ["DATABASE_URL"] = _cluster.url("habitue")

    from habitue.config import catalogues

    catalogues.compile_stale()

from habitue.config.settings import *  # noqa: E402, F403 - the environment must stand first
from habitue.config.settings import DATABASES, ENVIRONMENT  # noqa: E402 - so must it here

if ENVIRONMENT.database_url:
    del DATABASES["default"]["OPTIONS"]["pool"]
else:
    # A file, not memory: threads then meet the same locks as in the shop. Its fate in a power cut is not tested here.
    DATABASES["default"]["TEST"] = {"NAME": str(ENVIRONMENT.data / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
