import random
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from habitue.balances.loyalty import the_plan
from habitue.balances.models import LoyaltyEntry, LoyaltyMember
from habitue.balances.next_expiry import expiring_soon
from habitue.catalogue.barcodes import is_ean
from habitue.catalogue.models import Barcode, Product, Variant, Word
from habitue.catalogue.search import find_variants, tiles, variant_of_scan
from habitue.catalogue.words import typed_words
from habitue.config import demo
from habitue.customers.consents import channels_of
from habitue.customers.models import Channel, Customer
from habitue.customers.search import find_customers
from habitue.journal.models import Entry
from habitue.journal.verify import verify_all
from habitue.lib.clock import now
from habitue.pricing.models import PriceBook, Promotion
from habitue.pricing.sentences import Manner, names_in, rule_of, sentence
from habitue.sales.models import Sale
from habitue.stores.demo import DEMO_STAFF, demo_staff
from habitue.stores.models import Role, Shop, Staff

pytestmark = pytest.mark.django_db
PARIS = Manner("EUR", "FR", ZoneInfo("Europe/Paris"))


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Filled once for all tests of this file, which look at it and change nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.fill()
        yield
        transaction.set_rollback(True)


def test_the_demo_shop_is_ready_to_sell(filled: None) -> None:
    assert Shop.objects.get().demo
    assert 280 <= Variant.objects.count() <= 320
    assert Customer.objects.count() == 400
    assert {tile.product.category.name for tile in tiles() if tile.product.category} >= {"Shoes", "Bags", "Care"}
    assert Barcode.objects.count() > 200
    assert all(is_ean(code) for code in Barcode.objects.values_list("code", flat=True))
    assert all(sale.paid == sale.total for sale in Sale.objects.prefetch_related("payments"))
    assert Sale.objects.filter(customer__isnull=False).exists()
    agreed = Customer.objects.values_list("agreed", flat=True)
    assert 50 < sum(Channel.EMAIL in channels_of(each) for each in agreed) < 250
    assert Customer.objects.filter(agreed=0).exists()
    assert list(verify_all()) == []


def test_everybody_whom_the_sign_in_page_names_can_sign_in(filled: None) -> None:
    assert demo_staff() == DEMO_STAFF
    assert {person.role for person in DEMO_STAFF} == set(Role)
    for person in DEMO_STAFF:
        found = Staff.objects.get(name=person.name)
        assert found.has_pin(person.pin)
        assert found.has_password(person.password) == bool(person.password)


def test_its_regulars_are_found(filled: None) -> None:
    names = [found.customer.name for found in find_customers("marie dupont", country="FR")]
    assert names[:2] == ["Marie Dupont", "Marie Dupont"]
    assert Customer.objects.exclude(phone="").count() > 100
    for phone in Customer.objects.exclude(phone="").values_list("phone", flat=True):
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone))


def test_its_vips_pay_less_and_its_promotions_are_live(filled: None) -> None:
    assert 10 < Customer.objects.filter(group__name="VIP").count() < 40
    book = PriceBook.objects.get()
    assert book.prices.exists()
    assert all(price.variant.price > (price.price or 0) for price in book.prices.select_related("variant"))
    assert book.rules.get().brand in Product.objects.values_list("brand", flat=True)
    said = [sentence(rule, names_in([rule]), PARIS) for rule in map(rule_of, Promotion.objects.order_by("name"))]
    assert said[1:] == [
        "Cotton socks: buy 2, get 1 free",
        "10\u202f% off the whole sale, with the code BIENVENUE, once per customer",
    ]
    assert said[0].startswith(
        "15\u202f% off Care at Habitué demo, market hall on Saturdays between 08:00 and 13:00 from"
    )


def test_it_is_filled_once(filled: None) -> None:
    entries = Entry.objects.count()
    demo.fill()
    assert Entry.objects.count() == entries


def test_the_search_finds_what_reading_every_word_finds(filled: None) -> None:
    chance = random.Random(7)  # noqa: S311 - the same words each time
    words: dict[object, set[str]] = {}
    for variant, word in Word.objects.values_list("variant", "word"):
        words.setdefault(variant, set()).add(word)
    every = sorted({word for known in words.values() for word in known})
    for _query in range(150):
        typed = [(word := chance.choice(every))[: chance.randint(1, len(word))] for _ in range(chance.randint(1, 3))]
        wanted = typed_words(" ".join(typed))
        expected = {
            variant
            for variant, known in words.items()
            if all(any(word.startswith(start) for word in known) for start in wanted)
        }
        assert {found.id for found in find_variants(" ".join(typed), limit=1000)} == expected, typed


def test_every_barcode_and_sku_is_scanned_to_its_variant(filled: None) -> None:
    for barcode in Barcode.objects.select_related("variant").order_by("code")[::7]:
        assert variant_of_scan(barcode.code) == barcode.variant
        assert variant_of_scan(barcode.variant.sku) == barcode.variant


def test_points_expire_and_some_of_them_soon(filled: None) -> None:
    today = now().date()
    assert not LoyaltyEntry.objects.filter(amount__gt=0, expires_on=None).exists()
    members = LoyaltyMember.objects.values_list("customer", flat=True)
    soon = [each for each in members if expiring_soon(each, the_plan(), today)]
    assert Customer.objects.get(first_name="Marie", last_name="Curie").id in soon
    assert 2 <= len(soon) < len(members) / 2
