import re
from pathlib import Path

import pytest
from django.test import Client

from habitue.catalogue.importing import import_file
from habitue.catalogue.models import Product, Variant
from habitue.contacts.models import Supplier
from habitue.customers.models import Customer, CustomField, FieldOption
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.stores.models import Shop

GIVEN = {
    "company": "Tannerie Roux",
    "phone": "04 75 02 01 33",
    "email": "roux@Example.ORG",
    "tax_number": "40 303 265 045",
    "payment_days": "30",
    "language": "fr",
}


@pytest.fixture
def roux(owner: Client) -> Supplier:
    owner.post("/office/suppliers/new/", GIVEN)
    return Supplier.objects.get()


def test_a_supplier_is_written_down_once(owner: Client) -> None:
    assert "No supplier yet" in owner.get("/office/suppliers/").text
    given = {**GIVEN, "minted": str(owner.get("/office/suppliers/new/").context["new_id"])}
    for _time in range(2):
        answer = owner.post("/office/suppliers/new/", given)
    made = Supplier.objects.get()
    assert answer.headers["Location"] == f"/office/suppliers/{made.id}/"
    assert (made.company, made.phone, made.email) == ("Tannerie Roux", "+33475020133", "roux@example.org")
    assert (made.tax_number, made.payment_days) == ("FR40303265045", 30)
    assert Entry.objects.latest("at").action == "create_supplier"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("company", ""),
        ("company", "x" * 121),
        ("phone", "12"),
        ("email", "roux@"),
        ("website", "javascript:alert(1)"),
        ("tax_number", "FR1"),
        ("payment_days", "soon"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(owner: Client, shop: Shop, field: str, typed: str) -> None:
    answer = owner.post("/office/suppliers/new/", {**GIVEN, field: typed})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert not Supplier.objects.exists()


def test_a_supplier_is_found_by_company_phone_and_contact_person(owner: Client, roux: Supplier) -> None:
    owner.post(f"/office/suppliers/{roux.id}/persons/new/", {"name": "Anne Faure", "phone": "0612345678"})
    for typed in ("tanner", "75 02 01", "faure", "roux@"):
        assert "Tannerie Roux" in owner.post("/office/suppliers/", {"q": typed}).text, typed
    assert "No supplier like this" in owner.post("/office/suppliers/", {"q": "zzz"}).text


def test_contact_persons_come_change_and_go(owner: Client, roux: Supplier) -> None:
    owner.post(f"/office/suppliers/{roux.id}/persons/new/", {"name": "Anne Faure", "position": "Sales"})
    anne = roux.persons.get()
    page = f"/office/suppliers/{roux.id}/persons/{anne.id}/"
    assert owner.post(page, {"name": ""}).status_code == 422
    owner.post(page, {"name": "Anne Favre"})
    assert "Anne Favre" in owner.get(f"/office/suppliers/{roux.id}/").text
    owner.post(f"{page}remove/")
    assert not roux.persons.exists()


def test_addresses_are_checked_as_their_country_writes_them(owner: Client, roux: Supplier) -> None:
    new = f"/office/suppliers/{roux.id}/addresses/new/"
    french = {"use": "other", "country": "FR", "street": "1 quai Farconnet", "postcode": "07300", "city": "Tournon"}
    assert 'id="id_postcode_error"' in owner.post(new, {**french, "postcode": "7"}).text
    owner.post(new, french)
    address = roux.addresses.get()
    assert "07300 TOURNON" in owner.get(f"/office/suppliers/{roux.id}/").text.upper()
    page = f"/office/suppliers/{roux.id}/addresses/{address.id}/"
    owner.post(page, {**french, "city": "Tain"})
    assert roux.addresses.get().city == "Tain"
    owner.post(f"{page}remove/")
    assert not roux.addresses.exists()


def test_what_is_of_another_supplier_is_not_found(owner: Client, roux: Supplier) -> None:
    owner.post(f"/office/suppliers/{roux.id}/persons/new/", {"name": "Anne Faure"})
    owner.post("/office/suppliers/new/", {**GIVEN, "company": "Other"})
    other = Supplier.objects.get(company="Other")
    page = f"/office/suppliers/{other.id}/persons/{roux.persons.get().id}/"
    assert owner.get(page).status_code == owner.post(f"{page}remove/").status_code == 404
    given = {"use": "other", "country": "FR", "street": "1 quai Farconnet", "postcode": "07300", "city": "Tournon"}
    owner.post(f"/office/suppliers/{roux.id}/addresses/new/", given)
    page = f"/office/suppliers/{other.id}/addresses/{roux.addresses.get().id}/"
    assert owner.post(page, {**given, "city": "Tain"}).status_code == 404
    assert owner.post(f"{page}remove/").status_code == 404
    assert roux.addresses.get().city == "Tournon"


def test_a_product_names_its_supplier_who_is_kept_when_retired(owner: Client, roux: Supplier, loafer: Variant) -> None:
    product = loafer.product
    page = f"/office/products/{product.id}/"
    typed = {"name": "Loafer", "tax_rate": product.tax_rate_id, "v0-id": loafer.id, "v0-sku": "L", "v0-price": "89"}
    owner.post(page, {**typed, "supplier": roux.id})
    product.refresh_from_db()
    assert product.supplier == roux
    assert f'href="{page}"' in owner.get(f"/office/suppliers/{roux.id}/").text
    owner.post(f"/office/suppliers/{roux.id}/retire/")
    assert "Tannerie Roux" in owner.get(page).text
    assert "Tannerie Roux" not in owner.get("/office/products/new/").text
    assert "Tannerie Roux" not in owner.get("/office/suppliers/").text
    owner.post(f"/office/suppliers/{roux.id}/bring-back/")
    assert "Tannerie Roux" in owner.get("/office/products/new/").text


def test_a_file_of_products_names_suppliers_and_takes_none_away(
    shop: Shop, roux: Supplier, loafer: Variant, tmp_path: Path
) -> None:
    file = tmp_path / "products.csv"
    file.write_text("sku,name,price,fournisseur\nLOA-38,,,tannerie roux\nBAG,Bag,20,Sellier & fils\n")
    import_file(file, stamp=lambda: Stamp(shop.node))
    assert Product.objects.get(name="Bag").supplier == Supplier.objects.get(company="Sellier & fils")
    assert Product.objects.get(id=loafer.product_id).supplier == roux
    file.write_text("sku,price\nLOA-38,95\n")
    import_file(file, stamp=lambda: Stamp(shop.node))
    assert Product.objects.get(id=loafer.product_id).supplier == roux


def test_choosing_the_type_draws_the_other_form_and_keeps_what_was_typed(owner: Client, shop: Shop) -> None:
    page = owner.get("/office/customers/new/").text
    assert page.index('id="id_type"') < page.index('id="id_first_name"')
    typed = {"company": "Roux <b>", "phone": "04 75 02", "email": "x@y", "group": "nonsense", "language": "zz"}
    supplier = owner.post("/office/contacts/type/", {**typed, "type": "supplier"})
    assert (supplier.status_code, supplier.headers["HX-Replace-Url"]) == (200, "/office/suppliers/new/")
    assert 'value="Roux &lt;b&gt;"' in supplier.text
    assert 'action="/office/suppliers/new/"' in supplier.text
    customer = owner.post("/office/contacts/type/", {**typed, "type": "customer"})
    assert customer.headers["HX-Replace-Url"] == "/office/customers/new/"
    assert 'value="04 75 02"' in customer.text
    assert not Customer.objects.exists()


def test_changing_the_type_and_back_loses_nothing_that_was_typed(owner: Client, shop: Shop) -> None:
    field = CustomField.objects.create(label_en="Metal", label_fr="Métal", kind="several_of")
    gold, pearl = (FieldOption.objects.create(field=field, label_en=name, label_fr=name) for name in ("Gold", "Pearl"))
    typed = {
        "first_name": "Ana", "birthday_day": "17", "birthday_month": "5", "size_of_1": "Shoes", "size_1": "38",
        f"own_{field.id.hex}": [gold.id, pearl.id], "may_keep": "on", "social_x": "ana", "note": "n",
    }  # fmt: skip
    supplier = owner.post("/office/contacts/type/", {**typed, "type": "supplier"}).text
    assert 'aria-current="page">Suppliers' in supplier
    carried = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', supplier)
    sent: dict[str, list[str]] = {"tax_number": ["FR1"], "note": ["n"]}
    for name, value in carried:
        sent.setdefault(name, []).append(value)
    wrong = owner.post("/office/suppliers/new/", sent)
    assert (wrong.status_code, 'name="birthday_day" value="17"' in wrong.text) == (422, True)
    page = owner.post("/office/contacts/type/", {**sent, "type": "customer"})
    form, consents = page.context["form"], page.context["consents"]
    assert form["birthday"].value()[:2] == ["17", "5"]
    kept = [form[name].value() for name in ("first_name", "size_of_1", "size_1", "social_x")]
    assert kept == ["Ana", "Shoes", "38", "ana"]
    assert form[f"own_{field.id.hex}"].value() == [str(gold.id), str(pearl.id)]
    assert consents["may_keep"].value()
    assert 'name="tax_number" value="FR1"' in page.text
    assert 'aria-current="page">Customers' in page.text
