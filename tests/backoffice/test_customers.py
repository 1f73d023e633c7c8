import pytest
from django.test import Client

from habitue.customers.models import Customer
from habitue.journal.models import Entry
from habitue.stores.models import Role, Staff
from tests.backoffice.conftest import Sells

GIVEN = {"first_name": "Irène", "last_name": "Joliot", "phone": "06 98 76 54 32", "email": "irene@example.org"}


def test_a_shop_without_customers_says_how_to_get_some(owner: Client) -> None:
    page = owner.get("/office/customers/").text
    assert "No customer yet" in page
    assert 'href="/office/customers/imports/"' in page.partition('class="empty"')[2]


def test_a_customer_is_added_in_the_back_office(owner: Client, people: dict[Role, Staff]) -> None:
    answer = owner.post("/office/customers/new/", GIVEN)
    added = Customer.objects.get()
    assert answer.headers["Location"] == f"/office/customers/{added.id}/"
    assert (added.name, added.phone, added.created_by, added.created_register) == (
        "Irène Joliot",
        "+33698765432",
        people[Role.OWNER],
        None,
    )
    assert Entry.objects.latest("at").action == "create_customer"
    assert "Irène Joliot" in owner.post("/office/customers/", {"q": "jol"}, headers={"hx-request": "true"}).text


def test_a_customer_is_changed_and_found_by_what_is_new(owner: Client, customer: Customer) -> None:
    page = owner.get(f"/office/customers/{customer.id}/").text
    assert 'value="06 12 34 12 78"' in page
    assert "Léa" in page
    assert "Register 1" in page
    owner.post(f"/office/customers/{customer.id}/", {**GIVEN, "code": customer.code})
    assert Customer.objects.get().name == "Irène Joliot"
    assert f"/office/customers/{customer.id}/" in owner.post("/office/customers/", {"q": "irene"}).text
    assert "Nobody like this" in owner.post("/office/customers/", {"q": "curie"}).text


def test_what_the_box_did_not_find_stands_in_its_field(owner: Client) -> None:
    page = owner.post("/office/customers/", {"q": "0698765432"}).text
    assert "Add “0698765432” as a new customer" in page
    form = owner.post("/office/customers/new/typed/", {"q": "0698765432"})
    assert form.status_code == 200
    assert form.context["form"]["phone"].value() == "0698765432"
    card = owner.post("/office/customers/new/typed/", {"q": "CARD-0001-2345"})
    assert card.context["form"]["cards"].value() == "CARD-0001-2345"
    assert not Customer.objects.exists()


def test_somebody_who_is_there_already_is_shown_before_there_are_two(owner: Client, customer: Customer) -> None:
    twin = {**GIVEN, "phone": "0612341278"}
    answer = owner.post("/office/customers/new/", twin)
    assert answer.status_code == 422
    assert f'href="/office/customers/{customer.id}/"' in answer.text
    assert 'value="Irène"' in answer.text
    assert owner.post("/office/customers/new/", {**twin, "anyway": "1"}).status_code == 302
    assert Customer.objects.count() == 2


def test_a_form_that_is_sent_twice_makes_one_customer(owner: Client) -> None:
    given = {**GIVEN, "code": "IRENE1", "minted": str(owner.get("/office/customers/new/").context["new_id"])}
    answers = [owner.post("/office/customers/new/", given) for _time in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {f"/office/customers/{Customer.objects.get().id}/"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "123"),
        ("phone", "call me"),
        ("email", "irene@example"),
        ("first_name", "x" * 300),
        ("email", "x" * 300 + "@example.org"),
        ("code", "é è"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_kept(owner: Client, field: str, typed: str) -> None:
    answer = owner.post("/office/customers/new/", {**GIVEN, field: typed})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert f'value="{typed}"' in answer.text
    assert not Customer.objects.exists()


def test_nobody_at_all_is_refused(owner: Client) -> None:
    answer = owner.post("/office/customers/new/", {"postcode": "75001"})
    assert answer.status_code == 422
    assert "at least one of name, company, phone and e-mail" in answer.text


def test_markup_emoji_and_right_to_left_names_are_mere_text(owner: Client) -> None:
    owner.post("/office/customers/new/", {"first_name": "<script>alert(1)</script>", "last_name": "أمين 👟"})
    added = Customer.objects.get()
    for page in (owner.get("/office/customers/"), owner.get(f"/office/customers/{added.id}/")):
        assert "<script>alert" not in page.text
        assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt; أمين 👟</bdi>" in page.text


def test_last_sales_stand_on_the_customers_page(owner: Client, customer: Customer, sell: Sells) -> None:
    sale = sell(customer=customer)
    page = owner.get(f"/office/customers/{customer.id}/").text
    assert f'href="/office/sales/{sale.id}/"' in page
    assert f'href="/office/sales/?customer={customer.id}"' in page


def test_what_is_typed_never_stands_in_an_address(owner: Client, customer: Customer) -> None:
    page = owner.get("/office/customers/", {"q": "curie"})
    assert page.context["typed"] == ""


def test_a_filter_that_cannot_be_says_so_beside_its_field_and_not_that_something_was_not_saved(owner: Client) -> None:
    turned = {"since": "2026-12-01", "until": "2026-01-01"}
    answer = owner.post("/office/customers/filter/", turned, headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert "This ends before it begins." in answer.text
    assert 'value="2026-12-01"' in answer.text
    assert "Not saved" not in answer.text


def test_a_filter_with_fields_of_ones_own_gives_its_place_to_what_it_found(owner: Client) -> None:
    narrowed = "/office/customers/?email=yes"
    assert 'contacts-narrowed" open' in owner.get(narrowed).text
    labels = {"label_en": "Width", "label_fr": "Largeur", "kind": "text"}
    assert owner.post("/office/fields/new/", labels).status_code == 302
    page = owner.get(narrowed).text
    assert 'contacts-narrowed"' in page
    assert 'contacts-narrowed" open' not in page
