"""The record of a customer in the back office: its form, what stands beside it, and what happened."""

import pytest
from django.test import Client

from habitue.customers.actions import change_customer
from habitue.customers.models import (
    Customer,
    CustomerAddress,
    CustomerEvent,
    CustomerPerson,
    Happened,
    Invoicing,
    Size,
    SocialName,
)
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform, replay
from habitue.lib.ids import new_id
from habitue.stores.models import Register, Role, Staff
from tests.backoffice.conftest import SignedIn
from tests.backoffice.customer_record import CUPERTINO, PARIS, facts_of, page_of, record


def add_card_at(register: Register, customer: Customer) -> None:
    """As the till's form does, which does not ask for all that is kept."""
    stamp = Stamp(register.id)
    perform(
        change_customer, stamp, id=customer.id, code=customer.code, first_name="Marie", language="fr", cards=["CARD1"]
    )


def test_website_birthday_names_and_sizes_are_kept_and_shown_again(owner: Client, customer: Customer) -> None:
    typed = record(
        customer,
        website="www.Example.com/marie",
        birthday_day="17",
        birthday_month="5",
        birthday_year="",
        social_instagram="@marie.curie",
        social_x="https://x.com/mcurie",
        size_of_0="Shoes",
        size_0="38",
        note="Likes blue",
    )
    assert owner.post(page_of(customer), typed).status_code == 302
    customer.refresh_from_db()
    assert (customer.website, customer.birthday) == ("https://www.Example.com/marie", "--05-17")
    assert set(SocialName.objects.values_list("network", "name")) == {("instagram", "marie.curie"), ("x", "mcurie")}
    assert list(Size.objects.values_list("of", "size")) == [("Shoes", "38")]
    page = owner.get(page_of(customer)).text
    assert 'href="https://www.Example.com/marie"' in page
    assert "17 May" in page
    assert 'value="marie.curie"' in page
    assert "may ask to read" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"birthday_day": "31", "birthday_month": "2"}, "no such day"),
        ({"birthday_day": "17"}, "choose the month"),
        ({"birthday_day": "x", "birthday_month": "2"}, "in digits"),
        ({"birthday_day": "1", "birthday_month": "1", "birthday_year": "2999"}, "no such day"),
        ({"website": "javascript:alert(1)"}, "not a web address"),
        ({"size_0": "38"}, "Say what has this size"),
        ({"size_of_0": "Shoes"}, "Write the size"),
        ({"size_of_0": "Shoes", "size_0": "38", "size_of_1": "shoes", "size_1": "39"}, "in another row already"),
    ],
)
def test_what_cannot_be_is_told_and_kept(owner: Client, customer: Customer, typed: dict[str, str], told: str) -> None:
    answer = owner.post(page_of(customer), record(customer, **typed))
    assert answer.status_code == 422
    assert told in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    assert not CustomerEvent.objects.exists()


def test_the_29th_of_february_needs_no_year(owner: Client, customer: Customer) -> None:
    owner.post(page_of(customer), record(customer, birthday_day="29", birthday_month="2"))
    customer.refresh_from_db()
    assert customer.birthday == "--02-29"


def test_only_what_really_changed_is_told(owner: Client, customer: Customer, people: dict[Role, Staff]) -> None:
    owner.post(page_of(customer), record(customer))
    assert not CustomerEvent.objects.exists()
    owner.post(page_of(customer), record(customer, last_name="Skłodowska", phone="0698765432"))
    assert facts_of(customer) == [["last_name", "Curie", "Skłodowska"], ["phone", "+33612341278", "+33698765432"]]
    assert CustomerEvent.objects.get().by == people[Role.OWNER]
    page = owner.get(page_of(customer)).text
    assert "<del><bdi>Curie</bdi></del>" in page
    assert "<ins><bdi>06 98 76 54 32</bdi></ins>" in page


def test_the_till_leaves_alone_what_it_does_not_ask_for(owner: Client, customer: Customer, register: Register) -> None:
    owner.post(page_of(customer), record(customer, website="www.example.com", size_of_0="Shoes", size_0="38"))
    add_card_at(register, customer)
    customer.refresh_from_db()
    assert (customer.website, Size.objects.count()) == ("https://www.example.com", 1)
    event = CustomerEvent.objects.get(kind=Happened.CARD_ADDED)
    assert (event.facts, event.register) == ([["card", "", "CARD1"]], register)


