from habitue.journal.action import Doing, action
from habitue.stores.models import Shop


@action
def change_shop(doing: Doing, *, name: str, language: str, lock_after_minutes: int) -> Shop:
    """What the whole shop goes by. Its currency stays: prices and sales are written in it."""
    shop = Shop.objects.get()
    shop.name, shop.language, shop.lock_after_minutes = name, language, lock_after_minutes
    shop.save()
    doing.changed_many("shop", [shop.node])
    return shop
