import pytest

from tests.shop import SmallShop


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()
