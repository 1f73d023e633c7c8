"""Completing sales of three lines: journalled, durable, at the action and over HTTP."""

import threading
import time
from typing import TYPE_CHECKING
from uuid import UUID

from bench.measure import fresh_data, show, timed, verdict

if TYPE_CHECKING:
    from habitue.sales.models import Basket
    from habitue.stores.models import Register, Staff

ONE_BY_ONE = 400
TILLS = 8
PRODUCTS = 120
SALES_A_TILL = 60


def main() -> None:
    with fresh_data():
        staff, registers = open_a_shop()
        one_by_one(staff, registers[0])
        all_at_once(staff, registers)
        prove_the_journal()


def open_a_shop() -> "tuple[Staff, list[Register]]":
    from tests.shop import SmallShop

    shop = SmallShop()
    registers = [shop.register, *(shop.another_register(str(code)) for code in range(2, TILLS + 1))]
    for number in range(PRODUCTS):
        shop.stock(f"Loafer {number}", price=8900 + number)
    return shop.cashier, registers


def basket_of_three(register: "Register", staff: "Staff", number: int) -> "Basket":
    """A paid basket of three lines, ready to be completed."""
    from habitue.catalogue.models import Variant
    from habitue.sales.baskets import basket_at, put_in
    from habitue.sales.checkout import due, take_payment
    from habitue.sales.models import Tender

    for line in range(3):
        put_in(register, staff, Variant.objects.get(sku=f"LOAFER {(number * 3 + line) % PRODUCTS}"))
    basket = basket_at(register)
    assert basket
    take_payment(register, Tender.CASH, due(basket) + 500)
    return basket


def complete(register: "Register", staff: "Staff", basket: "Basket") -> None:
    from habitue.journal.action import Stamp
    from habitue.sales import checkout

    checkout.complete(register, basket.id, Stamp(stream=register.id, by=staff.id))


def one_by_one(staff: "Staff", register: "Register") -> None:
    completing, whole = [], []
    for number in range(ONE_BY_ONE):
        start = time.perf_counter()
        basket = basket_of_three(register, staff, number)
        completing.append(timed(complete, register, staff, basket))
        whole.append((time.perf_counter() - start) * 1000)
    show("complete a sale of 3 lines, one by one", completing, aim=(0.5, 8))
    show("  with its basket: 3 lines put in, paid, completed", whole)


def all_at_once(staff: "Staff", registers: "list[Register]") -> None:
    """In each round every till has a paid basket ready, and all complete theirs at the same moment."""
    from django.db import connection

    from habitue.sales.models import Sale

    before, times, took = Sale.objects.count(), [], 0.0
    together = threading.Barrier(TILLS + 1)
    ready: dict[UUID, Basket] = {}

    def sell(register: "Register") -> None:
        for _round in range(SALES_A_TILL):
            together.wait()
            times.append(timed(complete, register, staff, ready[register.id]))
            together.wait()
        connection.close()

    tills = [threading.Thread(target=sell, args=(register,)) for register in registers]
    for till in tills:
        till.start()
    for number in range(SALES_A_TILL):
        for register in registers:
            ready[register.id] = basket_of_three(register, staff, number)
        together.wait()
        start = time.perf_counter()
        together.wait()
        took += time.perf_counter() - start
    for till in tills:
        till.join()
    done = Sale.objects.count() - before
    assert done == TILLS * SALES_A_TILL, f"{done} sales instead of {TILLS * SALES_A_TILL}"
    show(f"complete a sale of 3 lines, {TILLS} tills at once", times)
    rate = done / took
    print(f"  {rate:.0f} sales a second   aim >= 150: {verdict(rate >= 150)}")


def prove_the_journal() -> None:
    from habitue.journal.verify import verify_all
    from habitue.sales.models import Sale

    breaks = list(verify_all())
    for register in set(Sale.objects.values_list("register", flat=True)):
        numbers = list(Sale.objects.filter(register=register).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1)), f"a gap in the receipts of {register}"
    print(f"  journal verified: {len(breaks)} breaks; receipts numbered without a gap")


if __name__ == "__main__":
    main()
