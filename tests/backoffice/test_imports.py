"""Customers from a file, by the back office's page: uploaded, looked at, tried, brought in, mended, undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from habitue.customers.models import Customer, Import, KeptAside
from habitue.jobs.models import Job
from habitue.jobs.worker import work_off
from habitue.stores.models import Role
from tests.backoffice.conftest import SignedIn

PAGE = "/office/customers/imports/"
LOYVERSE = (
    "Customer name,Email,Phone,Address,City,Postal code,Country,Customer code,Points balance,Note\r\n"
    "Irène Joliot,irene@example.org,06 98 76 54 32,1 rue Curie,Paris,75005,France,LOY1,250,likes blue\r\n"
    "Marie Curie,not an e-mail,,,,,,LOY2,,\r\n"
)


def upload(client: Client, text: str | bytes, name: str = "customers.csv") -> Import:
    content = text.encode() if isinstance(text, str) else text
    answer = client.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.text
    imported: Import = Import.objects.latest("id")
    return imported


def columns(client: Client, imported: Import, **changed: str) -> dict[str, str]:
    """The form of the page as it stands, with what somebody chose otherwise."""
    form = client.get(f"{PAGE}{imported.id}/").context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | changed


def test_an_export_of_another_system_is_known_and_looked_at(owner: Client) -> None:
    imported = upload(owner, LOYVERSE)
    page = owner.get(f"{PAGE}{imported.id}/")
    assert "an export of Loyverse" in page.text
    assert "Irène Joliot" in page.text
    assert "“not an e-mail” is not an e-mail address" in page.text
    chosen = columns(owner, imported)
    assert (chosen["column_0"], chosen["column_8"]) == ("full name", "aside")
    assert not Customer.objects.exists()


def test_it_is_tried_then_brought_in_then_undone(owner: Client) -> None:
    imported = upload(owner, LOYVERSE)
    tried = owner.post(f"{PAGE}{imported.id}/try/", columns(owner, imported))
    assert tried.headers["Location"] == f"/office/jobs/{Job.objects.get().id}/"
    work_off()
    assert not Customer.objects.exists()
    assert "What would be done" in owner.get(f"{PAGE}{imported.id}/").text
    owner.post(f"{PAGE}{imported.id}/run/", columns(owner, imported))
    work_off()
    irene = Customer.objects.get()
    assert (irene.name, irene.code, irene.created_by) == ("Irène Joliot", "LOY1", imported.by)
    assert KeptAside.objects.get().value == "250"
    page = owner.get(f"{PAGE}{imported.id}/").text
    assert "Lines left out" in page
    mended = owner.get(f"{PAGE}{imported.id}/errors/").getvalue().decode("utf-8-sig")
    assert "not an e-mail" in mended
    assert "Irène" not in mended
    owner.post(f"{PAGE}{imported.id}/undo/")
    work_off()
    assert not Customer.objects.exists()
    assert "This import was undone" in owner.get(f"{PAGE}{imported.id}/").text


def test_a_double_click_brings_in_once(owner: Client) -> None:
    imported = upload(owner, LOYVERSE)
    chosen = columns(owner, imported)
    for _click in range(2):
        owner.post(f"{PAGE}{imported.id}/run/", chosen)
    assert Job.objects.count() == 1
    work_off()
    owner.post(f"{PAGE}{imported.id}/run/", chosen)
    assert Job.objects.count() == 1


def test_columns_that_nobody_knows_are_chosen_by_hand(owner: Client) -> None:
    imported = upload(owner, "wer|was\nCurie|Radium\n")
    refused = owner.post(f"{PAGE}{imported.id}/run/", {"column_0": "", "column_1": ""})
    assert refused.status_code == 422
    assert "Say what at least one column is" in refused.text
    twice = owner.post(f"{PAGE}{imported.id}/", {"column_0": "company", "column_1": "company"})
    assert twice.status_code == 422
    assert "“wer” is this already" in twice.text
    owner.post(f"{PAGE}{imported.id}/run/", {"column_0": "last name", "column_1": "company"})
    work_off()
    assert Customer.objects.values_list("last_name", "company").get() == ("Curie", "Radium")


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\x00\x01\x02", b"\n\n"])
def test_what_is_no_list_is_refused_with_a_reason(owner: Client, content: bytes) -> None:
    answer = owner.post(PAGE, {"file": SimpleUploadedFile("list.csv", content)})
    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert not Import.objects.exists()


def test_a_file_that_has_gone_is_told(owner: Client) -> None:
    imported = upload(owner, LOYVERSE)
    chosen = columns(owner, imported)
    owner.post(f"{PAGE}{imported.id}/run/", chosen)
    imported.path.unlink()
    work_off()
    assert "Upload it again" in owner.get(f"/office/jobs/{Job.objects.get().id}/").text
    assert owner.get(f"{PAGE}{imported.id}/").status_code == 200


def test_formulas_of_a_file_are_shown_as_text(signed_in: SignedIn) -> None:
    client = signed_in(Role.WAREHOUSE_MANAGER)
    nasty = "<script>alert(1)</script>"
    imported = upload(client, f'name,{nasty}\n"=1+1",{nasty}\n')
    page = client.get(f"{PAGE}{imported.id}/").text
    assert nasty not in page
    assert "=1+1" in page
