from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from habitue.stores.attempts import MOST, WINDOW, TooManyAttempts, check_pin, check_staff_password, tries_left
from habitue.stores.models import FailedAttempt
from tests.shop import CASHIER_PIN, SmallShop


def test_a_right_pin_is_right_and_forgets_the_wrong_ones(shop: SmallShop) -> None:
    assert not check_pin(shop.cashier, "0000")
    assert tries_left(shop.cashier) == MOST - 1
    assert check_pin(shop.cashier, CASHIER_PIN)
    assert tries_left(shop.cashier) == MOST


def test_after_too_many_wrong_ones_the_right_one_has_to_wait(shop: SmallShop) -> None:
    for _ in range(MOST):
        assert not check_pin(shop.cashier, "0000")
    assert tries_left(shop.cashier) == 0
    with pytest.raises(TooManyAttempts) as refused:
        check_pin(shop.cashier, CASHIER_PIN)
    assert refused.value.minutes == 5
    assert check_pin(shop.owner, "1111")  # nobody else waits for it
    FailedAttempt.objects.update(at=FailedAttempt.objects.latest("at").at - WINDOW)
    assert check_pin(shop.cashier, CASHIER_PIN)


def test_the_wait_is_told_in_whole_minutes_of_which_there_is_one_at_least() -> None:
    waits = {1: 1, 60: 1, 61: 2, 300: 5}
    assert {seconds: TooManyAttempts(timedelta(seconds=seconds)).minutes for seconds in waits} == waits


def test_pin_and_password_share_the_count(shop: SmallShop) -> None:
    for _ in range(MOST):
        check_pin(shop.owner, "0000")
    with pytest.raises(TooManyAttempts):
        check_staff_password(shop.owner, "correct horse")


def test_who_has_no_password_cannot_sign_in_with_an_empty_one(shop: SmallShop) -> None:
    assert not check_staff_password(shop.cashier, "")


@pytest.mark.django_db(transaction=True)
def test_guesses_made_at_once_are_no_more_than_guesses_made_one_by_one() -> None:
    shop = SmallShop()

    def guess(number: int) -> bool:
        try:
            check_pin(shop.cashier, f"{number:04d}")
        except TooManyAttempts:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(guess, range(24))) == MOST
