import csv
from uuid import UUID

import pytest
from django.test import Client

from habitue.customers.forms import CustomerForm
from habitue.customers.models import Customer, CustomerEvent, CustomField, FieldOption, FieldValue, SocialName
from habitue.customers.own_fields import PREFIX, read_values, show_values
from habitue.journal.models import Entry
from habitue.lib.ids import new_id
from habitue.stores.models import Shop

LABELS = {"label_en": "Width", "label_fr": "Largeur"}
CHOICES = {
    "o0-label_en": "Narrow",
    "o0-label_fr": "Étroit",
    "o1-label_en": "Wide",
    "o1-label_fr": "",
    "o2-label_en": "",
}


def add(owner: Client, kind: str, **more: str) -> CustomField:
    answer = owner.post("/office/fields/new/", {**LABELS, "kind": kind, "at_till": "on", **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return CustomField.objects.latest("id")


def name_of(field: CustomField) -> str:
    return f"{PREFIX}{field.id.hex}"


def form(customer: Customer | None = None, **typed: object) -> CustomerForm:
    data = {"last_name": "Curie", "code": customer.code if customer else "", **typed} if typed else None
    return CustomerForm(data, country="FR", language="en", customer=customer, at_till=True)


def test_a_field_is_added_and_asked_for(owner: Client, customer: Customer) -> None:
    width = add(owner, "one_of", **CHOICES)
    assert [(o.label_en, o.label_fr) for o in width.options.all()] == [("Narrow", "Étroit"), ("Wide", "Wide")]
    assert name_of(width) in form().fields
    page = owner.get(f"/office/customers/{customer.id}/").text
    assert "Width" in page
    wide = width.options.get(label_en="Wide")
    answer = owner.post(
        f"/office/customers/{customer.id}/",
        {"last_name": "Curie", "code": customer.code, "language": "fr", name_of(width): wide.id},
    )
    assert answer.status_code == 302
    assert FieldValue.objects.get().value == str(wide.id)
    facts = CustomerEvent.objects.get(kind="changed").facts
    assert [f"fields.{width.id}", "", "Wide"] in facts
    assert form(customer)[name_of(width)].value() == str(wide.id)


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("text", "  red   shoes ", ["red shoes"]),
        ("number", "1 234,50", ["1234.5"]),
        ("number", "-0", ["0"]),
        ("date", "31/01/2026", ["2026-01-31"]),
        ("date", "2026-01-31", ["2026-01-31"]),
        ("yes_no", "Oui", ["yes"]),
        ("yes_no", "faux", ["no"]),
        ("text", " ", []),
    ],
)
def test_what_is_written_is_kept_in_one_way(owner: Client, kind: str, written: str, kept: list[str]) -> None:
    field = add(owner, kind)
    assert read_values(field, written) == kept
    assert read_values(field, show_values(field, kept)) == kept


def test_several_choices_are_read_in_either_language(owner: Client) -> None:
    field = add(owner, "several_of", **CHOICES)
    kept = read_values(field, "etroit, WIDE")
    assert {FieldOption.objects.get(id=value).label_en for value in kept} == {"Narrow", "Wide"}
    assert read_values(field, show_values(field, kept)) == kept


@pytest.mark.parametrize(
    ("kind", "typed"), [("number", "many"), ("number", "9" * 40), ("date", "31/02/2026"), ("text", "x" * 301)]
)
def test_what_cannot_be_is_told_beside_the_field(owner: Client, customer: Customer, kind: str, typed: str) -> None:
    field = add(owner, kind)
    answer = owner.post(
        f"/office/customers/{customer.id}/", {"last_name": "Curie", "code": customer.code, name_of(field): typed}
    )
    assert answer.status_code == 422
    assert f'id="id_{name_of(field)}_error"' in answer.text
    assert typed in answer.text
    assert not FieldValue.objects.exists()


def test_a_field_that_has_to_be_filled_in_is(owner: Client) -> None:
    field = add(owner, "text", required="on")
    refused = form(last_name="Curie")
    assert not refused.is_valid()
    assert name_of(field) in refused.errors
    assert form(None, **{name_of(field): "x"}).is_valid()


