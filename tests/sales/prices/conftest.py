import pytest

from habitue.catalogue.models import Variant
from habitue.journal.action import Stamp
from tests.shop import SmallShop


@pytest.fixture
def loafer(shop: SmallShop) -> Variant:
    return shop.stock()


@pytest.fixture
def office(shop: SmallShop) -> Stamp:
    return Stamp(shop.node, shop.owner.id)
