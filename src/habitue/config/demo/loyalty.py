"""The demo shop's loyalty: a point for each euro, good for a year, a tier, and some regulars who have joined.

Some of what they have expires soon: the welcome gift of who joined nearly a year ago, and a gift to Marie Curie.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from habitue.balances.actions import GivenTier, change_loyalty, join_loyalty, set_loyalty_plan, set_loyalty_tiers
from habitue.balances.loyalty import last_day, the_plan
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.models import Register, Shop, Staff
from habitue.stores.shop import the_node

WELCOME = 50
GIFT = 30
GIFT_IS_GOOD = timedelta(days=18)
EVERY = 5
"""One customer of so many has joined, and Marie Curie."""
WORDS_EN = (
    "With our loyalty programme you collect one point for each euro, and pay with your points whenever you like. "
    "For that we keep what you buy. You can leave at any time."
)
WORDS_FR = (
    "Avec notre programme de fidélité, vous gagnez un point par euro, et payez avec vos points quand vous voulez. "
    "Pour cela, nous gardons vos achats. Vous pouvez le quitter à tout moment."
)


def open_loyalty(shop: Shop, opening: datetime) -> None:
    owner = Staff.objects.earliest("id")
    perform(
        set_loyalty_plan,
        Stamp(shop.node, owner.id, opening),
        active=True,
        unit="points",
        rate=Decimal(1),
        worth=Decimal(5),
        least=100,
        welcome=WELCOME,
        expires_months=12,
        words_en=WORDS_EN,
        words_fr=WORDS_FR,
    )
    tiers = [GivenTier(id=new_id(), name="Gold", spent=50_000, multiplier=Decimal("1.5"))]
    perform(set_loyalty_tiers, Stamp(shop.node, owner.id, opening), tiers=tiers)


def join_some(today: date) -> None:
    """Regulars who have joined on the day on which they were written down."""
    plan = the_plan()
    register = Register.objects.order_by("code")[0]
    staff = Staff.objects.order_by("name")[0]
    known = list(Customer.objects.order_by("first_name", "last_name", "created_at"))
    for number, customer in enumerate(known):
        if number % EVERY and (customer.first_name, customer.last_name) != ("Marie", "Curie"):
            continue
        perform(
            join_loyalty,
            Stamp(register.id, staff.id, customer.created_at + timedelta(minutes=1)),
            customer=customer.id,
            words=WORDS_FR if customer.language == "fr" else WORDS_EN,
            register=register.id,
            welcome=WELCOME,
            welcome_expires=last_day(plan, customer.created_at.date()),
        )
    marie = Customer.objects.get(first_name="Marie", last_name="Curie")
    perform(
        change_loyalty,
        Stamp(the_node(), Staff.objects.earliest("id").id, marie.created_at + timedelta(minutes=2)),
        id=new_id(),
        customer=marie.id,
        units=GIFT,
        reason="Cadeau d’anniversaire",
        expires_on=today + GIFT_IS_GOOD,
    )
