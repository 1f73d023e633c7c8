"""The customers' list in the back office at 1,000,000, its groups, and all of them as files.

HABITUE_BENCH_CONTACTS changes the number of customers.
"""

import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.measure import show, timed, verdict
from bench.population import shop_with

COUNT = int(os.environ.get("HABITUE_BENCH_CONTACTS", "1000000"))
AIM = (0.99, 100.0)
EACH = 40
SHARE_WITH_A_PAST = 10
"""Every so many customers has come and bought, and is in a group of their own."""
NAMES = ("Lou", "Camille", "Mario", "Inès", "Marthe", "Casimir", "Zoé", "Octave")


def main() -> None:
    data = shop_with(COUNT)
    os.environ["HABITUE_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "habitue.config.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    group = give_a_past()
    own = hold_something()
    catch_up()
    list_and_filters(group, own)
    files(data)


def give_a_past() -> str:
    """Visits, spending and groups, as years of selling would leave them. Returns a group."""
    from habitue.customers.actions import create_group
    from habitue.customers.models import Customer, Group
    from habitue.journal.action import Stamp
    from habitue.journal.perform import perform
    from habitue.lib.database import writing
    from habitue.lib.ids import new_id
    from habitue.stores.models import Shop

    group = Group.objects.filter(name="Bench").first()
    if group is None:
        group = perform(create_group, Stamp(Shop.objects.get().node), id=new_id(), name="Bench")
        chance, now = random.Random(3), datetime.now(UTC)
        with writing():
            some = Customer.objects.order_by("-search_key").values_list("search_key", flat=True)
            for key in list(some)[::SHARE_WITH_A_PAST]:
                Customer.objects.filter(search_key=key).update(
                    last_visit=now - timedelta(days=chance.randint(0, 1500)),
                    spent=chance.randint(500, 500_000),
                    agreed=chance.choice((0, 1, 5, 13, 61)),
                    **({"group": group} if chance.random() < 0.05 else {}),
                )
        file_anew()
    return str(group.id)


def hold_something() -> dict[str, str]:
    """Four fields of the shop's own, in which those with a past hold something. Returns their names in the form."""
    from habitue.backoffice.forms.holdings import name_of
    from habitue.customers.models import Customer, CustomField, FieldOption, FieldValue, Kind
    from habitue.lib.database import writing

    kinds = (Kind.TEXT, Kind.NUMBER, Kind.YES_NO, Kind.ONE_OF)
    fields = {field.kind: field for field in CustomField.objects.filter(label_en__startswith="Bench")}
    if not fields:
        fields = {kind: CustomField.objects.create(label_en=f"Bench {kind}", label_fr="", kind=kind) for kind in kinds}
        metals = [
            str(FieldOption.objects.create(field=fields[Kind.ONE_OF], label_en=metal, label_fr=metal).id)
            for metal in ("Gold", "Silver", "Steel")
        ]
        chance, ids = random.Random(4), Customer.objects.order_by("-search_key").values_list("id", flat=True)
        held = [
            FieldValue(customer_id=id, field=fields[kind], value=value)
            for id in list(ids)[::SHARE_WITH_A_PAST]
            for kind, value in (
                (Kind.TEXT, f"{chance.choice(NAMES)} {chance.choice(NAMES)}"),
                (Kind.NUMBER, str(chance.randint(0, 1000))),
                (Kind.YES_NO, chance.choice(("yes", "no"))),
                (Kind.ONE_OF, chance.choice(metals)),
            )
        ]
        with writing():
            FieldValue.objects.bulk_create(held, batch_size=5000)
        file_anew()
    return {str(kind): name_of(field) for kind, field in fields.items()}


def file_anew() -> None:
    from habitue.customers.models import Filed, Held, Listed, Numbered
    from habitue.lib.database import writing

    with writing():
        for table in (Listed, Held, Filed):
            table.objects.all().delete()
        Numbered.objects.update(members=0)


def catch_up() -> None:
    from habitue.customers.listing import filing

    waiting = filing.behind()
    took = timed(filing.catch_up_with_all) / 1000
    print(f"{waiting:,} changes filed into the list                  {took:8.1f} s", flush=True)


def list_and_filters(group: str, own: dict[str, str]) -> None:
    from habitue.customers.listing.narrowing import keys_in_order
    from habitue.customers.models import Customer
    from habitue.stores.models import Outlet

    get = signed_in()
    outlet = str(Outlet.objects.earliest("id").id)
    year = datetime.now(UTC).date() - timedelta(days=365)
    asked: dict[str, dict[str, str]] = {
        "first page, newest": {},
        "by name": {"sort": "name", "rising": "on"},
        "by spend": {"sort": "spent"},
        "by last visit": {"sort": "visit"},
        "one group, by name": {"group": group, "sort": "name"},
        "one outlet, by spend": {"outlet": outlet, "sort": "spent"},
        "may get e-mails, by last visit": {"consent": "email", "sort": "visit"},
        "not here for a year, by spend": {"until": str(year), "sort": "spent"},
        "no e-mail and no phone, by name": {"email": "no", "phone": "no", "sort": "name"},
        "nobody is like this": {"group": group, "outlet": outlet, "consent": "refused", "email": "no", "sort": "name"},
        "own text, one word": {own["text"]: "lou", "sort": "name"},
        "own text, two beginnings": {own["text"]: "ca ma", "sort": "name"},
        "own number in a range, by spend": {
            f"{own['number']}_from": "500",
            f"{own['number']}_to": "600",
            "sort": "spent",
        },
        "own number empty": {f"{own['number']}_is": "empty"},
        "own yes, and one of several": {f"{own['yes_no']}_is": "yes", own["one_of"]: _option("Gold"), "sort": "visit"},
    }
    together: list[float] = []
    for what, values in asked.items():
        times = [timed(get, "/office/customers/", values) for _time in range(EACH)]
        together += times
        show(f"list: {what}", times, AIM)
    keys = list(
        keys_in_order(_everybody(), "name", falling=False).values_list("pk", flat=True)[:: max(1, COUNT // EACH)]
    )
    times = [timed(get, "/office/customers/", {"sort": "name", "rising": "on", "after": str(key)}) for key in keys]
    show("list: a page anywhere, by name", times, AIM)
    show("list and filters together", together + times, AIM)
    show("groups, each with how many are in it", [timed(get, "/office/groups/") for _time in range(EACH)], AIM)
    assert Customer.objects.count() >= COUNT


def files(data: Path) -> None:
    from habitue.customers.listing.narrowing import keys_in_order
    from habitue.customers.listing.writing import write_file

    for name, order, aim in (("csv", "created", 10.0), ("csv", "name", 0.0), ("xlsx", "created", 0.0)):
        file = data / f"out.{name}"
        start = time.perf_counter()
        count = write_file(file, keys_in_order(_everybody(), order, falling=True))
        took = time.perf_counter() - start
        size = file.stat().st_size / 1e6
        file.unlink()
        aims = f"   aim <= {aim:g} s: {verdict(took <= aim)}" if aim else ""
        print(f"{count:,} customers as {name.upper()}, by {order}  {took:8.1f} s   {size:6.0f} MB{aims}", flush=True)


def signed_in() -> Callable[..., object]:
    """Gets a page as the owner; fails if it is not there, for no time is worth anything that was taken of an error."""
    from django.test import Client

    client = Client()
    answer = client.post("/office/sign-in/", {"name": "Claire", "password": "habitue-claire"})
    assert answer.status_code == 302, "signing in has failed"

    def get(path: str, values: dict[str, str] | None = None) -> None:
        assert client.get(path, values).status_code == 200, path

    return get


def _option(label: str) -> str:
    from habitue.customers.models import FieldOption

    return str(FieldOption.objects.get(field__label_en__startswith="Bench", label_en=label).id)


def _everybody() -> Any:
    from habitue.customers.listing.narrowing import Narrowed

    return Narrowed()


if __name__ == "__main__":
    main()
