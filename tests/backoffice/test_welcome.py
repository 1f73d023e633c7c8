import pytest
from django.test import Client

from habitue.catalogue.models import TaxRate
from habitue.journal.models import Entry
from habitue.journal.verify import verify_all
from habitue.stores.models import Outlet, Register, Role, Shop, Staff

pytestmark = pytest.mark.django_db

FRENCH = {"accept-language": "fr-FR,fr;q=0.9"}


def answers(**changed: str) -> dict[str, str]:
    return {
        "shop_name": "Maison Orsel",
        "language": "fr",
        "country": "FR",
        "proposed_for": "FR",
        "currency": "EUR",
        "time_zone": "Europe/Paris",
        "prices_include_tax": "on",
        "rate_name_0": "Taux normal",
        "rate_0": "20",
        "rate_name_1": "Taux réduit",
        "rate_1": "5,5 %",
        "owner_name": "Hélène Orsel",
        "password": "a long enough one",
        "pin": "1234",
        **changed,
    }


def test_every_page_leads_to_the_first_run() -> None:
    client = Client()
    for page in ("/", "/till/", "/office/", "/office/sign-in/", "/nowhere/"):
        assert client.get(page).headers["Location"] == "/welcome/"
    assert client.get("/till/", headers={"hx-request": "true"}).headers["HX-Redirect"] == "/welcome/"


def test_a_french_browser_is_proposed_what_a_french_shop_needs() -> None:
    page = Client().get("/welcome/", headers=FRENCH)
    text = page.text
    assert page.status_code == 200
    assert '<html lang="fr"' in text
    for chosen in ("FR", "EUR", "Europe/Paris"):
        assert f'<option value="{chosen}" selected>' in text
    assert 'value="5,5"' in text
    assert "Allemagne" in text


def test_the_shop_opens_with_all_that_was_answered() -> None:
    client = Client()
    answer = client.post("/welcome/", answers())
    assert answer.headers["Location"] == "/office/next/"
    shop, outlet = Shop.objects.get(), Outlet.objects.get()
    assert (shop.name, shop.currency, shop.language, shop.demo) == ("Maison Orsel", "EUR", "fr", False)
    assert (outlet.country, outlet.time_zone, outlet.prices_include_tax) == ("FR", "Europe/Paris", True)
    assert [f"{rate.name} {rate.rate.normalize()}" for rate in TaxRate.objects.all()] == [
        "Taux normal 0.2",
        "Taux réduit 0.055",
    ]
    owner = Staff.objects.get()
    assert owner.role == Role.OWNER
    assert owner.has_password("a long enough one")
    assert owner.has_pin("1234")
    assert Register.objects.get().code == "1"
    assert [entry.action for entry in Entry.objects.order_by("number")] == ["open_shop", *["create_tax_rate"] * 2]
    assert not list(verify_all())


def test_the_owner_is_signed_in_and_told_what_comes_next() -> None:
    page = Client().post("/welcome/", answers(language="en"), follow=True)
    assert "Maison Orsel is open" in page.text
    assert "/office/products/" in page.text
    assert "/office/customers/" in page.text


