import pytest
from django.test import Client

from habitue.balances.actions import change_credit
from habitue.customers.likeness import find_likenesses
from habitue.customers.models import Customer, Likeness, Merge
from habitue.jobs.models import Job, State
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.models import Shop
from tests.backoffice.conftest import Sells


@pytest.fixture
def twin(owner: Client, customer: Customer) -> Customer:
    given = {"first_name": "Marie <b>", "last_name": "Courie", "phone": "06 12 34 12 78", "anyway": "1"}
    assert owner.post("/office/customers/new/", given).status_code == 302
    find_likenesses(lambda _done, _of: None)
    return Customer.objects.exclude(id=customer.id).get()


def test_somebody_asks_for_a_look_in_the_background(owner: Client) -> None:
    assert "Nobody has looked yet" in owner.get("/office/duplicates/").text
    first = owner.post("/office/duplicates/find/").headers["Location"]
    job = Job.objects.get()
    assert (job.task, first) == ("find_duplicates", f"/office/jobs/{job.id}/")
    assert owner.post("/office/duplicates/find/").headers["Location"] == first
    Job.objects.update(state=State.DONE, result={"count": 3}, ended_at=job.asked_at)
    assert "3 pairs of records" in owner.get(first).text


def test_likely_duplicates_are_listed_with_why(owner: Client, customer: Customer, twin: Customer) -> None:
    page = owner.get("/office/duplicates/").text
    assert "same phone" in page
    assert "Marie &lt;b&gt; Courie" in page
    one, other = Likeness.objects.values_list("one_id", "other_id").get()
    assert f'href="/office/duplicates/{one}/{other}/"' in page


def test_two_who_are_not_one_are_listed_no_more(owner: Client, customer: Customer, twin: Customer) -> None:
    owner.post(f"/office/duplicates/{customer.id}/{twin.id}/apart/")
    find_likenesses(lambda _done, _of: None)
    assert not owner.get("/office/duplicates/").context["pairs"]


def test_two_records_are_compared_merged_and_parted_again(
    owner: Client, customer: Customer, twin: Customer, sell: Sells, shop: Shop
) -> None:
    sale = sell(customer=twin)
    perform(change_credit, Stamp(shop.node), id=new_id(), customer=twin.id, amount=2500, reason="Goodwill")
    page = owner.get(f"/office/duplicates/{customer.id}/{twin.id}/")
    assert 'Store credit <span class="money">25,00' in page.text
    assert page.context["keep"] == "other"
    assert [line.name for line in page.context["lines"] if line.differs] == ["first_name", "last_name", "language"]
    minted = str(page.context["new_id"])
    answer = owner.post(
        f"/office/duplicates/{customer.id}/{twin.id}/",
        {"keep": "one", "take_last_name": "other", "take_first_name": "one", "minted": minted},
    )
    assert answer.headers["Location"] == f"/office/customers/{customer.id}/"
    sale.refresh_from_db()
    customer.refresh_from_db()
    assert sale.customer == customer
    assert customer.name == "Marie Courie"
    assert owner.get(f"/office/customers/{twin.id}/").headers["Location"] == f"/office/customers/{customer.id}/"
    undo = f"/office/duplicates/merges/{Merge.objects.get().id}/undo/"
    assert undo in owner.get(f"/office/customers/{customer.id}/").text
    assert "will be two records again" in owner.get(undo).text
    assert owner.post(undo).headers["Location"] == f"/office/duplicates/{customer.id}/{twin.id}/"
    sale.refresh_from_db()
    assert sale.customer == twin
    assert undo not in owner.get(f"/office/customers/{customer.id}/").text
    assert owner.get(undo).status_code == 302


def test_who_was_merged_meanwhile_is_not_compared(owner: Client, customer: Customer, twin: Customer) -> None:
    page = f"/office/duplicates/{customer.id}/{twin.id}/"
    owner.post(page, {"keep": "one"})
    for answer in (owner.get(page), owner.post(page), owner.get(f"/office/duplicates/{customer.id}/{customer.id}/")):
        assert answer.headers["Location"] == "/office/duplicates/"
    assert not owner.get("/office/duplicates/").context["pairs"]
    assert Merge.objects.count() == 1


def test_a_merge_that_went_on_says_what_to_undo_first(owner: Client, customer: Customer, twin: Customer) -> None:
    owner.post(f"/office/duplicates/{customer.id}/{twin.id}/", {"keep": "one"})
    first = Merge.objects.get()
    owner.post("/office/customers/new/", {"last_name": "Third"})
    third = Customer.objects.get(last_name="Third")
    owner.post(f"/office/duplicates/{third.id}/{customer.id}/", {"keep": "one"})
    answer = owner.post(f"/office/duplicates/merges/{first.id}/undo/", follow=True)
    assert "Undo that first" in answer.text
    first.refresh_from_db()
    assert first.undone_at is None
