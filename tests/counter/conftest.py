"""A shop with two tills, a little stock, and a browser at which a cashier has signed in."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from habitue.catalogue.actions import create_category, create_product, create_tax_rate
from habitue.catalogue.given import GivenProduct, GivenVariant
from habitue.catalogue.models import Product, Variant
from habitue.customers.actions import create_customer
from habitue.customers.codes import new_code
from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets
from habitue.sales.models import BasketLine
from habitue.stores.access import TILL_MARK, TILL_REGISTER, TILL_SEEN, TILL_STAFF
from habitue.stores.actions import create_register, create_staff
from habitue.stores.models import Outlet, Register, Role, Shop, Staff
from tests.shop import opened

type At = Callable[..., Client]
type Knows = Callable[..., Customer]
type Lines = Callable[[], list[BasketLine]]

LOAFER_BLACK_38 = "4006381333931"


@pytest.fixture
def shop(db: None) -> Shop:
    node, owner = new_id(), new_id()
    shop = opened(node, owner, "a long enough one")
    perform(
        create_staff,
        Stamp(node, owner),
        id=new_id(),
        name="Tom",
        role=Role.CASHIER,
        language="en",
        pin=make_password("2222"),
        password="",
    )
    return shop


@pytest.fixture
def outlet(shop: Shop) -> Outlet:
    return Outlet.objects.get()


@pytest.fixture
def register(shop: Shop) -> Register:
    return Register.objects.get(code="1")


@pytest.fixture
def second_register(shop: Shop, outlet: Outlet) -> Register:
    return perform(create_register, Stamp(shop.node), id=new_id(), outlet=outlet.id, name="Register 2", code="2")


@pytest.fixture
def tom(shop: Shop) -> Staff:
    return Staff.objects.get(name="Tom")


@pytest.fixture
def at(tom: Staff, register: Register) -> At:
    """A browser at a till: `at()`, `at(second_register)`."""

    def stand(place: Register = register, who: Staff = tom) -> Client:
        client = Client(headers={"HX-Request": "true"})
        session = client.session
        session[TILL_REGISTER], session[TILL_STAFF], session[TILL_SEEN] = str(place.id), str(who.id), int(time.time())
        session[TILL_MARK] = who.secrets_mark
        session.save()
        return client

    return stand


@pytest.fixture
def till(at: At, stock: dict[str, Product]) -> Client:
    return at()


@pytest.fixture
def stock(shop: Shop) -> dict[str, Product]:
    """A shoe in several sizes and colours, and a polish of which there is one."""
    node = shop.node
    standard = perform(create_tax_rate, Stamp(node), id=new_id(), name="Standard", rate=Decimal("0.2"))
    shoes = perform(create_category, Stamp(node), id=new_id(), name="Shoes", position=0, colour=1)
    care = perform(create_category, Stamp(node), id=new_id(), name="Care", position=1, colour=3)
    loafers = [
        GivenVariant(
            id=new_id(),
            sku=f"LOA-{size}-{colour[:2].upper()}",
            price=8900,
            size=size,
            colour=colour,
            barcodes=[LOAFER_BLACK_38] if (size, colour) == ("38", "black") else [],
        )
        for colour in ("black", "cognac")
        for size in ("37", "38")
    ]
    given = [
        GivenProduct(
            id=new_id(), name="Loafer", brand="Mavel", category=shoes.id, tax_rate=standard.id, variants=loafers
        ),
        GivenProduct(
            id=new_id(),
            name="Wax polish",
            brand="Brossard",
            category=care.id,
            tax_rate=standard.id,
            variants=[GivenVariant(id=new_id(), sku="POL-1", price=490)],
        ),
    ]
    return {
        each.name: perform(
            create_product,
            Stamp(node),
            id=each.id,
            name=each.name,
            brand=each.brand,
            category=each.category,
            tax_rate=each.tax_rate,
            variants=each.variants,
        )
        for each in given
    }


@pytest.fixture
def loafer(stock: dict[str, Product]) -> Variant:
    return Variant.objects.get(sku="LOA-38-BL")


@pytest.fixture
def polish(stock: dict[str, Product]) -> Variant:
    return Variant.objects.get(sku="POL-1")


@pytest.fixture
def known(shop: Shop, register: Register, tom: Staff) -> Knows:
    """A customer whom the shop knows: `known("Marie", "Curie", phone="+33612341278")`."""

    def write_down(
        first_name: str = "", last_name: str = "", *, cards: list[str] | None = None, **other: str
    ) -> Customer:
        facts: dict[str, Any] = {"company": "", "phone": "", "email": "", "postcode": "", "note": ""}
        facts |= {"language": "fr"} | other
        return perform(
            create_customer,
            Stamp(register.id, tom.id),
            id=new_id(),
            code=facts.pop("code", "") or new_code(),
            first_name=first_name,
            last_name=last_name,
            group=ALL_CUSTOMERS,
            cards=cards or [],
            register=register.id,
            **facts,
        )

    return write_down


@pytest.fixture
def lines(register: Register) -> Lines:
    """What lies in the basket of the first register."""

    def read() -> list[BasketLine]:
        basket = baskets.basket_at(register)
        return baskets.lines_of(basket) if basket else []

    return read
