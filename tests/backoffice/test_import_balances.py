"""The balances that a file told are taken over from the import's page, for all its customers at once."""

import pytest
from django.test import Client

from habitue.balances.models import AccountEntry, CreditEntry, LoyaltyEntry
from habitue.customers.models import Customer, Import
from habitue.jobs.models import Job
from habitue.stores.models import Role
from tests.backoffice.conftest import SignedIn
from tests.backoffice.test_imports import PAGE, bring_in
from tests.working import work_off

FILE = 'code,name,points,store credit\nC1,Marie Curie,250,"12,50"\nC2,Irène Joliot,,a lot\n'
CHOSEN = {"column_0": "loyalty", "column_1": "credit"}


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def imported(owner: Client) -> Import:
    return bring_in(owner, FILE)


def test_it_is_looked_at_then_taken_over(owner: Client, imported: Import) -> None:
    page = f"{PAGE}{imported.id}/"
    assert f"{page}balances/" in owner.get(page).text
    looked = plain(owner.get(f"{page}balances/").text)
    assert "250 points" in looked
    assert "12,50 €" in looked
    assert "1 is no amount, and stays aside" in looked
    assert "Take over 2 balances" in looked
    assert not LoyaltyEntry.objects.exists()
    for _click in range(2):
        owner.post(f"{page}balances/take/", CHOSEN)
    work_off()
    assert Job.objects.filter(task="take_over_balances").count() == 1
    assert (LoyaltyEntry.objects.get().amount, CreditEntry.objects.get().amount) == (250, 1250)
    told = plain(owner.get(page).text)
    assert "Loyalty of 1 customer: 250 points" in told
    assert "“<bdi>a lot</bdi>”" in told
    assert "Store credit of 1 customer: 12,50 €" in plain(
        owner.get(f"/office/jobs/{Job.objects.latest('id').id}/").text
    )


def test_what_is_chosen_otherwise_is_added_up_again(owner: Client, imported: Import) -> None:
    page = f"{PAGE}{imported.id}/balances/"
    looked = plain(owner.post(page, {"column_0": "", "column_1": "account"}).text)
    assert "250 points" not in looked
    assert "Take over 1 balance" in looked
    twice = owner.post(f"{page}take/", {"column_0": "credit", "column_1": "credit"})
    assert twice.status_code == 422
    assert "is this already" in twice.text
    none = owner.post(f"{page}take/", {"column_0": "", "column_1": ""})
    assert none.status_code == 422
    assert "Say what at least one column is" in none.text
    assert not Job.objects.filter(task="take_over_balances").exists()


def test_an_import_whose_balances_count_is_not_undone(owner: Client, imported: Import) -> None:
    page = f"{PAGE}{imported.id}/"
    owner.post(f"{page}balances/take/", {"column_0": "", "column_1": "account"})
    work_off()
    assert AccountEntry.objects.get().amount == 1250
    shown = owner.get(page).text
    assert "cannot be undone any more" in shown
    assert f"{page}undo/" not in shown
    refused = owner.post(f"{page}undo/", follow=True)
    assert "cannot be undone any more" in refused.text
    work_off()
    assert Customer.objects.count() == 2
    assert Import.objects.get().undone_at is None


def test_where_nothing_came_of_it_the_import_can_still_be_undone(owner: Client) -> None:
    imported = bring_in(owner, "code,name,points\nC1,Marie Curie,0\nC2,Irène Joliot,3 or 4\n")
    owner.post(f"{PAGE}{imported.id}/balances/take/", {"column_0": "loyalty"})
    work_off()
    owner.post(f"{PAGE}{imported.id}/undo/")
    work_off()
    assert not Customer.objects.exists()


def test_who_may_not_change_balances_is_not_offered_them(signed_in: SignedIn, imported: Import) -> None:
    page = f"{PAGE}{imported.id}/"
    assert "balances/" not in signed_in(Role.WAREHOUSE_MANAGER).get(page).text
    assert "balances/" in signed_in(Role.STORE_MANAGER).get(page).text
