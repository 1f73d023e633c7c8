from typing import Any

from django.utils.translation import gettext_lazy as _

from habitue.balances.models import LoyaltyEntry
from habitue.jobs.models import Job
from habitue.jobs.work import Running, every, job, start
from habitue.lib.clock import now
from habitue.messaging.expiring import expire, give_notice
from habitue.messaging.sending import send_due
from habitue.stores.models import Outlet


@every(2)
def send_mails() -> None:
    send_due()


@job("expire_loyalty", _("Loyalty that expires"))
def expire_loyalty(work: Running) -> dict[str, Any]:
    """After the first outlet's midnight; what is about to expire is told."""
    today = now().astimezone(Outlet.objects.earliest("id").zone).date()
    units = expire(today, work.progress)
    return {"count": give_notice(today, work.progress), "units": units}


@every(3600)
def expire_loyalty_each_day() -> None:
    """Where nothing was ever given a last day, there is nothing to do."""
    outlet = Outlet.objects.order_by("id").first()
    if outlet is None or not LoyaltyEntry.objects.filter(expires_on__isnull=False).exists():
        return
    last = Job.objects.filter(task="expire_loyalty").order_by("-id").first()
    today = now().astimezone(outlet.zone).date()
    if last is None or (last.over and last.asked_at.astimezone(outlet.zone).date() < today):
        start("expire_loyalty", by=None)
