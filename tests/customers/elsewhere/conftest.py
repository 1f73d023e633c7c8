"""The shop that the files are brought to."""

import pytest

from tests.shop import SmallShop


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()
