"""A shop with somebody of each role, and browsers in which they have signed in to the back office."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from habitue.catalogue.actions import create_product, create_tax_rate
from habitue.catalogue.given import GivenVariant
from habitue.catalogue.models import Variant
from habitue.customers.actions import create_customer
from habitue.customers.codes import new_code
from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.models import Sale, Tender
from habitue.stores.actions import create_staff
from habitue.stores.models import Outlet, Register, Role, Shop, Staff
from tests.shop import opened

PASSWORD = "a long enough one"
NAMES = {
    Role.OWNER: "Hélène",
    Role.STORE_MANAGER: "Marc",
    Role.WAREHOUSE_MANAGER: "Wassim",
    Role.CASHIER: "Léa",
}

type SignedIn = Callable[[Role], Client]
type Sells = Callable[..., Sale]


@pytest.fixture
def shop(db: None) -> Shop:
    node, owner = new_id(), new_id()
    shop = opened(node, owner, PASSWORD)
    for role in (Role.STORE_MANAGER, Role.WAREHOUSE_MANAGER, Role.CASHIER):
        perform(
            create_staff,
            Stamp(node, owner),
            id=new_id(),
            name=NAMES[role],
            role=role,
            language="en",
            pin=make_password("2222"),
            password=make_password(PASSWORD),
        )
    return shop


@pytest.fixture
def outlet(shop: Shop) -> Outlet:
    return Outlet.objects.get()


@pytest.fixture
def register(shop: Shop) -> Register:
    return Register.objects.get()


@pytest.fixture
def people(shop: Shop) -> dict[Role, Staff]:
    return {Role(person.role): person for person in Staff.objects.all()}


@pytest.fixture
def signed_in(shop: Shop) -> SignedIn:
    def enter(role: Role) -> Client:
        client = Client()
        answer = client.post("/office/sign-in/", {"name": NAMES[role], "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return enter


@pytest.fixture
def owner(signed_in: SignedIn) -> Client:
    return signed_in(Role.OWNER)


@pytest.fixture
def customer(shop: Shop, people: dict[Role, Staff], register: Register) -> Customer:
    return perform(
        create_customer,
        Stamp(register.id, people[Role.CASHIER].id),
        id=new_id(),
        code=new_code(),
        first_name="Marie",
        last_name="Curie",
        company="",
        phone="+33612341278",
        email="marie@example.org",
        postcode="92330",
        group=ALL_CUSTOMERS,
        language="fr",
        note="",
        cards=[],
        register=register.id,
    )


@pytest.fixture
def loafer(shop: Shop) -> Variant:
    rate = perform(create_tax_rate, Stamp(shop.node), id=new_id(), name="Standard", rate=Decimal("0.2"))
    product = perform(
        create_product,
        Stamp(shop.node),
        id=new_id(),
        name="Loafer <b>Orsay</b>",
        brand="Mavel",
        category=None,
        tax_rate=rate.id,
        variants=[GivenVariant(id=new_id(), sku="LOA-38", price=8900, size="38", colour="black")],
    )
    return Variant.objects.get(product=product)


@pytest.fixture
def sell(loafer: Variant, register: Register, people: dict[Role, Staff]) -> Sells:
    """Complete a sale: `sell(quantity=2, customer=marie, cash=20000)`."""

    def make(*, quantity: int = 1, customer: Customer | None = None, cash: int | None = None) -> Sale:
        cashier = people[Role.CASHIER]
        baskets.put_in(register, cashier, loafer)
        basket = baskets.basket_at(register)
        assert basket
        line = baskets.lines_of(basket)[0]
        if quantity != 1:
            baskets.change_quantity(register, line.id, quantity)
        if customer:
            baskets.attach_customer(register, cashier, customer)
        checkout.take_payment(register, Tender.CASH, cash or quantity * loafer.price)
        return checkout.complete(register, basket.id, Stamp(register.id, cashier.id))

    return make


@pytest.fixture
def no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is a page first; to make PDFs of many takes longer than all else that is done with them."""
    for door in ("plastic", "views.balances", "views.mails"):
        monkeypatch.setattr(f"habitue.backoffice.{door}.pdf_of", lambda *_page_and_style: b"%PDF-")
