from habitue.journal.action import Doing, action
from habitue.stores.models import Shop


@action
def set_consent_months(doing: Doing, *, months: int) -> Shop:
    """After so many months the till asks again what a customer agrees to."""
    shop = Shop.objects.get()
    shop.consent_months = months
    shop.save(update_fields=["consent_months"])
    doing.changed_many("shop", [shop.node])
    return shop