def test_saving_the_record_leaves_the_cards(owner: Client, customer: Customer, register: Register) -> None:
    add_card_at(register, customer)
    owner.post(page_of(customer), record(customer, first_name="Maria"))
    assert [card.number for card in customer.cards.all()] == ["CARD1"]


def test_an_address_is_added_changed_and_removed(owner: Client, customer: Customer) -> None:
    assert owner.post(page_of(customer, "addresses", "new"), PARIS).status_code == 302
    address = CustomerAddress.objects.get()
    page = owner.get(page_of(customer)).text
    assert "<bdi>75002 Paris</bdi>" in page
    owner.post(page_of(customer, "addresses", address.id), CUPERTINO)
    assert "<bdi>Cupertino, CA 95014</bdi><bdi>United States</bdi>" in owner.get(page_of(customer)).text
    owner.post(page_of(customer, "addresses", address.id, "remove"))
    assert not CustomerAddress.objects.exists()
    assert facts_of(customer) == [
        ["address", "", "1 rue de la Paix, 75002 Paris, FR"],
        ["address", "1 rue de la Paix, 75002 Paris, FR", "1 Infinite Loop, Cupertino, CA 95014, US"],
        ["address.use", "home", "delivery"],
        ["address", "1 Infinite Loop, Cupertino, CA 95014, US", ""],
    ]


def test_a_form_that_is_sent_twice_makes_one_address(owner: Client, customer: Customer) -> None:
    minted = str(owner.get(page_of(customer, "addresses", "new")).context["new_id"])
    for _time in range(2):
        assert owner.post(page_of(customer, "addresses", "new"), {**PARIS, "minted": minted}).status_code == 302
    assert CustomerAddress.objects.count() == 1
    person = {"name": "Jo", "minted": minted}
    for _time in range(2):
        assert owner.post(page_of(customer, "persons", "new"), person).status_code == 302
    assert CustomerPerson.objects.count() == 1


def test_somebody_without_a_postcode_is_found_by_that_of_their_address(owner: Client) -> None:
    owner.post("/office/customers/new/", {"first_name": "Irène"})
    irene = Customer.objects.get()
    owner.post(page_of(irene, "addresses", "new"), PARIS)
    irene.refresh_from_db()
    assert irene.postcode == "75002"
    assert "Irène" in owner.post("/office/customers/", {"q": "75002"}).text


def test_another_country_draws_its_form_and_keeps_what_was_typed(owner: Client, customer: Customer) -> None:
    answer = owner.post("/office/contacts/address-parts/", {**PARIS, "country": "US"})
    assert answer.status_code == 200
    assert "ZIP code" in answer.text
    assert '<option value="CA">California</option>' in answer.text
    assert "1 rue de la Paix" in answer.text
    assert 'value="75002"' in answer.text
    assert "field-error" not in answer.text
    assert not CustomerAddress.objects.exists()


def test_what_a_country_needs_is_told_beside_its_field(owner: Client, customer: Customer) -> None:
    answer = owner.post(page_of(customer, "addresses", "new"), {**CUPERTINO, "region": "", "postcode": "123"})
    assert answer.status_code == 422
    assert 'id="id_region_error"' in answer.text
    assert "look like 95014" in answer.text
    assert 'value="Cupertino"' in answer.text


def test_invoicing_is_kept_and_checked(owner: Client, customer: Customer) -> None:
    owner.post(page_of(customer, "addresses", "new"), PARIS)
    address = CustomerAddress.objects.get()
    bill = {"legal_name": "Curie SARL", "tax_number": "fr 40 303 265 045", "payment_days": "30", "email": "b@curie.fr"}
    assert owner.post(page_of(customer, "invoicing"), {**bill, "tax_number": "FR40303265046"}).status_code == 422
    assert owner.post(page_of(customer, "invoicing"), {**bill, "payment_days": "-1"}).status_code == 422
    assert owner.post(page_of(customer, "invoicing"), {**bill, "address": str(new_id())}).status_code == 422
    assert owner.post(page_of(customer, "invoicing"), {**bill, "address": str(address.id)}).status_code == 302
    invoicing = Invoicing.objects.get()
    assert (invoicing.tax_number, invoicing.payment_days, invoicing.address) == ("FR40303265045", 30, address)
    page = owner.get(page_of(customer)).text
    assert "within 30 days" in page
    owner.post(page_of(customer, "addresses", address.id, "remove"))
    assert Invoicing.objects.get().address is None
    assert "Curie SARL" in owner.get(page_of(customer)).text


