from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from habitue.balances import gift_card_files
from habitue.balances.whole_import import take_over_all
from habitue.customers.models import Import
from habitue.jobs.work import Failed, Running, job
from habitue.journal.action import Stamp
from habitue.lib.clock import now
from habitue.lib.csvfile import NotACSV
from habitue.lib.uploads import forget, path_of
from habitue.stores.models import Outlet, Shop


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


@job("import_gift_cards", _("Import of gift cards"))
def import_gift_cards(work: Running, *, kept: str) -> dict[str, Any]:
    """The file was looked at before; when it has been brought in, it goes."""
    shop, outlet = Shop.objects.get(), Outlet.objects.earliest("id")
    path = path_of(gift_card_files.KIND, UUID(kept))
    try:
        outcome = gift_card_files.import_file(
            path,
            stamp=lambda: Stamp(shop.node, by=work.job.asked_by_id),
            currency=shop.currency,
            country=outlet.country,
            today=now().astimezone(outlet.zone).date(),
            dry_run=False,
            progress=work.progress,
        )
    except NotACSV as refused:
        raise Failed(str(refused)) from None
    except FileNotFoundError:
        raise Failed(str(_("The file is not here any more. Upload it again."))) from None
    if not outcome.bad:
        forget(path)
    return {"created": outcome.created, "unchanged": outcome.unchanged, "bad": outcome.bad}
