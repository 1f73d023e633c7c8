from typing import Any

from django.utils.translation import gettext_lazy as _

from habitue.balances.whole_import import take_over_all
from habitue.customers.models import Import
from habitue.jobs.work import Running, job
from habitue.journal.action import Stamp
from habitue.stores.models import Shop


@job("take_over_balances", _("Taking over the balances of an import"))
def take_over_balances(work: Running, *, of: str, told: dict[str, str]) -> dict[str, Any]:
    """Its report stands on the page of the import too."""
    shop = Shop.objects.get()
    return take_over_all(
        Import.objects.get(id=of),
        told,
        stamp=lambda: Stamp(shop.node, by=work.job.asked_by_id),
        currency=shop.currency,
        progress=work.progress,
    )
