"""Every page of the back office, by every role and by nobody. A page whose name begins like none of these fails."""

import uuid
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from habitue.backoffice import urls
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.pricing.actions import create_price_book, create_promotion, set_book_prices
from habitue.pricing.given import GivenPrice, GivenPromotion, GivenTarget
from habitue.pricing.models import PriceBook, Promotion
from habitue.stores.models import Register, Role, Shop, Staff
from tests.backoffice.conftest import PASSWORD, Sells, SignedIn

OWNER, MANAGER, WAREHOUSE = Role.OWNER, Role.STORE_MANAGER, Role.WAREHOUSE_MANAGER
PRICE_CHANGES = [
    f"price_book_{what}"
    for what in ("new", "change", "retire", "bring_back", "prices", "find", "rows", "rules", "file", "take")
]
OPEN_TO = {
    "home": {OWNER, MANAGER, WAREHOUSE},
    "me": {OWNER, MANAGER, WAREHOUSE},
    "sale": {OWNER, MANAGER},
    "customer": {OWNER, MANAGER, WAREHOUSE},
    "contact": {OWNER, MANAGER, WAREHOUSE},
    "consent": {OWNER, MANAGER},
    "supplier": {OWNER, MANAGER, WAREHOUSE},
    "group": {OWNER, MANAGER, WAREHOUSE},
    "field": {OWNER, MANAGER, WAREHOUSE},
    "duplicate": {OWNER, MANAGER, WAREHOUSE},
    "product": {OWNER, MANAGER, WAREHOUSE},
    "categor": {OWNER, MANAGER, WAREHOUSE},
    "tax_rate": {OWNER, MANAGER, WAREHOUSE},
    "price": {OWNER, MANAGER},
    "price_books": {OWNER, MANAGER, WAREHOUSE},
    "price_trial": {OWNER, MANAGER, WAREHOUSE},
    "price_book": {OWNER, MANAGER, WAREHOUSE},
    **{name: {OWNER, MANAGER} for name in PRICE_CHANGES},
    "promotion": {OWNER, MANAGER},
    "loyalty": {OWNER, MANAGER},
    "customer_loyalty": {OWNER, MANAGER},
    "customer_credit": {OWNER, MANAGER},
    "customer_balance": {OWNER, MANAGER},
    "customer_import_balances": {OWNER, MANAGER},
    "customer_account": {OWNER, MANAGER},
    "gift_card": {OWNER, MANAGER},
    "owing": {OWNER, MANAGER},
    "mail": {OWNER, MANAGER},
    "job": {OWNER, MANAGER, WAREHOUSE},
    "outlet": {OWNER, MANAGER},
    "register": {OWNER, MANAGER},
    "staff": {OWNER, MANAGER},
    "person": {OWNER, MANAGER},
    "let_go": {OWNER, MANAGER},
    "settings": {OWNER},
    "next": {OWNER},
}
OPEN_TO_ALL = {"sign_in", "sign_out"}


def routes() -> Iterator[URLPattern]:
    for route in urls.urlpatterns:
        assert isinstance(route, URLPattern)
        if route.name not in OPEN_TO_ALL:
            yield route


def open_to(route: URLPattern) -> set[Role]:
    fits = [name for name in OPEN_TO if (route.name or "").startswith(name)]
    assert fits, f"who may open {route.name}?"
    return OPEN_TO[max(fits, key=len)]


def address(route: URLPattern, known: dict[str, uuid.UUID]) -> str:
    given = {name: known.get(name, uuid.UUID(int=7)) for name in route.pattern.converters}
    return reverse(f"backoffice:{route.name}", kwargs=given)


def a_book(loafer: Variant) -> PriceBook:
    book = perform(create_price_book, Stamp(Shop.objects.get().node), id=uuid.uuid4(), name="Regulars")
    price = GivenPrice(id=uuid.uuid4(), variant=loafer.id, price=7900)
    return perform(set_book_prices, Stamp(Shop.objects.get().node), book=book.id, prices=[price])


