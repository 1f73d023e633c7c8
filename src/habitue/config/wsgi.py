import multiprocessing
import os
import signal
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.config.settings")

application = get_wsgi_application()


def _leave_with_the_parent() -> None:
    """A worker whose parent was killed would go on holding the port, and the next start would find it taken."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=_leave_with_the_parent, daemon=True).start()
