"""A small shop for tests, made by the product's own actions."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from habitue.catalogue.actions import create_product, create_tax_rate
from habitue.catalogue.given import GivenVariant
from habitue.catalogue.models import Variant
from habitue.customers.actions import create_customer
from habitue.customers.codes import new_code
from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.actions import create_outlet, create_register, create_staff, open_shop
from habitue.stores.models import Outlet, Register, Role, Shop, Staff

OWNER_PIN = "1111"
CASHIER_PIN = "4444"


def opened(node: UUID, owner: UUID, password: str, **otherwise: Any) -> Shop:
    """A shop of one outlet, one register and Hélène, unless something is `otherwise`."""
    given: dict[str, Any] = {
        "name": "Maison Orsel",
        "currency": "EUR",
        "language": "en",
        "outlet": new_id(),
        "country": "FR",
        "time_zone": "Europe/Paris",
        "prices_include_tax": True,
        "register": new_id(),
        "register_name": "Register 1",
        "owner_name": "Hélène",
        "pin": make_password("1111"),
    }
    return perform(
        open_shop,
        Stamp(node),
        node=node,
        owner=owner,
        password=make_password(password),
        **(given | otherwise),
    )


@dataclass
class SmallShop:
    """One outlet with one register at first, an owner (English) and a cashier, Léa (French)."""

    node: UUID = field(default_factory=new_id)
    currency: str = "EUR"
    country: str = "FR"
    language: str = "en"
    prices_include_tax: bool = True

    def __post_init__(self) -> None:
        owner, outlet, register = new_id(), new_id(), new_id()
        opened(
            self.node,
            owner,
            "correct horse",
            currency=self.currency,
            language=self.language,
            outlet=outlet,
            country=self.country,
            prices_include_tax=self.prices_include_tax,
            register=register,
            register_name="Till 1",
            owner_name="Hélène Orsel",
            pin=make_password(OWNER_PIN),
        )
        self.outlet = Outlet.objects.get(id=outlet)
        self.register = Register.objects.select_related("outlet").get(id=register)
        self.owner = Staff.objects.get(id=owner)
        self.cashier = self.hire("Léa Martin")

    def hire(self, name: str, language: str = "fr", pin: str = CASHIER_PIN) -> Staff:
        return perform(
            create_staff,
            Stamp(self.node),
            id=new_id(),
            name=name,
            role=Role.CASHIER,
            language=language,
            pin=make_password(pin),
        )

    def another_register(self, code: str = "2", outlet: Outlet | None = None) -> Register:
        place = outlet or self.outlet
        made = perform(create_register, Stamp(self.node), id=new_id(), outlet=place.id, name=f"Till {code}", code=code)
        return Register.objects.select_related("outlet").get(id=made.id)

    def another_outlet(self, name: str = "Lyon") -> Outlet:
        return perform(
            create_outlet,
            Stamp(self.node),
            id=new_id(),
            name=name,
            address="",
            country=self.country,
            time_zone="Europe/Paris",
            prices_include_tax=self.prices_include_tax,
        )

    def stock(self, name: str = "Loafer", price: int = 8900, rate: str = "0.2", size: str = "") -> Variant:
        """A product of one variant, at a tax rate of its own."""
        tax_rate = perform(create_tax_rate, Stamp(self.node), id=new_id(), name=f"{name} {rate}", rate=Decimal(rate))
        variant = GivenVariant(id=new_id(), sku=name.upper(), price=price, size=size, colour="", barcodes=[])
        perform(
            create_product,
            Stamp(self.node),
            id=new_id(),
            name=name,
            brand="",
            category=None,
            tax_rate=tax_rate.id,
            variants=[variant],
        )
        return Variant.objects.get(id=variant.id)

    def welcome(self, first_name: str = "Marie", last_name: str = "Curie", language: str = "fr") -> Customer:
        return perform(
            create_customer,
            self.at_register(),
            id=new_id(),
            code=new_code(),
            first_name=first_name,
            last_name=last_name,
            company="",
            phone="",
            email="",
            postcode="",
            group=ALL_CUSTOMERS,
            language=language,
            note="",
            cards=[],
            register=self.register.id,
        )

    def at_register(self, register: Register | None = None) -> Stamp:
        """A stamp of Léa's, at the register."""
        return Stamp((register or self.register).id, self.cashier.id)
