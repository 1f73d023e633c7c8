"""The page on which a manager says what loyalty earns, what it pays, and what a receipt tells of balances."""

from decimal import Decimal

from django.test import Client

from habitue.balances.models import BalancePolicy, Cause, LoyaltyEntry, LoyaltyPlan, LoyaltyRate, LoyaltyTier
from habitue.catalogue.models import Variant
from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.lib.clock import now

PLAN = {
    "active": "on",
    "unit": "points",
    "rate": "1,5",
    "worth": "1,00",
    "least": "100",
    "welcome": "50",
    "expires_months": "12",
    "notice_days": "30",
    "tier_months": "12",
    "words_en": "We count what you buy.",
    "words_fr": "Nous comptons vos achats.",
}


def test_a_plan_is_set(owner: Client) -> None:
    assert owner.post("/office/loyalty/", PLAN).status_code == 302
    plan = LoyaltyPlan.objects.get()
    assert (plan.active, plan.unit, plan.rate, plan.worth) == (True, "points", Decimal("1.5"), Decimal(1))
    assert (plan.least, plan.welcome, plan.expires_months) == (100, 50, 12)
    page = owner.get("/office/loyalty/").text
    assert 'value="1.5"' in page
    assert "Nous comptons vos achats." in page


def test_money_is_typed_as_money(owner: Client) -> None:
    owner.post("/office/loyalty/", PLAN | {"unit": "money", "rate": "5", "least": "10,00", "welcome": "2,50"})
    plan = LoyaltyPlan.objects.get()
    assert (plan.unit, plan.least, plan.welcome, plan.worth) == ("money", 1000, 250, Decimal(1))
    assert 'value="2,50"' in owner.get("/office/loyalty/").text


def test_what_is_wrong_is_told_beside_its_field(owner: Client) -> None:
    wrong = PLAN | {"rate": "-1", "worth": "", "least": "many", "words_fr": "", "expires_months": "0"}
    answer = owner.post("/office/loyalty/", wrong)
    assert answer.status_code == 422
    for said in ("A number from 0 to 9999.", "Say what 100 points pay.", "Write a whole number of points."):
        assert said in answer.text
    assert "Staff need words to read out." in answer.text
    assert 'value="many"' in answer.text
    assert not LoyaltyPlan.objects.exists()


def test_the_unit_stays_when_somebody_has_collected(owner: Client, customer: Customer) -> None:
    owner.post("/office/loyalty/", PLAN)
    LoyaltyEntry.objects.create(customer=customer, amount=5, cause=Cause.BY_HAND, at=now())
    answer = owner.post("/office/loyalty/", PLAN | {"unit": "money", "least": "", "welcome": ""})
    assert answer.status_code == 422
    assert "It stays: members have collected some already." in answer.text
    assert LoyaltyPlan.objects.get().unit == "points"


def test_a_rate_is_for_exactly_one_thing(owner: Client, loafer: Variant) -> None:
    for one in ({}, {"group": str(ALL_CUSTOMERS), "brand": "Orsay"}):
        answer = owner.post("/office/loyalty/rates/new/", {"rate": "2", **one})
        assert answer.status_code == 422
        assert "Choose exactly one" in answer.text
    assert "No product has this SKU." in owner.post("/office/loyalty/rates/new/", {"rate": "2", "sku": "no"}).text
    owner.post("/office/loyalty/rates/new/", {"rate": "2", "sku": loafer.sku.lower()})
    owner.post("/office/loyalty/rates/new/", {"rate": "3", "brand": "Orsay"})
    assert owner.post("/office/loyalty/rates/new/", {"rate": "3", "brand": "ORSAY"}).status_code == 422
    assert set(LoyaltyRate.objects.values_list("product", "brand", "rate")) == {
        (loafer.product_id, "", Decimal(2)),
        (None, "Orsay", Decimal(3)),
    }
    orsay = f"/office/loyalty/rates/{LoyaltyRate.objects.get(brand='Orsay').id}/"
    assert orsay in owner.get("/office/loyalty/").text
    assert 'value="3"' in owner.get(orsay).text
    wrong = owner.post(orsay, {"rate": "a lot"})
    assert wrong.status_code == 422
    assert 'value="a lot"' in wrong.text
    owner.post(orsay, {"rate": "1,5"})
    assert LoyaltyRate.objects.get(brand="Orsay").rate == Decimal("1.5")
    assert LoyaltyRate.objects.get(brand="").rate == Decimal(2)
    owner.post(f"{orsay}remove/")
    assert LoyaltyRate.objects.get().product_id == loafer.product_id


def test_tiers_are_added_changed_and_removed(owner: Client) -> None:
    owner.post("/office/loyalty/tiers/new/", {"name": "Gold", "spent": "500,00", "multiplier": "1,5"})
    again = owner.post("/office/loyalty/tiers/new/", {"name": "gold", "spent": "500", "multiplier": "0"})
    assert again.status_code == 422
    tier = LoyaltyTier.objects.get()
    assert (tier.spent, tier.multiplier) == (50_000, Decimal("1.5"))
    assert "× 1,5" in owner.get("/office/loyalty/").text
    owner.post("/office/loyalty/tiers/new/", {"name": "Silver", "spent": "200", "multiplier": "1,2"})
    page = f"/office/loyalty/tiers/{tier.id}/"
    shown = owner.get(page).text
    assert 'value="500,00"' in shown
    assert 'value="1.5"' in shown
    for wrong in (
        {"name": "SILVER", "spent": "500", "multiplier": "2"},
        {"name": "Gold", "spent": "200", "multiplier": "2"},
    ):
        assert owner.post(page, wrong).status_code == 422
    owner.post(page, {"name": "Gold", "spent": "450", "multiplier": "2"})
    assert set(LoyaltyTier.objects.values_list("name", "spent", "multiplier")) == {
        ("Gold", 45_000, Decimal(2)),
        ("Silver", 20_000, Decimal("1.2")),
    }
    LoyaltyTier.objects.filter(name="Silver").delete()
    owner.post(f"{page}remove/")
    assert not LoyaltyTier.objects.exists()


def test_a_receipt_says_what_is_chosen(owner: Client) -> None:
    owner.post("/office/loyalty/receipt/", {"receipt_shows_credit": "on"})
    policy = BalancePolicy.objects.get()
    assert (policy.receipt_shows_loyalty, policy.receipt_shows_credit) == (False, True)
    owner.post("/office/loyalty/receipt/", {"receipt_shows_loyalty": "on"})
    policy.refresh_from_db()
    assert (policy.receipt_shows_loyalty, policy.receipt_shows_credit) == (True, False)
