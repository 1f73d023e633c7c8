"""Customers from a file, by the back office's page: uploaded, looked at, tried, brought in, mended, undone."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from habitue.customers.actions import create_group, retire_group
from habitue.customers.importing import import_file
from habitue.customers.models import Customer, Group, Import, KeptAside
from habitue.jobs.models import Job
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.models import Role, Shop
from tests.backoffice.conftest import SignedIn
from tests.working import work_off

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
    fields = [name for name in form.fields if name.startswith("column_")]
    return {name: str(form[name].value() or "") for name in fields} | changed


def test_an_export_of_another_system_is_known_and_looked_at(owner: Client) -> None:
    imported = upload(owner, LOYVERSE)
    page = owner.get(f"{PAGE}{imported.id}/")
    assert "an export of Loyverse" in page.text
    assert "Irène Joliot" in page.text
    assert "“not an e-mail” is not an e-mail address" in page.text
    chosen = columns(owner, imported)
    assert (chosen["column_0"], chosen["column_8"]) == ("full name", "aside")
    assert not Customer.objects.exists()


def test_a_line_that_is_read_from_the_right_turns_no_other_line_round(owner: Client) -> None:
    imported = upload(owner, "first name,phone\r\n\u202eanirI,06 98 76 54 32\r\nMarie,06 98 76 54 33\r\n")
    assert "<bdi>\u202eanirI</bdi> · <bdi>Marie</bdi>" in owner.get(f"{PAGE}{imported.id}/").text


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


def bring_in(client: Client, text: str | bytes, name: str = "customers.csv", **chosen: str) -> Import:
    imported = upload(client, text, name)
    client.post(f"{PAGE}{imported.id}/run/", columns(client, imported, **chosen))
    work_off()
    imported.refresh_from_db()
    return imported


TELLING = "Prénom{0}Nom{0}Courriel{0}Groupe\r\nLéa{0}Lefèvre{0}lea@orange.fr{0}Habitués\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_whatever_a_spreadsheet_saves_is_read(owner: Client, encoding: str, separator: str) -> None:
    bring_in(owner, TELLING.format(separator).encode(encoding))
    lea = Customer.objects.select_related("group").get()
    assert (lea.first_name, lea.last_name, lea.email, lea.group.name) == (
        "Léa",
        "Lefèvre",
        "lea@orange.fr",
        "Habitués",
    )


def test_the_timeline_tells_of_the_files_that_somebody_came_and_was_changed_by(owner: Client) -> None:
    first = bring_in(owner, "code;nom;created\nA1;Curie;2019-05-06\n", "old till.csv")
    bring_in(owner, "code;nom\nA1;Joliot\n", "new.csv")
    curie = Customer.objects.get()
    page = owner.get(f"/office/customers/{curie.id}/").text
    told = page[page.index('class="timeline"') :]
    assert told.index("Changed by the import of new.csv") < told.index("Imported from old till.csv")
    assert told.index("Imported from old till.csv") < told.index("Became a customer")
    assert "2019" in told[told.index("Became a customer") :]
    assert "Hélène" in told[told.index("Imported from") :]
    assert str(first.by) == "Hélène"


def test_who_came_by_a_file_without_a_date_became_a_customer_by_it(owner: Client) -> None:
    bring_in(owner, "code;nom\nA1;Curie\n")
    bring_in(owner, "code;nom\nA2;Joliot\n", "other.csv")
    curie = Customer.objects.get(code="A1")
    page = owner.get(f"/office/customers/{curie.id}/").text
    told = page[page.index('class="timeline"') :]
    assert "Imported from customers.csv" in told
    assert "Became a customer" not in told
    assert "other.csv" not in told


def test_what_was_kept_aside_stands_on_the_customers_page(owner: Client) -> None:
    bring_in(owner, LOYVERSE)
    bring_in(owner, "customer code,name,store credit\nLOY1,Irène Joliot,<b>12</b>\n", "credit.csv")
    page = owner.get(f"/office/customers/{Customer.objects.get().id}/").text
    assert "Kept from Loyverse" in page
    assert "Points balance" in page
    assert "250" in page
    assert "Kept from credit.csv" in page
    assert "&lt;b&gt;12&lt;/b&gt;" in page


def test_a_retired_group_is_told_and_brought_back_by_a_tick(owner: Client, shop: Shop) -> None:
    text = "nom;groupe\nCurie;Gold\n"
    assert "Bring back retired groups" not in owner.get(f"{PAGE}{upload(owner, text).id}/").text
    group = perform(create_group, Stamp(shop.node), id=new_id(), name="Gold")
    perform(retire_group, Stamp(shop.node), id=group.id)
    imported = upload(owner, text)
    page = owner.get(f"{PAGE}{imported.id}/")
    assert "Bring back retired groups" in page.text
    assert "groupe</bdi>: The group “Gold” is retired" in page.text
    chosen = columns(owner, imported, brings_back="on")
    again = owner.post(f"{PAGE}{imported.id}/", chosen, follow=True)
    assert "is retired" not in again.text
    owner.post(f"{PAGE}{imported.id}/run/", chosen)
    work_off()
    assert list(Group.objects.get(name="Gold").customers.values_list("last_name", flat=True)) == ["Curie"]
    owner.post(f"{PAGE}{imported.id}/undo/")
    work_off()
    undone = owner.get(f"{PAGE}{imported.id}/").text
    assert "Groups gone again" in undone
    assert Group.objects.get(name="Gold").retired_at


def test_the_report_counts_groups_and_what_was_kept_aside(owner: Client) -> None:
    imported = bring_in(owner, "code;nom;groupe;solde\nA1;Curie;Gold;12\n")
    page = owner.get(f"{PAGE}{imported.id}/").text
    assert "Customers with something kept aside" in page
    assert "Groups made" in page
    assert "Gold" in page[page.index('id="report"') :]
    job = owner.get(f"/office/jobs/{Job.objects.latest('id').id}/").text
    assert "Groups made" in job


def test_an_import_of_the_command_line_is_listed_and_undone_here(owner: Client, shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("code;nom\nA1;Curie\n", encoding="utf-8")
    import_file(
        path,
        stamp=lambda: Stamp(shop.node),
        country="FR",
        language="fr",
        dry_run=False,
        progress=lambda _done, _of: None,
        of=(of := new_id()),
    )
    assert "at the command line" in owner.get(PAGE).text
    assert "Undo this import" in owner.get(f"{PAGE}{of}/").text
    owner.post(f"{PAGE}{of}/undo/")
    work_off()
    assert not Customer.objects.exists()


def test_an_import_that_was_broken_off_says_so(owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habitue.customers.importing.jobs.keep_report", lambda *_given, **_how: 1 / 0)
    imported = bring_in(owner, "code;nom\nA1;Curie\n")
    page = owner.get(f"{PAGE}{imported.id}/").text
    assert "broken off" in page
    assert "Undo this import" in page


def test_whose_work_it_is_not_is_not_led_to_it(owner: Client, signed_in: SignedIn) -> None:
    imported = upload(owner, "code;nom\nA1;Curie\n")
    owner.post(f"{PAGE}{imported.id}/run/", columns(owner, imported))
    job = f"/office/jobs/{Job.objects.get().id}/"
    assert job in owner.get(f"{PAGE}{imported.id}/").text
    page = signed_in(Role.STORE_MANAGER).get(f"{PAGE}{imported.id}/").text
    assert "Work on this file goes on." in page
    assert job not in page
