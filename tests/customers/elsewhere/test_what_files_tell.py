"""What a file tells besides the record, and whom it means."""

from pathlib import Path

from habitue.customers.forms import CustomerForm
from habitue.customers.importing.columns import ASIDE, OWN
from habitue.customers.importing.mapping import recognised
from habitue.customers.models import (
    Consent,
    Customer,
    CustomField,
    FieldOption,
    FieldValue,
    FormField,
    KeptAside,
    Kind,
)
from habitue.customers.own_fields import PREFIX
from habitue.lib.clock import now
from tests.customers.elsewhere.bringing import bring
from tests.shop import SmallShop


def test_a_birthday_may_have_no_year(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;birthday\nA1;Curie;11-07\nA2;Joliot;0000-09-12\nA3;Meitner;--11-07\n")
    assert list(Customer.objects.order_by("code").values_list("birthday", flat=True)) == [
        "--11-07",
        "--09-12",
        "--11-07",
    ]


def test_a_yes_in_a_file_does_not_outdo_a_no_that_was_said_here(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;newsletter\nA1;Curie;no\n")
    assert not Consent.objects.exists(), "a plain no is what systems write of everybody whom nobody has asked"
    curie = Customer.objects.get()
    Consent.objects.create(
        customer=curie, purpose="write", channel="email", given=False, at=now(), way="till", language="fr"
    )
    bring(tmp_path, "code;last name;newsletter\nA1;Curie;yes\n")
    assert [each.given for each in Consent.objects.all()] == [False]
    bring(tmp_path, "code;last name;newsletter;consent date\nA1;Curie;yes;2020-01-31\n")
    curie.refresh_from_db()
    assert Consent.objects.latest("at").given is False
    assert not curie.agreed & 4


def test_a_number_is_kept_as_the_form_keeps_it(shop: SmallShop, tmp_path: Path) -> None:
    CustomField.objects.create(label_en="Wrist", label_fr="Poignet", kind=Kind.NUMBER)
    bring(tmp_path, 'nom;wrist\nCurie;"12,50"\nJoliot;1 200\n')
    assert sorted(FieldValue.objects.values_list("value", flat=True)) == ["12.5", "1200"]


def test_a_date_of_the_shop_s_own_may_be_yet_to_come(shop: SmallShop, tmp_path: Path) -> None:
    CustomField.objects.create(label_en="Member until", label_fr="Membre jusqu’au", kind=Kind.DATE)
    bring(tmp_path, "nom;member until\nCurie;31/12/2199\nJoliot;2199-01-02\n")
    assert sorted(FieldValue.objects.values_list("value", flat=True)) == ["2199-01-02", "2199-12-31"]


def test_a_choice_that_has_a_comma_in_its_name_is_one(shop: SmallShop, tmp_path: Path) -> None:
    last = CustomField.objects.create(label_en="Last", label_fr="Forme", kind=Kind.SEVERAL_OF)
    wide = FieldOption.objects.create(field=last, label_en="Wide, round", label_fr="Large, ronde")
    bring(tmp_path, 'nom;last\nCurie;"wide, round"\n')
    assert FieldValue.objects.get().value == str(wide.id)


def test_own_fields_are_recognised_by_their_labels(shop: SmallShop, tmp_path: Path) -> None:
    colour = CustomField.objects.create(label_en="Colour", label_fr="Couleur", kind=Kind.ONE_OF)
    blue = FieldOption.objects.create(field=colour, label_en="Blue", label_fr="Bleu")
    feet = CustomField.objects.create(label_en="Wide feet", label_fr="Pieds larges", kind=Kind.YES_NO)
    assert recognised(["nom", "couleur", "Wide feet"]) == ["last name", f"{OWN}{colour.id}", f"{OWN}{feet.id}"]
    outcome = bring(tmp_path, "nom;couleur;Wide feet\nCurie;bleu;oui\nJoliot;mauve;peut-être\n")
    assert (outcome.created, outcome.bad) == (1, 1)
    assert {str(each.field_id): each.value for each in FieldValue.objects.all()} == {
        str(colour.id): str(blue.id),
        str(feet.id): "yes",
    }
    assert {problem.column for problem in outcome.problems} == {"couleur", "Wide feet"}


def test_what_is_required_is_asked_for_when_the_record_is_opened_and_keeps_nobody_out(
    shop: SmallShop, tmp_path: Path
) -> None:
    FormField.objects.update_or_create(name="postcode", defaults={"required": True})
    feet = CustomField.objects.create(label_en="Feet", label_fr="Pieds", kind=Kind.TEXT, required=True)
    outcome = bring(tmp_path, "last name;Feet\nCurie;\nJoliot;wide\n")
    assert (outcome.created, outcome.bad) == (2, 0)
    curie = Customer.objects.get(last_name="Curie")
    form = CustomerForm({"last_name": "Curie"}, customer=curie, country="FR", language="fr")
    assert set(form.errors) == {"postcode", f"{PREFIX}{feet.id.hex}"}


def test_columns_can_be_named_by_hand(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "wer;womit;sonst\nCurie;7 bons;nichts\n", targets=["last name", ASIDE, ""])
    assert Customer.objects.get().last_name == "Curie"
    assert [(each.name, each.value) for each in KeptAside.objects.all()] == [("womit", "7 bons")]


def test_a_line_that_means_a_merged_record_is_who_it_is_now(shop: SmallShop, tmp_path: Path) -> None:
    bring(tmp_path, "code;last name;cards\nA1;Curie;C1\nA2;Sklodowska;C2\n")
    kept, gone = Customer.objects.get(code="A1"), Customer.objects.get(code="A2")
    Customer.objects.filter(id=gone.id).update(merged_into=kept)
    outcome = bring(tmp_path, "code;first name;note\nA2;Marie;Two prizes\n")
    assert (outcome.created, outcome.changed, outcome.bad) == (0, 1, 0)
    kept.refresh_from_db()
    assert (kept.code, kept.first_name, kept.last_name, kept.note) == ("A1", "Marie", "Curie", "Two prizes")
    assert Customer.objects.get(code="A2").note == ""
