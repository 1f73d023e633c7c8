"""A balance of 5,000 entries: the sum, what expires of it, the statement, and eight tills that redeem it at once."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.measure import fresh_data, show, timed, verdict

ENTRIES = 5000
EACH = 200
TILLS = 8
SALES = 25
"""So many at each till."""


def main() -> None:
    with fresh_data():
        from habitue.config.demo import fill

        fill()
        customer = with_entries()
        one_balance(customer)
        at_once(customer)


def with_entries() -> Any:
    """Years of a regular: mostly earned, a little redeemed and taken back."""
    from habitue.balances.models import Cause, LoyaltyEntry
    from habitue.customers.models import Customer

    customer = Customer.objects.filter(loyalty__isnull=False).earliest("created_at")
    chance, start = random.Random(7), datetime.now(UTC) - timedelta(days=1500)
    lots: list[LoyaltyEntry] = []
    made: list[LoyaltyEntry] = []
    for number in range(ENTRIES):
        at = start + timedelta(hours=7 * number)
        kind = chance.random()
        if kind < 0.8 or not lots:
            last = at.date() + timedelta(days=730)
            entry = LoyaltyEntry(
                customer=customer, amount=chance.randint(20, 200), cause=Cause.EARNED, at=at, expires_on=last
            )
            lots.append(entry)
        elif kind < 0.95:
            entry = LoyaltyEntry(customer=customer, amount=-chance.randint(20, 150), cause=Cause.REDEEMED, at=at)
        else:
            lot = lots.pop(chance.randrange(len(lots)))
            entry = LoyaltyEntry(customer=customer, amount=-lot.amount, cause=Cause.TAKEN_BACK, at=at, refers=lot)
        made.append(entry)
    LoyaltyEntry.objects.bulk_create(made)
    return customer


def one_balance(customer: Any) -> None:
    from habitue.balances.lots import lots_of
    from habitue.balances.loyalty import entries_of
    from habitue.balances.next_expiry import next_to_expire
    from habitue.balances.sums import loyalty_of
    from habitue.messaging.statements import AskedStatement, statement_paper
    from habitue.sales.statements import Balance, statement, told_of
    from habitue.stores.models import Outlet

    zone = Outlet.objects.earliest("id").zone
    year = date.today() - timedelta(days=365)  # noqa: DTZ011 - any day will do
    entries = entries_of(customer.id)
    show("balance of 5,000 entries", _times(lambda: loyalty_of(customer.id)), (0.99, 2))
    show("its lots, worked out", _times(lambda: lots_of(entries), 40))
    show("what expires next", _times(lambda: next_to_expire(customer.id), 40), (0.5, 5))
    show("where all balances come from, one line each", _times(lambda: told_of(customer.id), 40))
    show("statement of a year", _times(lambda: statement(Balance.LOYALTY, customer.id, year, None, zone), 40))
    show("statement of 5,000 entries", _times(lambda: statement(Balance.LOYALTY, customer.id, None, None, zone), 10))
    asked = AskedStatement(Balance.LOYALTY, year)
    show("its page for a PDF", _times(lambda: statement_paper(customer, asked, "en"), 10))


def at_once(customer: Any) -> None:
    """Eight tills complete sales that one customer pays with points, until there are no more."""
    from habitue.balances.sums import loyalty_of
    from habitue.stores.models import Shop

    has = loyalty_of(customer.id)
    units = has // (TILLS * SALES) + has // 400
    line, shop = _a_line(), Shop.objects.get()
    with ThreadPoolExecutor(TILLS) as threads:
        tills = list(threads.map(lambda register: _sell(register, shop, customer, line, units), _registers(shop)))
    left = loyalty_of(customer.id)
    show("eight tills redeeming one balance, each sale", [time for times, _refused in tills for time in times])
    refused = sum(each for _times, each in tills)
    spent = (TILLS * SALES - refused) * units
    held = verdict(has == spent + left and left >= 0)
    print(f"{refused} of {TILLS * SALES} refused; {has} = {spent} + {left}: {held}", flush=True)


def _registers(shop: Any) -> list[Any]:
    from habitue.journal.action import Stamp
    from habitue.journal.perform import perform
    from habitue.lib.ids import new_id
    from habitue.stores.actions import create_register
    from habitue.stores.models import Outlet, Staff

    by, outlet = Staff.objects.earliest("id").id, Outlet.objects.earliest("id").id
    codes = [f"B{number}" for number in range(TILLS)]
    return [
        perform(create_register, Stamp(shop.node, by), id=new_id(), outlet=outlet, name=code, code=code)
        for code in codes
    ]


def _a_line() -> Any:
    from habitue.catalogue.models import Variant
    from habitue.sales.actions import LineFacts

    variant = Variant.objects.select_related("product__tax_rate").earliest("id")
    return LineFacts(
        variant=variant.id,
        name="Bench",
        sku=variant.sku,
        options="",
        quantity=1,
        unit_price=1000,
        off=0,
        discount_percent=None,
        tax_rate=variant.product.tax_rate.rate,
        net=833,
        tax=167,
        total=1000,
    )


def _sell(register: Any, shop: Any, customer: Any, line: Any, units: int) -> tuple[list[float], int]:
    """How long each sale took, and how many were refused."""
    from django.db import connections

    from habitue.balances.sums import NotEnough
    from habitue.journal.action import Stamp
    from habitue.journal.perform import perform
    from habitue.lib.ids import new_id
    from habitue.sales.actions import PaymentFacts, complete_sale
    from habitue.stores.models import Staff

    staff = Staff.objects.earliest("id")
    payments = [PaymentFacts("loyalty", 500, 500, units=units), PaymentFacts("cash", 500, 500)]
    refused = 0

    def sale() -> None:
        nonlocal refused
        try:
            perform(
                complete_sale,
                Stamp(register.id, staff.id),
                id=new_id(),
                register=register.id,
                customer=customer.id,
                currency=shop.currency,
                prices_include_tax=True,
                lines=[line],
                payments=payments,
            )
        except NotEnough:
            refused += 1

    times = [timed(sale) for _sale in range(SALES)]
    connections.close_all()
    return times, refused


def _times(call: Any, count: int = EACH) -> list[float]:
    call()
    return [timed(call) for _time in range(count)]


if __name__ == "__main__":
    main()
