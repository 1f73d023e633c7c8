import contextlib
import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils.translation import gettext, override

from habitue.config.waste import look_for_waste_in_pauses
from habitue.lib.sqlite.file import keep_at_hand
from habitue.lib.templatetags.heroicons import heroicon_mini

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.config.settings")

application = get_wsgi_application()


def _settle_in() -> None:
    """What the first request would wait for."""
    # Views, addresses and words, which are kept for each language.
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("counter:sell")
            gettext("Sell")
    for templates in (settings.PACKAGE / "lib" / "templates", settings.PACKAGE / "counter" / "templates"):
        for path in templates.rglob("*.html"):
            get_template(path.relative_to(templates).as_posix())
    heroicon_mini("user")  # opens the archive of the icons
    for status in (400, 403, 404, 500):  # what tells that the disk is gone is not read from it then
        get_resolver().resolve_error_handler(status)
    look_for_waste_in_pauses()


_settle_in()


def _know_the_shop() -> None:
    """Every hour, and before whoever looks for a customer would wait for it, beside whatever else is done."""
    from habitue.customers.search import learn_popularity

    with contextlib.suppress(OSError, AttributeError):  # where a thread has no priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
    if connection.vendor == "sqlite":
        keep_at_hand(Path(connection.settings_dict["NAME"]))
    while True:
        with contextlib.suppress(DatabaseError):  # not known yet: it is counted when it is asked for
            learn_popularity()
        connection.close()
        time.sleep(3500)


threading.Thread(target=_know_the_shop, daemon=True).start()


def _leave_with_the_parent() -> None:
    """A worker whose parent was killed would go on holding the port, and the next start would find it taken."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=_leave_with_the_parent, daemon=True).start()
