from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from habitue.catalogue.actions import create_category, create_tax_rate, import_products
from habitue.config.demo.balances import keep_balances
from habitue.config.demo.consents import Asking
from habitue.config.demo.loyalty import join_some, open_loyalty
from habitue.config.demo.people import people
from habitue.config.demo.prices import price
from habitue.config.demo.products import CATEGORIES, products
from habitue.config.demo.sales import sell
from habitue.customers.actions import create_customer
from habitue.customers.codes import new_code
from habitue.customers.models import ALL_CUSTOMERS
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.stores.actions import create_outlet, create_register, create_staff, open_shop
from habitue.stores.demo import DEMO_STAFF
from habitue.stores.models import Register, Shop, Staff

NAME = "Habitué demo"
COUNTRY = "FR"
TIME_ZONE = "Europe/Paris"
OPEN_FOR = timedelta(days=400)


def fill() -> None:
    """Fill an empty database, in one transaction: whoever stops it half-way has an empty database again."""
    with writing():
        if Shop.objects.exists():
            return
        chance = Random(1906)  # noqa: S311 - the same shop each time, nothing secret
        today = now().astimezone(ZoneInfo(TIME_ZONE)).date()
        opening = datetime.combine(today, time(8), ZoneInfo(TIME_ZONE)) - OPEN_FOR
        shop = _open(opening)
        _stock(shop, opening)
        open_loyalty(shop, opening)
        _welcome(opening, chance)
        join_some(today)
        sell(chance, today)
        keep_balances(today)
        price(datetime.combine(today, time(8), ZoneInfo(TIME_ZONE)) - timedelta(days=1))


def _open(at: datetime) -> Shop:
    owner, *others = DEMO_STAFF
    node, owner_id = new_id(), new_id()
    shop = perform(
        open_shop,
        Stamp(node, owner_id, at),
        node=node,
        name=NAME,
        currency="EUR",
        language=owner.language,
        outlet=new_id(),
        country=COUNTRY,
        time_zone=TIME_ZONE,
        prices_include_tax=True,
        register=new_id(),
        register_name="Till 1",
        owner=owner_id,
        owner_name=owner.name,
        password=make_password(owner.password),
        pin=make_password(owner.pin),
        demo=True,
    )
    first = Register.objects.get()
    for name, code in (("Till 2", "2"), ("Tablet", "3")):
        perform(create_register, Stamp(node, owner_id, at), id=new_id(), outlet=first.outlet_id, name=name, code=code)
    market = perform(
        create_outlet,
        Stamp(node, owner_id, at),
        id=new_id(),
        name=f"{NAME}, market hall",
        address="Les Halles, 69002 Lyon",
        country=COUNTRY,
        time_zone=TIME_ZONE,
        prices_include_tax=True,
    )
    perform(create_register, Stamp(node, owner_id, at), id=new_id(), outlet=market.id, name="Stall", code="M1")
    for person in others:
        perform(
            create_staff,
            Stamp(node, owner_id, at),
            id=new_id(),
            name=person.name,
            role=person.role,
            language=person.language,
            pin=make_password(person.pin),
            password=make_password(person.password) if person.password else "",
        )
    return shop


def _stock(shop: Shop, at: datetime) -> None:
    by = Staff.objects.get(name=DEMO_STAFF[0].name).id
    rates = {
        percent: perform(
            create_tax_rate, Stamp(shop.node, by, at), id=new_id(), name=name, rate=Decimal(percent) / 100
        ).id
        for name, percent in (("Standard rate", "20"), ("Reduced rate", "5.5"))
    }
    categories = {
        name: perform(
            create_category, Stamp(shop.node, by, at), id=new_id(), name=name, position=place, colour=place + 1
        ).id
        for place, name in enumerate(CATEGORIES)
    }
    perform(import_products, Stamp(shop.node, by, at), products=list(products(categories, rates["20"], rates["5.5"])))


def _welcome(opening: datetime, chance: Random) -> None:
    """Customers who came one after the other since the opening; each was added by somebody at a register."""
    staff = list(Staff.objects.order_by("name").values_list("id", flat=True))
    registers = list(Register.objects.order_by("code").values_list("id", flat=True))
    everybody = list(people(chance))
    chance.shuffle(everybody)
    asking = Asking()
    each_after = (OPEN_FOR - timedelta(days=1)) / len(everybody)
    for number, person in enumerate(everybody):
        register: UUID = chance.choice(registers)
        by, at = chance.choice(staff), opening + number * each_after
        customer = perform(
            create_customer,
            Stamp(register, by, at),
            id=new_id(),
            code=new_code(),
            first_name=person.first_name,
            last_name=person.last_name,
            company=person.company,
            phone=person.phone,
            email=person.email,
            postcode=person.postcode,
            group=ALL_CUSTOMERS,
            language=person.language,
            note="",
            cards=person.cards,
            register=register,
        )
        asking.ask(customer, Stamp(register, by, at), register)
