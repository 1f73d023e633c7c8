"""The half of `bench.search` that asks the search itself, on the shop in HABITUE_DATA."""

import random
import statistics
import sys
from typing import Any

import django

from bench.measure import percentile, show, timed, verdict
from bench.queries import keystrokes, queries

EACH = 60
NAIVE = 4
COMPARED = {10_000: 12, 100_000: 2}
"""How many queries of each kind are compared with the brute-force reading, which takes seconds for each."""


def main() -> None:
    size = int(sys.argv[1])
    django.setup()
    people = sample()
    kinds = queries(people, EACH)
    from habitue.customers.search import find_customers

    def search(typed: str) -> float:
        return timed(lambda: find_customers(typed, country="FR"))

    for typed in ("marie", "ma du", "0612"):
        search(typed)
    everything: list[float] = []
    for kind, each in kinds.items():
        times = [search(typed) for _again in range(3) for typed in each]
        everything += times
        slow = [naive(typed) for typed in each[:NAIVE]]
        show(f"{kind:<26} naive p50 {statistics.median(slow):8.1f} ms   ours", times)
    show("every keystroke", [search(typed) for typed in keystrokes(people, 150)])
    ours = percentile(everything, 0.5)
    naives = [naive(typed) for each in kinds.values() for typed in each[:2]]
    ratio = statistics.median(naives) / ours
    print(f"all kinds: {ours:.2f} ms, the naive way {statistics.median(naives):.1f} ms: {ratio:.0f} times   "
          f"aim >= 100 at 1,000,000: {verdict(ratio >= 100 or size < 1_000_000)}")  # fmt: skip
    adding(size)
    if size in COMPARED:
        compare([typed for each in kinds.values() for typed in each[: COMPARED[size]]])


def sample(seed: int = 4) -> list[dict[str, Any]]:
    """Three thousand customers from anywhere in the shop, others for another `seed`."""
    from habitue.customers.models import Customer, CustomerCard

    lowest = Customer.objects.order_by("search_key").values_list("search_key", flat=True)[0]
    rng = random.Random(seed)
    keys = [rng.randint(lowest, -1) for _one in range(3000)]
    fields = ("search_key", "first_name", "last_name", "company", "phone", "email", "postcode", "code")
    found = list(Customer.objects.filter(search_key__in=keys).order_by("search_key").values(*fields))
    cards = dict(
        CustomerCard.objects.filter(customer__search_key__in=keys).values_list("customer__search_key", "number")
    )
    return [{**each, "card": cards.get(each["search_key"], "")} for each in found]


def naive(typed: str) -> float:
    """What is written first: LIKE '%x%' over five columns."""
    from django.db import connection

    columns = ("first_name", "last_name", "company", "phone", "email")
    condition = " OR ".join(f"{column} LIKE %s" for column in columns)
    with connection.cursor() as cursor:
        return timed(
            lambda: cursor.execute(
                f"SELECT * FROM customers_customer WHERE {condition} ORDER BY seen_on DESC LIMIT 20",
                [f"%{typed}%"] * len(columns),
            ).fetchall()
        )


def adding(size: int) -> None:
    """New customers, each with all that belongs to it: row, index, journal, feed, and the flush to the disk."""
    from habitue.customers.actions import create_customer
    from habitue.customers.codes import new_code
    from habitue.customers.search import find_customers
    from habitue.journal.action import Stamp
    from habitue.journal.perform import perform
    from habitue.lib.ids import new_id
    from habitue.stores.models import Shop

    node = Shop.objects.get().node
    rng = random.Random(size)
    times = []
    for number in range(100):
        name = "Nouveau" + "".join(rng.choice("abcdefghij") for _letter in range(8))
        known: dict[str, Any] = {
            "first_name": "Camille",
            "last_name": name,
            "phone": f"+336{rng.randrange(10**8):08}",
            "language": "fr",
        }
        times.append(
            timed(lambda: perform(create_customer, Stamp(node), id=new_id(), code=new_code(), **known))  # noqa: B023 - called at once
        )
        if number % 20 == 0 and find_customers(name, country="FR")[0].customer.last_name != name:
            raise AssertionError("a new customer is not found")
    show("adding a customer", times)


def compare(typed: list[str]) -> None:
    from habitue.customers.models import Customer, CustomerCard
    from habitue.customers.search import find_customers
    from tests.customers.brute_force import Record, brute_force

    cards: dict[Any, list[str]] = {}
    for customer, number in CustomerCard.objects.values_list("customer_id", "number"):
        cards.setdefault(customer, []).append(number)
    records = [Record(customer, cards.get(customer.id, ())) for customer in Customer.objects.iterator(2000)]
    wrong = [
        each
        for each in typed
        if [found.customer.search_key for found in find_customers(each, country="FR")]
        != brute_force(records, each, "FR")
    ]
    print(f"the same as the brute-force reading of the rules: {len(typed) - len(wrong)} of {len(typed)} queries"
          f"{f', not {wrong[:5]}' if wrong else ''}")  # fmt: skip


if __name__ == "__main__":
    main()