def a_promotion(loafer: Variant) -> Promotion:
    target = GivenTarget(id=uuid.uuid4(), product=loafer.product_id)
    rule = GivenPromotion(name="Sale", takes="percent", value=Decimal(10), targets=[target])
    return perform(create_promotion, Stamp(Shop.objects.get().node), id=uuid.uuid4(), rule=rule)


@pytest.fixture
def known(
    people: dict[Role, Staff], register: Register, customer: Customer, sell: Sells, loafer: Variant
) -> dict[str, uuid.UUID]:
    return {
        "staff_id": people[Role.CASHIER].id,
        "outlet_id": register.outlet_id,
        "register_id": register.id,
        "customer_id": customer.id,
        "sale_id": sell().id,
        "product_id": loafer.product_id,
        "tax_rate_id": loafer.product.tax_rate_id,
        "book_id": a_book(loafer).id,
        "promotion_id": a_promotion(loafer).id,
    }


def test_nobody_gets_past_the_sign_in_page(known: dict[str, uuid.UUID]) -> None:
    for route in routes():
        answer = Client().get(address(route, known))
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/office/sign-in/"), route.name


@pytest.mark.parametrize("role", [Role.OWNER, Role.STORE_MANAGER, Role.WAREHOUSE_MANAGER])
def test_each_role_opens_its_pages_and_no_others(role: Role, known: dict[str, uuid.UUID], signed_in: SignedIn) -> None:
    client = signed_in(role)
    for route in routes():
        for answer in (client.get(address(route, known)), client.post(address(route, {}))):
            refused = answer.status_code == 403
            assert refused == (role not in open_to(route)), f"{route.name}: {answer.status_code}"


def test_a_page_that_is_not_open_says_so_in_the_readers_language(signed_in: SignedIn) -> None:
    Staff.objects.update(language="fr")
    refused = signed_in(Role.WAREHOUSE_MANAGER).get("/office/sales/", headers={"accept-language": "en"})
    assert (refused.status_code, refused.headers["Content-Language"]) == (403, "fr")


def test_a_cashier_does_not_get_in(people: dict[Role, Staff]) -> None:
    client = Client()
    answer = client.post("/office/sign-in/", {"name": "Léa", "password": "a long enough one"})
    assert answer.status_code == 422
    assert "The back office is not open to cashiers" in answer.text
    assert client.get("/office/sales/").status_code == 302


def test_somebody_who_was_made_a_cashier_meanwhile_is_out(signed_in: SignedIn, people: dict[Role, Staff]) -> None:
    client = signed_in(Role.WAREHOUSE_MANAGER)
    Staff.objects.filter(id=people[Role.WAREHOUSE_MANAGER].id).update(role=Role.CASHIER)
    assert client.get("/office/").status_code == 403


def test_somebody_who_has_left_is_out(signed_in: SignedIn, people: dict[Role, Staff], owner: Client) -> None:
    client = signed_in(Role.STORE_MANAGER)
    assert client.get("/office/sales/").status_code == 200
    owner.post(f"/office/staff/{people[Role.STORE_MANAGER].id}/let-go/")
    assert client.get("/office/sales/").status_code == 302
    again = client.post("/office/sign-in/", {"name": "Marc", "password": PASSWORD})
    assert (again.status_code, "Name and password do not match." in again.text) == (422, True)


def test_the_menu_shows_what_can_be_opened(signed_in: SignedIn) -> None:
    owner = signed_in(Role.OWNER).get("/office/me/").text
    assert all(f'href="/office/{page}/"' in owner for page in ("sales", "products", "staff", "settings"))
    warehouse = signed_in(Role.WAREHOUSE_MANAGER).get("/office/me/").text
    assert 'href="/office/products/"' in warehouse
    assert 'href="/office/customers/"' in warehouse
    assert not any(f'href="/office/{page}/"' in warehouse for page in ("sales", "outlets", "staff", "settings"))


def test_no_page_is_kept_by_the_browser(owner: Client) -> None:
    assert "no-store" in owner.get("/office/sales/").headers["Cache-Control"]


def test_the_office_is_where_the_table_says() -> None:
    assert "backoffice" in get_resolver().namespace_dict