def test_a_tax_number_is_of_the_country_of_the_invoice_address(owner: Client, customer: Customer) -> None:
    owner.post(page_of(customer, "addresses", "new"), CUPERTINO)
    address = str(CustomerAddress.objects.get().id)
    assert owner.post(page_of(customer, "invoicing"), {"tax_number": "91-1144442"}).status_code == 422
    assert (
        owner.post(page_of(customer, "invoicing"), {"tax_number": "91-1144442", "address": address}).status_code == 302
    )


def test_a_contact_person_is_added_changed_and_removed(owner: Client, customer: Customer) -> None:
    assert owner.post(page_of(customer, "persons", "new"), {"name": ""}).status_code == 422
    owner.post(page_of(customer, "persons", "new"), {"name": "Jo Blake", "phone": "06 98 76 54 32"})
    person = CustomerPerson.objects.get()
    assert person.phone == "+33698765432"
    owner.post(page_of(customer, "persons", person.id), {"name": "Jo Blake", "position": "Accounts"})
    assert "Accounts" in owner.get(page_of(customer)).text
    owner.post(page_of(customer, "persons", person.id, "remove"))
    assert not CustomerPerson.objects.exists()
    assert [fact[0] for fact in facts_of(customer)] == ["person"] * 3


def test_what_belongs_to_somebody_else_is_not_changed_from_here(owner: Client, customer: Customer) -> None:
    owner.post(page_of(customer, "addresses", "new"), PARIS)
    owner.post("/office/customers/new/", {"first_name": "Irène"})
    irene = Customer.objects.get(first_name="Irène")
    address = CustomerAddress.objects.get()
    assert owner.post(page_of(irene, "addresses", address.id), CUPERTINO).status_code == 404
    owner.post(page_of(irene, "addresses", address.id, "remove"))
    assert CustomerAddress.objects.get() == address
    refused = owner.post(page_of(irene, "invoicing"), {"address": str(address.id)})
    assert refused.status_code == 422
    owner.post(page_of(customer, "persons", "new"), {"name": "Jo Blake"})
    person = CustomerPerson.objects.get()
    assert owner.get(page_of(irene, "persons", person.id)).status_code == 404
    assert owner.post(page_of(irene, "persons", person.id), {"name": "Somebody"}).status_code == 404
    owner.post(page_of(irene, "persons", person.id, "remove"))
    assert CustomerPerson.objects.get().name == "Jo Blake"


def test_everything_can_be_replayed_elsewhere(owner: Client, customer: Customer) -> None:
    owner.post(page_of(customer, "addresses", "new"), PARIS)
    owner.post(page_of(customer, "persons", "new"), {"name": "Jo"})
    owner.post(page_of(customer, "invoicing"), {"legal_name": "Curie SARL"})
    CustomerAddress.objects.all().delete()
    CustomerPerson.objects.all().delete()
    Invoicing.objects.all().delete()
    CustomerEvent.objects.all().delete()
    for name in ("add_address", "add_contact_person", "change_invoicing"):
        entry = Entry.objects.get(action=name)
        Entry.objects.filter(id=entry.id).delete()
        replay(entry)
    assert CustomerAddress.objects.get().city == "Paris"
    assert CustomerPerson.objects.get().name == "Jo"
    assert Invoicing.objects.get().legal_name == "Curie SARL"


def test_a_merged_record_leads_to_who_it_is_now(owner: Client, customer: Customer) -> None:
    owner.post("/office/customers/new/", {"first_name": "Maria"})
    gone = Customer.objects.get(first_name="Maria")
    Customer.objects.filter(id=gone.id).update(merged_into=customer)
    answer = owner.get(page_of(gone), follow=True)
    assert answer.redirect_chain == [(page_of(customer), 302)]
    assert "Marie Curie" in answer.text
    assert "was merged" in answer.text
    owner.post(page_of(gone, "addresses", "new"), PARIS)
    assert CustomerAddress.objects.get().customer == customer


def test_the_warehouse_manager_may_do_all_this_too(signed_in: SignedIn, customer: Customer) -> None:
    client = signed_in(Role.WAREHOUSE_MANAGER)
    assert client.get(page_of(customer)).status_code == 200
    assert client.post(page_of(customer, "addresses", "new"), PARIS).status_code == 302
