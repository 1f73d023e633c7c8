"""What an export wrote, brought back."""

import csv
from datetime import timedelta
from pathlib import Path

from habitue.customers.consents import count_agreed
from habitue.customers.exporting import export_file
from habitue.customers.models import (
    Consent,
    Customer,
    SocialName,
)
from habitue.lib.clock import now
from tests.customers.elsewhere.bringing import bring
from tests.shop import SmallShop


def test_birthday_website_and_networks_come_back_from_an_export(shop: SmallShop, tmp_path: Path) -> None:
    text = "code,last name,birthday,website,Twitter,Instagram\nA1,Curie,--11-07,curie.example,@curie,marie.c\n"
    bring(tmp_path, text)
    names = {"x": "curie", "instagram": "marie.c"}
    assert dict(SocialName.objects.values_list("network", "name")) == names
    written = tmp_path / "all.csv"
    export_file(written)
    header, row = csv.reader(written.read_text("utf-8-sig").splitlines())
    assert dict(zip(header, row, strict=True)).items() >= {
        ("birthday", "'--11-07"),
        ("website", "https://curie.example"),
        ("X (Twitter)", "curie"),
        ("Instagram", "marie.c"),
    }
    assert bring(tmp_path, written.read_text("utf-8-sig")).unchanged == 1
    Customer.objects.all().delete()
    assert bring(tmp_path, written.read_text("utf-8-sig")).created == 1
    curie = Customer.objects.get()
    assert (curie.birthday, curie.website) == ("--11-07", "https://curie.example")
    assert dict(SocialName.objects.values_list("network", "name")) == names
    assert bring(tmp_path, "code,Instagram\nA1,https://x y\n").bad == 1


def test_an_export_tells_the_latest_answers_and_brought_back_changes_none(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code,last name\nA1,Curie\nA2,Joliot\n")
    curie, joliot = Customer.objects.order_by("code")
    said = [
        (curie, "keep", "", True, 3), (curie, "write", "email", True, 3), (curie, "write", "sms", True, 3),
        (curie, "write", "sms", False, 1), (joliot, "write", "email", True, 3), (joliot, "keep", "", False, 1),
    ]  # fmt: skip
    for customer, purpose, channel, given, days_ago in said:
        at = now() - timedelta(days=days_ago)
        Consent.objects.create(
            customer=customer, purpose=purpose, channel=channel, given=given, at=at, way="till", language="fr"
        )
    count_agreed([curie.id, joliot.id])
    written = tmp_path / "all.csv"
    export_file(written)
    header, *rows = csv.reader(written.read_text("utf-8-sig").splitlines())
    start = header.index("may be kept")
    assert header[start : start + 5] == [
        "may be kept",
        "e-mail consent",
        "SMS consent",
        "phone consent",
        "post consent",
    ]
    told = {row[0]: row[start : start + 5] for row in rows}
    assert told == {"A1": ["yes", "yes", "", "", ""], "A2": ["no", "", "", "", ""]}
    assert bring(tmp_path, written.read_text("utf-8-sig")).unchanged == 2
    assert Consent.objects.count() == len(said)
