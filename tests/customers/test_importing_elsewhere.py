"""Files from other systems as they come, what they tell besides the record, and undoing all of it."""

import csv
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from habitue.customers.consents import count_agreed
from habitue.customers.exporting import export_file
from habitue.customers.forms import CustomerForm
from habitue.customers.importing import import_file
from habitue.customers.importing.columns import ASIDE, COLUMNS, OWN
from habitue.customers.importing.mapping import recognised, system_of
from habitue.customers.importing.systems import SYSTEMS, System
from habitue.customers.models import (
    Consent,
    Customer,
    CustomerAddress,
    CustomField,
    FieldOption,
    FieldValue,
    FormField,
    Group,
    Import,
    KeptAside,
    Kind,
    SocialName,
)
from habitue.customers.own_fields import PREFIX
from habitue.customers.search import find_customers
from habitue.customers.search.bulk import what_is_wrong
from habitue.jobs.work import start
from habitue.jobs.worker import work_off
from habitue.journal.action import Stamp
from habitue.lib.clock import now
from habitue.lib.csvformat import key_of
from habitue.lib.csvreport import Outcome
from habitue.lib.ids import new_id
from habitue.stores.models import Shop
from tests.shop import SmallShop

SHOPIFY = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,"
    "Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,"
    "Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,"
    "Tags\n"
    "'6512345678901,Irène,Joliot,irene@example.org,yes,Radium,1 rue Curie,Bât. B,Paris,,FR,75005,,'+33698765432,no,"
    '120.50,2,Likes blue,no,"VIP, press"\n'
)
LIGHTSPEED = (
    "id,customer_code,first_name,last_name,email,do_not_email,phone,mobile,physical_address1,physical_city,"
    "physical_postcode,physical_country_id,postal_address1,postal_city,postal_postcode,customer_group,date_of_birth,"
    "loyalty_balance\n"
    "x1,LEA1,Léa,Martin,lea@example.org,1,0140203040,0612341278,2 quai Sud,Lyon,69001,FR,3 rue Nord,Lille,59000,Gold,"
    "1990-05-17,12.50\n"
)


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()


def bring(tmp_path: Path, text: str, *, of: UUID | None = None, targets: list[str] | None = None) -> Outcome:
    path = tmp_path / "customers.csv"
    path.write_text(text, encoding="utf-8")
    node = Shop.objects.get().node
    return import_file(
        path,
        stamp=lambda: Stamp(node),
        country="FR",
        language="fr",
        dry_run=False,
        progress=lambda _done, _of: None,
        targets=targets,
        of=of,
    )


def undone(of: UUID) -> dict[str, Any]:
    job = start("undo_import", by=None, of=str(of))
    work_off()
    job.refresh_from_db()
    result: dict[str, Any] = job.result
    return result


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name or "Spanish")
def test_every_system_is_known_by_its_headings_and_its_columns_are_ours(system: System) -> None:
    names = {column.name for column in COLUMNS} | {ASIDE, ""}
    assert set(system.columns.values()) <= names
    for some in system.known_by:
        assert system_of(some) == system
        assert set(some) <= set(system.columns)


EXPORTS = {
    "Shopify": SHOPIFY.partition("\n")[0],
    "Square": "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,"
    "Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,"
    "Transaction Count,Lifetime Spend,Email Subscription Status,Instant Profile,Blocked from online booking",
    "Lightspeed X-Series": "id,customer_code,first_name,last_name,company_name,email,do_not_email,phone,mobile,"
    "customer_group_name,physical_address_1,physical_address_2,physical_city,loyalty_balance,store_credit_balance,"
    "account_balance,year_to_date",
    "Odoo": "External ID,Name,Related Company,Reference,Email,Phone,Street,Street2,Zip,City,State,Country,Tax ID,"
    "Website Link,Tags,Language,Notes,Barcode",
    "Loyverse": "Customer id,Customer name,Email,Phone,Address,City,Province,Postal code,Country,Customer code,"
    "Points balance,Note,First visit,Last visit,Total visits,Total spent",
}


@pytest.mark.parametrize("name", EXPORTS)
def test_each_column_of_an_export_is_decided_and_no_two_are_the_same(db: None, name: str) -> None:
    header = EXPORTS[name].split(",")
    system = system_of(header)
    assert system
    assert system.name == name
    targets = recognised(header)
    known = {key_of(title): target for title, target in system.columns.items()}
    assert targets == [known[key_of(title)] for title in header]


