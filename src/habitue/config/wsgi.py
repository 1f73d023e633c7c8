import gc
import multiprocessing
import os
import signal
import threading

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.config.settings")

application = get_wsgi_application()


def _settle_in() -> None:
    """What the first request would wait for. What is loaded now stays, and is not searched for waste again."""
    get_resolver().url_patterns  # noqa: B018 - imports the views
    get_template("counter/sell.html")
    gc.collect()
    gc.freeze()


_settle_in()


def _leave_with_the_parent() -> None:
    """A worker whose parent was killed would go on holding the port, and the next start would find it taken."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=_leave_with_the_parent, daemon=True).start()
