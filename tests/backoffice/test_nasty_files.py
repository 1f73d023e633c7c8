"""Files of customers and of groups that hold what nobody should write: shown as text, and run by no spreadsheet."""

import csv
import io
import itertools

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from habitue.customers.models import Customer, Group, Import
from habitue.jobs.models import Job, State
from tests.forms_on_pages import EXECUTED, NASTY
from tests.working import work_off

IMPORTS = "/office/customers/imports/"
HEADINGS = ("Code", "First name", "Last name", "E-mail", "Phone", "Postcode", "Cards", "Group", "Note", "Odd")
TEXTS = [text for text in NASTY if "\x00" not in text]
"""What holds that is no text file at all."""
FORMULA = {"=", "+", "-", "@", "\t", "\r"}


def as_file(headings: tuple[str, ...], rows: list[list[str]]) -> SimpleUploadedFile:
    written = io.StringIO()
    csv.writer(written).writerows([headings, *rows])
    return SimpleUploadedFile("people.csv", written.getvalue().encode("utf-8", "replace"))


def bring(owner: Client, file: SimpleUploadedFile) -> tuple[list[str], str]:
    """Uploaded, tried and brought in: the pages on the way, and the file of the lines that were left out."""
    sent = owner.post(IMPORTS, {"file": file})
    if sent.status_code == 422:
        return [sent.text], ""
    place = f"{IMPORTS}{Import.objects.latest('id').id}/"
    page = owner.get(place)
    chosen = {name: str(page.context["form"][name].value() or "") for name in page.context["form"].fields}
    shown = [page.text]
    for step in ("try/", "run/"):
        assert owner.post(f"{place}{step}", chosen).status_code == 302
        work_off()
        assert not Job.objects.exclude(state=State.DONE).exists()
        shown.append(owner.get(place).text)
    left_out = owner.get(f"{place}errors/")
    return shown, left_out.getvalue().decode("utf-8-sig") if left_out.status_code == 200 else ""


def is_harmless(written: str) -> bool:
    cells = itertools.chain.from_iterable(csv.reader(io.StringIO(written)))
    return not any(cell[:1] in FORMULA for cell in cells if cell)


def test_nasty_cells_are_text_wherever_they_are_shown(owner: Client) -> None:
    kept = [[f"NASTY{place}", text, text, "", "", "", "", "", text[:900], text] for place, text in enumerate(TEXTS)]
    refused = [[text] * len(HEADINGS) for text in TEXTS if text.strip()]
    shown, left_out = bring(owner, as_file(HEADINGS, kept + refused))
    there = Customer.objects.filter(code__startswith="NASTY")
    assert there.count() > len(TEXTS) / 2
    shown += [owner.get(f"/office/customers/{each.id}/").text for each in there]
    shown += [owner.get(f"/office/{place}/").text for place in ("customers", "groups", "duplicates", "jobs")]
    shown += [owner.post("/office/customers/", {"q": text[:200]}).text for text in TEXTS]
    for page in shown:
        assert not [bad for bad in EXECUTED if bad in page]
    assert "DROP TABLE" in left_out
    assert is_harmless(left_out)
    assert is_harmless(owner.post("/office/customers/export/", {"format": "csv"}).content.decode("utf-8-sig"))


def test_nasty_names_of_groups_are_text(owner: Client) -> None:
    rows = [[text[:60], ""] for text in TEXTS if text.strip()]
    page = owner.post("/office/groups/file/", {"file": as_file(("group", "code"), rows)}).text
    page += owner.get("/office/groups/").text
    assert Group.objects.filter(name__startswith="<script>").exists()
    assert not [bad for bad in EXECUTED if bad in page]


@settings(max_examples=6, database=None, suppress_health_check=list(HealthCheck), deadline=None)
@given(rows=some.lists(some.lists(some.text(max_size=12), min_size=10, max_size=10), max_size=4), odd=some.binary())
def test_any_file_is_looked_at_or_refused(owner: Client, rows: list[list[str]], odd: bytes) -> None:
    for file in (as_file(HEADINGS, rows), SimpleUploadedFile("odd.csv", odd or b"\x00")):
        with transaction.atomic():
            answer = owner.post(IMPORTS, {"file": file}, follow=True)
            assert answer.status_code in {200, 422}
            transaction.set_rollback(True)
