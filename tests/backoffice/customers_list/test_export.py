"""The list of customers, written to a file as it is shown."""

import csv
import io
import zipfile
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from habitue.backoffice.views import export
from habitue.customers.listing import writing
from habitue.customers.models import Customer, Kind
from habitue.jobs.models import Job
from habitue.stores.models import Shop
from tests.backoffice.customers_list.listed import PAGE, Own, add, names
from tests.working import work_off


def test_those_who_are_ticked_are_written_to_a_file_and_nobody_else(owner: Client, own: Own) -> None:
    ids = list(Customer.objects.filter(last_name__in=["Anne", "Carl"]).values_list("id", flat=True))
    answer = owner.post(f"{PAGE}export/?sort=name&rising=on", {"format": "csv", "customer": [*ids, "nonsense"]})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["last name"] for row in rows] == ["Anne", "Carl"]
    nobody = owner.post(f"{PAGE}export/", {"format": "csv", "who": "ticked"})
    assert nobody.content.count(b"\n") == 1


NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "plain", "'quoted", "<b>&amp;"]


def test_a_file_has_just_what_is_listed_and_no_cell_is_a_formula(owner: Client, shop: Shop) -> None:
    for name in NASTY:
        add(shop.node, name, email="x@example.org")
    add(shop.node, "Without e-mail")
    answer = owner.post(f"{PAGE}export/?email=yes&rising=on&sort=created", {"format": "csv"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="customers.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["last name"].removeprefix("'") for row in rows] == [name.removeprefix("'") for name in NASTY]
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@\t\r"]

    answer = owner.post(f"{PAGE}export/?email=yes", {"format": "xlsx"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in sheet
    assert "Without e-mail" not in sheet
    assert sheet.count("<row ") == len(NASTY) + 1


def test_a_large_file_is_made_in_the_background(owner: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "AT_ONCE", 2)
    for number in range(3):
        add(shop.node, f"Number {number}")
    assert len(owner.post(f"{PAGE}export/?sort=name", {"format": "csv"}).headers["Location"]) > 40
    job = Job.objects.get()
    work_off()
    page = owner.get(f"/office/jobs/{job.id}/").text
    assert "3 customers" in page
    fetched = owner.get(f"/office/jobs/{job.id}/file/").getvalue().decode("utf-8-sig")
    assert [row["last name"] for row in csv.DictReader(io.StringIO(fetched))] == ["Number 2", "Number 1", "Number 0"]


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("asked", ["sort=name", "sort=spent&rising=on", "sort=created", "sort=created&rising=on"])
def test_a_file_of_many_is_in_the_order_of_the_list(
    owner: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    people = [("Chloé", 5), ("Anaïs", 1), ("=Émile", 4), ('Du"val', 2), ("Bea\x1ftrix", 3), ("Młynarz", 6)]
    for name, spent in people:
        known = add(shop.node, "still to be named")
        Customer.objects.filter(id=known.id).update(last_name=name, spent=spent)
    gone, into = add(shop.node, "Merged"), Customer.objects.get(last_name="Anne")
    Customer.objects.filter(id=gone.id).update(merged_into=into.id)
    listed = names(owner, **dict(parse_qsl(asked)))
    answer = owner.post(f"{PAGE}export/?{asked}", {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row["last name"].removeprefix("'") for row in rows] == listed
    assert {name for name, _spent in people} < set(listed)
    of_anne = next(row for row in rows if row["last name"] == "Anne")
    assert [of_anne[kind] for kind in Kind] == ["Le Café de l’Été", "'-9.5", "", "yes", "", "Gold, Pearl"]


def test_a_format_that_is_none_is_refused(owner: Client) -> None:
    assert owner.post(f"{PAGE}export/", {"format": "exe"}).status_code == 422