def test_a_birthday_may_have_no_year(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;birthday\nA1;Curie;11-07\nA2;Joliot;0000-09-12\nA3;Meitner;--11-07\n")
    assert list(Customer.objects.order_by("code").values_list("birthday", flat=True)) == [
        "--11-07",
        "--09-12",
        "--11-07",
    ]


def test_the_customers_own_phone_goes_before_that_of_the_address(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, SHOPIFY.replace(",75005,,", ",75005,01 40 20 30 40,"))
    assert Customer.objects.get().phone == "+33698765432"
    assert KeptAside.objects.get(name="Default Address Phone").value == "+33140203040"


def test_an_export_of_shopify_comes_in_as_it_is(shop: SmallShop, tmp_path: Path) -> None:
    Group.objects.create(name="Press")
    outcome = bring(tmp_path, SHOPIFY)
    assert (outcome.created, outcome.problems) == (1, [])
    irene = Customer.objects.select_related("group").get()
    assert (irene.code, irene.name, irene.phone, irene.company) == (
        "6512345678901",
        "Irène Joliot",
        "+33698765432",
        "Radium",
    )
    assert irene.group.name == "Press"
    address = CustomerAddress.objects.get()
    assert (address.street, address.city, address.postcode, address.country) == (
        "1 rue Curie\nBât. B",
        "Paris",
        "75005",
        "FR",
    )
    consent = Consent.objects.get()
    assert (consent.channel, consent.given, consent.way) == ("email", True, "import")
    assert consent.source == "Shopify: Accepts Email Marketing"
    assert {each.name: each.value for each in KeptAside.objects.all()} == {
        "Total Spent": "120.50",
        "Total Orders": "2",
    }


def test_an_export_of_lightspeed_has_two_addresses_two_phones_and_a_no(shop: SmallShop, tmp_path: Path) -> None:
    outcome = bring(tmp_path, LIGHTSPEED)
    assert (outcome.created, outcome.problems) == (1, [])
    lea = Customer.objects.select_related("group").get()
    assert (lea.phone, lea.birthday, lea.group.name) == ("+33612341278", "1990-05-17", "Gold")
    assert [(each.use, each.city) for each in CustomerAddress.objects.order_by("use")] == [
        ("delivery", "Lille"),
        ("home", "Lyon"),
    ]
    assert [(each.channel, each.given) for each in Consent.objects.all()] == [("email", False)]
    aside = {each.name: each.value for each in KeptAside.objects.all()}
    assert aside == {"phone": "+33140203040", "loyalty_balance": "12.50"}


@pytest.mark.parametrize("file", [SHOPIFY, LIGHTSPEED])
def test_the_same_file_again_changes_nothing(shop: SmallShop, tmp_path: Path, file: str) -> None:
    bring(tmp_path, file)
    before = (Consent.objects.count(), CustomerAddress.objects.count(), KeptAside.objects.count())
    again = bring(tmp_path, file)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 1)
    assert before == (Consent.objects.count(), CustomerAddress.objects.count(), KeptAside.objects.count())


