"""Files from other systems as they come."""

from pathlib import Path

import pytest

from habitue.customers.importing.columns import ASIDE, COLUMNS
from habitue.customers.importing.mapping import recognised, system_of
from habitue.customers.importing.systems import SYSTEMS, System
from habitue.customers.models import (
    Consent,
    Customer,
    CustomerAddress,
    Group,
    KeptAside,
)
from habitue.lib.csvformat import key_of
from tests.customers.elsewhere.bringing import LIGHTSPEED, SHOPIFY, bring
from tests.shop import SmallShop


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
