import pytest

from habitue.sales.models import Sale
from tests.messaging.conftest import Sells, sell, shop
from tests.shop import SmallShop

__all__ = ["sell", "shop"]


@pytest.fixture
def sale(shop: SmallShop, sell: Sells) -> Sale:
    return sell("Loafer", shop.welcome("Marie", "Curie", language="fr"))
