"""How much each role may take off by hand, as the owner sets it."""

import pytest
from django.test import Client

from habitue.pricing.limits import discount_limits

TYPED = {"owner": "100", "store_manager": "30", "warehouse_manager": "10", "cashier": "12,5 %"}


def test_the_owner_sets_the_limits(owner: Client) -> None:
    assert 'value="10"' in owner.get("/office/settings/discounts/").text
    assert owner.post("/office/settings/discounts/", TYPED).status_code == 302
    assert {role: float(limit) for role, limit in discount_limits().items()} == {
        "owner": 100,
        "store_manager": 30,
        "warehouse_manager": 10,
        "cashier": 12.5,
    }
    assert 'value="12.5"' in owner.get("/office/settings/discounts/").text


@pytest.mark.parametrize("typed", ["", "101", "-1", "ten", "1.234", "NaN", "😀"])
def test_what_is_no_percentage_is_told_and_stays_typed(owner: Client, typed: str) -> None:
    answer = owner.post("/office/settings/discounts/", TYPED | {"cashier": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text or not typed
    assert discount_limits()["cashier"] == 10