def test_afterwards_the_page_is_gone() -> None:
    client = Client()
    client.post("/welcome/", answers())
    assert client.get("/welcome/").headers["Location"] == "/office/"
    assert client.post("/welcome/", answers(shop_name="Another")).status_code == 302
    assert client.post("/welcome/proposals/", answers()).status_code == 302
    assert Shop.objects.get().name == "Maison Orsel"
    assert TaxRate.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("shop_name", "", "Write the shop&#x27;s name."),
        ("shop_name", "x" * 300, "Too long: at most 80 characters."),
        ("country", "XX", "Select a valid choice"),
        ("currency", "ZZZ", "Select a valid choice"),
        ("time_zone", "Mars/Olympus", "Select a valid choice"),
        ("rate_0", "a lot", "Write a rate as 5.5."),
        ("rate_0", "120", "A rate is from 0 to 100."),
        ("rate_0", "NaN", "Write a rate as 5.5."),
        ("rate_0", "5.12345", "at most 4 decimals"),
        ("rate_0", "", "How many per cent?"),
        ("rate_name_0", "", "Give this rate a name."),
        ("rate_name_1", "taux NORMAL", "Two rates have this name."),
        ("owner_name", "", "Write your name."),
        ("password", "short", "Too short: at least 10 characters."),
        ("password", "1234567890", "guessed first"),
        ("pin", "12", "A PIN has 4 to 8 digits."),
        ("pin", "١٢٣٤", "A PIN has 4 to 8 digits."),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_lost(field: str, typed: str, told: str) -> None:
    page = Client().post("/welcome/", answers(**{field: typed}))
    assert page.status_code == 422
    assert told in page.text
    for kept in ("Hélène Orsel", "Taux réduit"):
        assert field in {"owner_name", "rate_name_1"} or kept in page.text
    if field != "password":
        assert 'value="a long enough one"' in page.text
    assert not Shop.objects.exists()
    assert not Entry.objects.exists()


def test_what_is_too_long_is_told_in_french_too() -> None:
    french = Client(headers={"Accept-Language": "fr"})
    page = french.post("/welcome/", answers(shop_name="É" * 300, owner_name="x" * 61))
    assert page.status_code == 422
    assert "80 caractères au plus." in page.text
    assert "60 caractères au plus." in page.text
    assert "É" * 300 in page.text


def test_at_least_one_tax_rate_is_needed() -> None:
    page = Client().post("/welcome/", answers(rate_0="", rate_name_0="", rate_1="", rate_name_1=""))
    assert "at least one is needed" in page.text


def test_markup_emoji_and_right_to_left_names_are_mere_text() -> None:
    client = Client()
    client.post("/welcome/", answers(shop_name="<b>نعال</b> 👟", owner_name="أمين <i>", language="en"))
    page = client.get("/office/next/").text
    assert "&lt;b&gt;نعال&lt;/b&gt; 👟" in page
    assert "<b>نعال" not in page


def untouched(**changed: str) -> dict[str, str]:
    """What stands in the form when France was proposed and nobody has changed anything."""
    from habitue.backoffice.forms.welcome import proposals

    given = {name: str(value) for name, value in proposals("FR", "en").items() if value is not False}
    return {**answers(), **given, **changed}


def test_another_country_brings_its_own_proposals() -> None:
    page = Client().post("/welcome/proposals/", untouched(country="CH")).text
    assert '<option value="CHF" selected>' in page
    assert '<option value="Europe/Zurich" selected>' in page
    assert 'value="8,1"' in page
    assert 'value="20"' not in page
    american = Client().post("/welcome/proposals/", untouched(country="US")).text
    assert '<option value="USD" selected>' in american
    assert " checked" not in american


def test_what_somebody_has_changed_stays_when_the_country_changes() -> None:
    page = Client().post("/welcome/proposals/", untouched(country="CH", currency="USD", rate_name_0="My own")).text
    assert '<option value="USD" selected>' in page
    assert 'value="My own"' in page
    assert '<option value="Europe/Zurich" selected>' in page


def test_another_language_names_the_tax_rates_and_the_register_which_the_receipts_show() -> None:
    assert 'value="Standard rate"' in Client().post("/welcome/proposals/", untouched(language="en")).text
    french = Client().post("/welcome/proposals/", untouched(language="fr", time_zone="Indian/Reunion")).text
    assert 'value="Taux normal"' in french
    assert 'value="Standard rate"' not in french
    again = Client().post("/welcome/proposals/", untouched(language="en", rate_name_0="Taux normal")).text
    assert 'value="Taux normal"' in again
    Client().post("/welcome/", answers(), headers={"accept-language": "en"})
    assert Register.objects.get().name == "Caisse 1"


def test_proposals_survive_nonsense() -> None:
    assert Client().post("/welcome/proposals/", {}).status_code == 302
    assert Client().post("/welcome/proposals/", answers(country="XX", proposed_for="YY")).status_code == 200
