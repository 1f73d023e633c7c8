"""Which records may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.customers.actions import create_customer, tell_apart
from habitue.customers.codes import new_code
from habitue.customers.likeness import find_likenesses
from habitue.customers.models import Customer, CustomerCard, Likeness
from habitue.customers.sounds import one_slip, sound, without_one_letter
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from tests.shop import SmallShop


def known(
    shop: SmallShop,
    name: str,
    *,
    phone: str = "",
    email: str = "",
    postcode: str = "",
    birthday: str = "",
    code: str = "",
) -> Customer:
    first, _blank, last = name.rpartition(" ")
    return perform(
        create_customer,
        shop.at_register(),
        id=new_id(),
        code=code or new_code(),
        first_name=first,
        last_name=last,
        language="fr",
        phone=phone,
        email=email,
        postcode=postcode,
        birthday=birthday,
    )


def alike() -> dict[frozenset[str], str]:
    find_likenesses(lambda _done, _of: None)
    pairs = Likeness.objects.filter(apart_at=None).select_related("one", "other")
    return {frozenset((pair.one.name, pair.other.name)): pair.why for pair in pairs}


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()


def test_the_same_phone_e_mail_or_card_is_a_reason(shop: SmallShop) -> None:
    known(shop, "Marie Curie", phone="+33612341278", code="ONE1")
    known(shop, "Manya S", phone="+33612341278", email="M@example.org")
    other = known(shop, "Pierre C", email="m@example.org")
    CustomerCard.objects.create(number="ONE1", customer=other)
    assert alike() == {
        frozenset(("Marie Curie", "Manya S")): "phone",
        frozenset(("Manya S", "Pierre C")): "email",
        frozenset(("Marie Curie", "Pierre C")): "card",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marie Dupont", "Marie Dupond"),
        ("Catherine Meyer", "Katherine Maier"),
        ("Philippe Renault", "Filippe Renaud"),
        ("Mathieu Lefebvre", "Matthieu Lefèvre"),
        ("John Johnson", "Jon Jonson"),
        ("Jean Martin", "Martin Jean"),
        ("Sophie Bernard", "Sohpie Bernard"),
        ("Sophie Bernard", "Sophie Bernardt"),
        ("Élodie L'Hermitte", "elodie lhermite"),
    ],
)
def test_names_that_sound_or_are_spelt_alike_with_one_postcode_or_birthday(
    shop: SmallShop, one: str, other: str
) -> None:
    known(shop, one, postcode="75011", birthday="1990-05-17")
    known(shop, other, postcode="75011")
    known(shop, other, birthday="1990-05-17")
    known(shop, other, postcode="69001", birthday="1991-05-17")
    find_likenesses(lambda _done, _of: None)
    assert sorted(Likeness.objects.values_list("why", flat=True)) == ["name_birthday", "name_postcode"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marie Dupont", "Pierre Dupont"),
        ("Léa Roux", "Lia Roux"),
        ("Marie Curie", "Marie Martin"),
        ("Anne Le", "Anne La"),
    ],
)
def test_others_of_one_place_are_others(shop: SmallShop, one: str, other: str) -> None:
    known(shop, one, postcode="75011")
    known(shop, other, postcode="75011")
    assert alike() == {}


def test_what_very_many_share_says_nothing(shop: SmallShop) -> None:
    for number in range(11):
        known(shop, f"Customer Number{number:02}xyz", phone="+33100000000")
    assert alike() == {}


def test_who_was_told_apart_or_merged_is_listed_no_more(shop: SmallShop) -> None:
    one = known(shop, "Marie Curie", phone="+33612341278")
    other = known(shop, "Marie Curie", phone="+33612341278")
    third = known(shop, "Manya", phone="+33612341278")
    assert Likeness.objects.count() == 0
    find_likenesses(lambda _done, _of: None)
    assert Likeness.objects.count() == 3
    perform(tell_apart, Stamp(shop.node), one=other.id, other=one.id)
    Customer.objects.filter(id=third.id).update(merged_into=one)
    find_likenesses(lambda _done, _of: None)
    assert Likeness.objects.get().apart_at


def test_the_likeliest_stand_first(shop: SmallShop) -> None:
    known(shop, "Marie Curie", phone="+33612341278", postcode="75005")
    known(shop, "Marie Curie", phone="+33612341278", postcode="75005")
    known(shop, "Paul Langevin", phone="+33612341278")
    find_likenesses(lambda _done, _of: None)
    scores = Likeness.objects.order_by("-score").values_list("score", "why")
    assert scores[0][1] == "name_postcode,phone"
    assert scores[0][0] > scores[1][0]


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12), st.data())
def test_one_slip_is_found_whatever_it_is(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    slips = (
        name[:place] + letter + name[place:],
        name[:place] + letter + name[place + 1 :],
        name[:place] + name[place + 1 : place + 2] + name[place : place + 1] + name[place + 2 :],
    )
    for slip in slips:
        assert one_slip(name, slip)
        assert set(without_one_letter(name)) & set(without_one_letter(slip))


@given(st.text(max_size=40))
def test_every_name_has_a_sound(name: str) -> None:
    assert sound(name) == sound(name.upper()) or name.upper().lower() != name.lower()