def test_what_the_till_does_not_ask_for_stays(owner: Client, customer: Customer) -> None:
    field = add(owner, "text", at_till="")
    FieldValue.objects.create(customer=customer, field=field, value="kept")
    asked = form(customer, last_name="Curie-Skłodowska")
    assert name_of(field) not in asked.fields
    assert asked.is_valid()
    assert asked.payload()["fields"] == {}


def test_a_retired_field_is_asked_for_no_more_and_holds_what_it_held(owner: Client, customer: Customer) -> None:
    field = add(owner, "text")
    FieldValue.objects.create(customer=customer, field=field, value="kept")
    owner.post(f"/office/fields/{field.id}/retire/")
    assert name_of(field) not in form().fields
    assert FieldValue.objects.get().value == "kept"
    owner.post(f"/office/fields/{field.id}/bring-back/")
    assert form(customer)[name_of(field)].value() == "kept"


def test_a_choice_that_is_offered_no_more_stays_with_whoever_has_it(owner: Client, customer: Customer) -> None:
    field = add(owner, "one_of", **CHOICES)
    narrow, wide = field.options.all()
    FieldValue.objects.create(customer=customer, field=field, value=str(narrow.id))
    rows = {"o0-id": wide.id, "o0-label_en": "Wide", "o0-label_fr": "Large", "o1-label_en": "Extra", "o1-label_fr": "X"}
    owner.post(f"/office/fields/{field.id}/", {**LABELS, "at_till": "on", **rows})

    def offered(whose: Customer | None = None) -> set[str]:
        return {str(label) for _value, label in form(whose).fields[name_of(field)].choices}  # type: ignore[attr-defined]  # a choice field

    assert offered() == {"—", "Wide", "Extra"}
    assert offered(customer) == {"—", "Narrow", "Wide", "Extra"}
    assert FieldOption.objects.get(label_en="Wide").id == wide.id


@pytest.mark.parametrize(
    "wrong",
    [
        {"label_en": ""},
        {"label_fr": "x" * 61},
        {"kind": "nonsense"},
        {"kind": "one_of"},
        {"kind": "one_of", "o0-label_en": "A", "o1-label_en": "a"},
        {"kind": "one_of", "o0-label_en": "A", "o1-label_en": "x" * 61},
    ],
)
def test_a_field_that_is_not_finished_is_refused(owner: Client, wrong: dict[str, str]) -> None:
    assert owner.post("/office/fields/new/", {**LABELS, "kind": "text", **wrong}).status_code == 422
    assert not CustomField.objects.exists()


def test_two_fields_in_use_do_not_have_one_name(owner: Client) -> None:
    add(owner, "text")
    assert owner.post("/office/fields/new/", {"label_en": "WIDTH", "label_fr": "x", "kind": "text"}).status_code == 422


def test_fields_change_places(owner: Client) -> None:
    first, second, third = (add(owner, "text", label_en=name, label_fr=name) for name in "ABC")

    def order() -> list[UUID]:
        return list(CustomField.objects.values_list("id", flat=True))

    owner.post("/office/fields/order/", {"field": [third.id, first.id, second.id]})
    assert order() == [third.id, first.id, second.id]
    owner.post("/office/fields/order/", {"field": [third.id, first.id, second.id], "up": second.id})
    assert order() == [third.id, second.id, first.id]
    part = owner.post("/office/fields/order/", {"down": third.id}, headers={"hx-request": "true"})
    assert order() == [second.id, third.id, first.id]
    assert part.text.index(str(second.id)) < part.text.index(str(third.id))
    entries = Entry.objects.filter(action="order_fields").count()
    owner.post("/office/fields/order/", {"up": second.id, "field": ["nonsense", new_id()]})
    assert Entry.objects.filter(action="order_fields").count() == entries


