import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from habitue.backoffice.views import grouping
from habitue.backoffice.views import groups as groups_view
from habitue.customers.actions import create_customer, create_group, put_in_group, retire_group
from habitue.customers.forms import CustomerForm
from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerEvent, Group
from habitue.jobs.models import Job, State
from habitue.jobs.work import Running, known
from habitue.journal.action import Stamp
from habitue.journal.models import Change, Entry
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.stores.models import Shop


@pytest.fixture
def vip(owner: Client) -> Group:
    owner.post("/office/groups/new/", {"name": "VIP", "colour": "3"})
    return Group.objects.get(name="VIP")


def offered(customer: Customer | None = None) -> set[str]:
    form = CustomerForm(country="FR", language="en", customer=customer)
    return {str(label) for _value, label in form.fields["group"].choices}  # type: ignore[attr-defined]  # a choice field


def members(group: Group, shop: Shop, *customers: Customer) -> None:
    perform(put_in_group, Stamp(shop.node), customers=[each.id for each in customers], group=group.id)


def test_a_group_is_made_with_its_colour_and_can_be_chosen(owner: Client, vip: Group) -> None:
    assert (vip.name, vip.colour) == ("VIP", 3)
    page = owner.get("/office/groups/").text
    assert 'data-tint="3"><bdi>VIP</bdi>' in page
    assert page.index("All customers") < page.index("VIP")
    assert "VIP" in offered()


@pytest.mark.parametrize("taken", ["VIP", "vip", "All customers", "", "x" * 61])
def test_a_name_that_is_taken_empty_or_too_long_is_refused(owner: Client, vip: Group, taken: str) -> None:
    answer = owner.post("/office/groups/new/", {"name": taken, "colour": "1"})
    assert answer.status_code == 422
    assert 'id="id_name_error"' in answer.text
    assert Group.objects.count() == 2


def test_a_group_is_renamed(owner: Client, vip: Group) -> None:
    owner.post(f"/office/groups/{vip.id}/", {"name": "Friends", "colour": "5"})
    vip.refresh_from_db()
    assert (vip.name, vip.colour) == ("Friends", 5)


def test_the_group_in_which_everybody_starts_keeps_its_name_and_cannot_be_retired(owner: Client) -> None:
    owner.post(f"/office/groups/{ALL_CUSTOMERS}/", {"name": "Nobody", "colour": "2"})
    assert Group.objects.get(id=ALL_CUSTOMERS).name == "All customers"
    assert "retire/" not in owner.get(f"/office/groups/{ALL_CUSTOMERS}/").text
    assert owner.post(f"/office/groups/{ALL_CUSTOMERS}/retire/", {"members_to": ALL_CUSTOMERS}).status_code == 404
    with pytest.raises(ValueError, match="cannot be retired"):
        perform(retire_group, Stamp(new_id()), id=ALL_CUSTOMERS)


def test_who_is_put_in_a_group_is_in_it_and_the_timeline_says_so(vip: Group, customer: Customer, shop: Shop) -> None:
    for _time in range(2):
        members(vip, shop, customer)
    customer.refresh_from_db()
    assert customer.group == vip
    event = CustomerEvent.objects.get()
    assert (event.kind, event.facts) == ("group", [["group", "All customers", "VIP"]])
    assert Change.objects.filter(kind="customer", object_id=customer.id).count() == 2


def test_the_customers_of_a_retired_group_go_where_they_are_told(
    owner: Client, vip: Group, customer: Customer, shop: Shop
) -> None:
    members(vip, shop, customer)
    friends = Group.objects.create(name="Friends")
    asked = owner.get(f"/office/groups/{vip.id}/retire/").text
    assert "1 customer is in it now" in asked
    owner.post(f"/office/groups/{vip.id}/retire/", {"members_to": friends.id})
    customer.refresh_from_db()
    vip.refresh_from_db()
    assert customer.group == friends
    assert vip.retired_at
    assert "VIP" not in offered(customer)
    assert "Friends" in offered(customer)
    assert Entry.objects.latest("number", "at").action == "retire_group"


def test_a_retired_group_is_brought_back(owner: Client, vip: Group) -> None:
    owner.post(f"/office/groups/{vip.id}/retire/", {"members_to": ALL_CUSTOMERS})
    assert "Bring it back" in owner.post("/office/groups/new/", {"name": "vip", "colour": "1"}).text
    owner.post(f"/office/groups/{vip.id}/bring-back/")
    assert "VIP" in offered()


