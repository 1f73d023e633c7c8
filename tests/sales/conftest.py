import pytest

from habitue.customers.actions import change_customer
from habitue.customers.models import (
    Customer,
    CustomerAddress,
    CustomerPerson,
    CustomField,
    FieldValue,
    Invoicing,
)
from habitue.journal.perform import perform
from tests.sales.two_records import answer, sell
from tests.shop import SmallShop


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()


@pytest.fixture
def marie(shop: SmallShop) -> Customer:
    return shop.welcome()


@pytest.fixture
def maria(shop: SmallShop) -> Customer:
    """Much is known of her, and she has bought."""
    maria = shop.welcome("Maria", "Curie-Skłodowska")
    perform(
        change_customer,
        shop.at_register(),
        id=maria.id,
        code=maria.code,
        first_name="Maria",
        last_name="Curie-Skłodowska",
        phone="+33612341278",
        email="maria@example.org",
        postcode="75005",
        language="fr",
        note="likes red",
        cards=["CARD1", "CARD2"],
        website="https://example.org",
        birthday="1867-11-07",
        social_names=[["x", "maria"]],
        sizes=[["Shoes", "38"]],
    )
    place = CustomerAddress.objects.create(customer=maria, street="11 rue Pierre Curie", city="Paris", country="FR")
    CustomerPerson.objects.create(customer=maria, name="Irène")
    Invoicing.objects.create(customer=maria, legal_name="Institut du radium", address=place, payment_days=30)
    field = CustomField.objects.create(kind="text", label_en="Width", label_fr="Largeur")
    FieldValue.objects.create(customer=maria, field=field, value="wide")
    answer(shop, maria, "email", given=True)
    maria.refresh_from_db()
    sell(shop, maria)
    maria.refresh_from_db()
    return maria