def test_the_shop_says_which_built_in_fields_are_needed_and_asked_for(owner: Client, shop: Shop) -> None:
    page = owner.get("/office/fields/")
    ticked = {name: "on" for name, field in page.context["form"].fields.items() if field.initial}
    del ticked["company_at_till"]
    says = "has to be filled in"
    assert says not in owner.get("/office/customers/new/").text
    owner.post("/office/fields/built-in/", {**ticked, "phone_required": "on"})
    assert owner.get("/office/customers/new/").text.count(says) == 1
    assert "company" not in form().fields
    refused = form(last_name="Curie")
    assert not refused.is_valid()
    assert "phone" in refused.errors
    assert form(phone="06 12 34 12 78").is_valid()
    assert "company" in CustomerForm(country="FR", language="en").fields


def test_what_is_not_asked_for_at_the_till_stays_on_the_record(owner: Client, customer: Customer) -> None:
    names = ("first_name", "email", "cards", "code", "group", "language", "note", "postcode", "company")
    on = {f"{name}_at_till": "on" for name in ("last_name", "phone")}
    owner.post("/office/fields/built-in/", on)
    asked = form(customer, last_name="Joliot")
    assert not set(names) & (set(asked.fields) - {"code"})
    assert asked.is_valid()
    told = asked.payload()
    assert (told["first_name"], told["email"], told["code"]) == ("Marie", "marie@example.org", customer.code)
    assert (told["language"], told["cards"]) == ("fr", None)


def test_the_till_asks_for_something_that_tells_a_customer_from_others(owner: Client) -> None:
    assert owner.post("/office/fields/built-in/", {"note_at_till": "on"}).status_code == 422


def test_birthday_website_and_networks_are_asked_for_at_the_till_where_the_shop_says_so(owner: Client) -> None:
    unusual = {"birthday", "website", "social_instagram"}
    assert not unusual & set(form().fields)
    shown = ("last_name", "birthday", "website", "social_instagram")
    ticks = {f"{name}_at_till": "on" for name in shown} | {"birthday_required": "on"}
    assert owner.post("/office/fields/built-in/", ticks).status_code == 302
    assert [field.name for field in form().asked] == ["last_name", "birthday", "website", "social_instagram"]
    refused = form(last_name="Curie")
    assert set(refused.errors) == {"birthday"}
    typed = {"website": "marie.example", "social_instagram": "https://www.instagram.com/marie.c/"}
    told = form(None, birthday_day="7", birthday_month="11", **typed)
    assert told.is_valid(), told.errors
    payload = told.payload()
    assert (payload["birthday"], payload["website"]) == ("--11-07", "https://marie.example")
    assert payload["social_names"] == [["instagram", "marie.c"]]


def test_the_till_leaves_the_networks_that_it_does_not_ask_for(owner: Client, customer: Customer) -> None:
    for network in ("instagram", "tiktok"):
        SocialName.objects.create(customer=customer, network=network, name="marie")
    owner.post("/office/fields/built-in/", {f"{name}_at_till": "on" for name in ("last_name", "social_tiktok")})
    assert form(customer)["social_tiktok"].value() == "marie"
    changed = form(customer, social_tiktok="@mc")
    assert changed.is_valid()
    assert changed.payload()["social_names"] == [["instagram", "marie"], ["tiktok", "mc"]]
    assert not {"birthday", "website"} & set(changed.payload())
    owner.post("/office/fields/built-in/", {"last_name_at_till": "on"})
    asked_for_none = form(customer, last_name="Joliot")
    assert asked_for_none.is_valid()
    assert "social_names" not in asked_for_none.payload()


def test_the_shops_own_fields_are_exported_and_no_cell_is_a_formula(owner: Client, customer: Customer) -> None:
    width, likes = add(owner, "several_of", **CHOICES), add(owner, "text", label_en="=Likes", label_fr="Aime")
    for option in width.options.all():
        FieldValue.objects.create(customer=customer, field=width, value=str(option.id))
    FieldValue.objects.create(customer=customer, field=likes, value="=1+1")
    file = owner.post("/office/customers/export/", {"format": "csv"}).content.decode("utf-8-sig")
    header, row = csv.reader(file.splitlines())
    assert header[-2:] == ["Width", "'=Likes"]
    assert row[-2:] == ["Narrow, Wide", "'=1+1"]
    workbook = owner.post("/office/customers/export/", {"format": "xlsx"})
    assert workbook.status_code == 200