def test_groups_and_who_is_in_them_come_from_a_file(owner: Client, vip: Group, customer: Customer) -> None:
    Customer.objects.filter(id=customer.id).update(code="MARIE1")
    lines = [
        "groupe;code client;téléphone",
        "Gold;marie-1;",
        "vip;;06 12 34 12 78",
        "Empty one;;",
        "VIP;NOBODY;",
        ";MARIE1;",
    ]
    file = SimpleUploadedFile("groups.csv", "\n".join(lines).encode())
    page = owner.post("/office/groups/file/", {"file": file})
    assert page.status_code == 200
    outcome = page.context["outcome"]
    assert (outcome.created, outcome.changed, outcome.bad) == (2, 2, 2)
    assert "No customer has “NOBODY”." in page.text
    assert [problem.line for problem in outcome.problems] == [5, 6]
    assert set(Group.objects.values_list("name", flat=True)) == {"All customers", "VIP", "Gold", "Empty one"}


def test_a_file_of_groups_that_cannot_be_read_says_why(owner: Client) -> None:
    for content in (b"", b"nothing known\n1", b"PK\x03\x04 a workbook", b"group;code\n" + b"x" * 3 * 1024 * 1024):
        answer = owner.post("/office/groups/file/", {"file": SimpleUploadedFile("x.csv", content)})
        assert answer.status_code == 422
        assert 'id="id_file_error"' in answer.text
    assert owner.post("/office/groups/file/").status_code == 422


def test_those_who_are_ticked_are_put_in_a_group_once_it_is_sure(owner: Client, vip: Group, customer: Customer) -> None:
    assert f'value="{customer.id}" form="picked"' in owner.get("/office/customers/").text
    asked = {"group": vip.id, "who": "ticked", "customer": [customer.id, "nonsense"]}
    assert "Put 1 customer in VIP?" in owner.post("/office/customers/group/", asked).text
    customer.refresh_from_db()
    assert customer.group_id == ALL_CUSTOMERS
    owner.post("/office/customers/group/", {**asked, "sure": "1"})
    customer.refresh_from_db()
    assert customer.group == vip
    nobody = owner.post("/office/customers/group/", {"group": vip.id, "who": "ticked"}, follow=True)
    assert "Nobody is ticked" in nobody.text


def test_all_who_are_listed_are_put_in_a_group_and_nobody_else(owner: Client, vip: Group, customer: Customer) -> None:
    owner.post("/office/customers/new/", {"last_name": "Without e-mail"})
    page = owner.post("/office/customers/group/?email=yes", {"group": vip.id, "who": "all"})
    assert page.context["count"] == 1
    sure = {"group": vip.id, "who": "all", "sure": "1"}
    assert owner.post("/office/customers/group/?email=yes", sure).headers["Location"] == "/office/customers/?email=yes"
    assert list(Customer.objects.filter(group=vip)) == [customer]


def test_very_many_are_put_in_a_group_in_the_background(
    owner: Client, vip: Group, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "AT_ONCE", 0)
    answer = owner.post("/office/customers/group/?email=yes", {"group": vip.id, "who": "all", "sure": "1"})
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/office/jobs/{job.id}/"
    Job.objects.update(state=State.RUNNING)
    result = known()[job.task].work(Running(job), **job.asked)
    customer.refresh_from_db()
    assert (result, customer.group) == ({"count": 1}, vip)


@pytest.fixture
def retiring(owner: Client, vip: Group, customer: Customer, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A group that is too full to be retired at once is on its way out; whoever is in it goes to "Wholesale"."""
    monkeypatch.setattr(groups_view, "AT_ONCE", 0)
    perform(put_in_group, Stamp(Shop.objects.get().node), customers=[customer.id], group=vip.id)
    to = perform(create_group, Stamp(Shop.objects.get().node), id=new_id(), name="Wholesale", colour=2)
    answer = owner.post(f"/office/groups/{vip.id}/retire/", {"members_to": str(to.id)})
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/office/jobs/{job.id}/"
    assert not Group.objects.get(id=vip.id).retired_at
    Job.objects.update(state=State.RUNNING)
    return Job.objects.get()


def test_a_group_with_very_many_customers_is_retired_in_the_background(
    retiring: Job, vip: Group, customer: Customer
) -> None:
    gone = perform(
        create_customer,
        Stamp(Shop.objects.get().node),
        id=new_id(),
        first_name="Maria",
        code="MARIA234",
        language="fr",
        group=vip.id,
    )
    Customer.objects.filter(id=gone.id).update(merged_into=customer)
    result = known()[retiring.task].work(Running(retiring), **retiring.asked)
    vip.refresh_from_db()
    customer.refresh_from_db()
    assert result == {"count": 1}
    assert vip.retired_at
    assert not Customer.objects.filter(group=vip).exists()
    assert customer.group.name == "Wholesale"


def test_a_group_does_not_retire_into_one_that_was_retired_meanwhile(
    retiring: Job, vip: Group, customer: Customer, owner: Client
) -> None:
    Group.objects.filter(name="Wholesale").update(retired_at=now())
    result = known()[retiring.task].work(Running(retiring), **retiring.asked)
    vip.refresh_from_db()
    customer.refresh_from_db()
    assert (customer.group, vip.retired_at) == (vip, None)
    Job.objects.update(state=State.DONE, result=result)
    assert "Choose another" in owner.get(f"/office/jobs/{retiring.id}/").text