def test_a_yes_in_a_file_does_not_outdo_a_no_that_was_said_here(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;newsletter\nA1;Curie;no\n")
    assert not Consent.objects.exists(), "a plain no is what systems write of everybody whom nobody has asked"
    curie = Customer.objects.get()
    Consent.objects.create(
        customer=curie, purpose="write", channel="email", given=False, at=now(), way="till", language="fr"
    )
    bring(tmp_path, "code;last name;newsletter\nA1;Curie;yes\n")
    assert [each.given for each in Consent.objects.all()] == [False]
    bring(tmp_path, "code;last name;newsletter;consent date\nA1;Curie;yes;2020-01-31\n")
    curie.refresh_from_db()
    assert Consent.objects.latest("at").given is False
    assert not curie.agreed & 4


def test_own_fields_are_recognised_by_their_labels(shop: SmallShop, tmp_path: Path) -> None:
    colour = CustomField.objects.create(label_en="Colour", label_fr="Couleur", kind=Kind.ONE_OF)
    blue = FieldOption.objects.create(field=colour, label_en="Blue", label_fr="Bleu")
    feet = CustomField.objects.create(label_en="Wide feet", label_fr="Pieds larges", kind=Kind.YES_NO)
    assert recognised(["nom", "couleur", "Wide feet"]) == ["last name", f"{OWN}{colour.id}", f"{OWN}{feet.id}"]
    outcome = bring(tmp_path, "nom;couleur;Wide feet\nCurie;bleu;oui\nJoliot;mauve;peut-être\n")
    assert (outcome.created, outcome.bad) == (1, 1)
    assert {str(each.field_id): each.value for each in FieldValue.objects.all()} == {
        str(colour.id): str(blue.id),
        str(feet.id): "yes",
    }
    assert {problem.column for problem in outcome.problems} == {"couleur", "Wide feet"}


def test_what_is_required_is_asked_for_when_the_record_is_opened_and_keeps_nobody_out(
    shop: SmallShop, tmp_path: Path
) -> None:
    FormField.objects.update_or_create(name="postcode", defaults={"required": True})
    feet = CustomField.objects.create(label_en="Feet", label_fr="Pieds", kind=Kind.TEXT, required=True)
    outcome = bring(tmp_path, "last name;Feet\nCurie;\nJoliot;wide\n")
    assert (outcome.created, outcome.bad) == (2, 0)
    curie = Customer.objects.get(last_name="Curie")
    form = CustomerForm({"last_name": "Curie"}, customer=curie, country="FR", language="fr")
    assert set(form.errors) == {"postcode", f"{PREFIX}{feet.id.hex}"}


def test_columns_can_be_named_by_hand(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "wer;womit;sonst\nCurie;7 bons;nichts\n", targets=["last name", ASIDE, ""])
    assert Customer.objects.get().last_name == "Curie"
    assert [(each.name, each.value) for each in KeptAside.objects.all()] == [("womit", "7 bons")]


def test_undoing_an_import_leaves_nothing_of_it(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;phone\nLEA1;Martine;0140203040\n")
    was = Customer.objects.values().get()
    of = new_id()
    bring(tmp_path, LIGHTSPEED + LIGHTSPEED.splitlines()[1].replace("LEA1", "LEA2").replace("x1", "x2") + "\n", of=of)
    assert Customer.objects.count() == 2
    assert Customer.objects.get(code="LEA1").last_name == "Martin"
    result = undone(of)
    assert (result["gone"], result["restored"], result["left"]) == (1, 1, 0)
    assert Customer.objects.values().get() == was
    assert not CustomerAddress.objects.exists()
    assert not Consent.objects.exists()
    assert not KeptAside.objects.exists()
    assert [found.customer.code for found in find_customers("martine", country="FR")] == ["LEA1"]
    assert list(what_is_wrong()) == []
    assert Import.objects.get(id=of).undone_at


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


def test_undoing_an_import_gives_the_names_on_networks_back(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;Instagram\nA1;Curie;marie\n")
    of = new_id()
    bring(tmp_path, "code;last name;Instagram;TikTok\nA1;Curie;m.curie;mc\nA2;Joliot;irene;\n", of=of)
    assert undone(of)["left"] == 0
    assert dict(SocialName.objects.values_list("network", "name")) == {"instagram": "marie"}


def test_who_was_used_or_changed_since_stays_and_is_named(shop: SmallShop, tmp_path: Path) -> None:
    of = new_id()
    bring(tmp_path, "code;last name\nA1;Curie\nA2;Joliot\nA3;Meitner\n", of=of)
    bought, changed = Customer.objects.get(code="A1"), Customer.objects.get(code="A2")
    Customer.objects.filter(id=bought.id).update(last_visit=now())
    Consent.objects.create(
        customer=changed, purpose="keep", channel="", given=True, at=now(), way="till", language="fr"
    )
    result = undone(of)
    assert (result["gone"], result["left"]) == (1, 2)
    assert {each[0] for each in Import.objects.get(id=of).left} == {bought.id.hex, changed.id.hex}
    assert set(Customer.objects.values_list("code", flat=True)) == {"A1", "A2"}


def test_a_line_that_means_a_merged_record_is_who_it_is_now(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;cards\nA1;Curie;C1\nA2;Sklodowska;C2\n")
    kept, gone = Customer.objects.get(code="A1"), Customer.objects.get(code="A2")
    Customer.objects.filter(id=gone.id).update(merged_into=kept)
    outcome = bring(tmp_path, "code;first name;note\nA2;Marie;Two prizes\n")
    assert (outcome.created, outcome.changed, outcome.bad) == (0, 1, 0)
    kept.refresh_from_db()
    assert (kept.code, kept.first_name, kept.last_name, kept.note) == ("A1", "Marie", "Curie", "Two prizes")
    assert Customer.objects.get(code="A2").note == ""
