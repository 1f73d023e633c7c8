"""The list of customers: in every order, narrowed in every way, page by page, and written to a file as it is shown."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from habitue.backoffice.views import export
from habitue.customers.actions import change_customer, create_customer, create_group, put_in_group, record_consents
from habitue.customers.actions.record_consents import GivenAnswer
from habitue.customers.codes import new_code
from habitue.customers.listing import filing, held, holding, narrowing
from habitue.customers.models import (
    ALL_CUSTOMERS,
    Customer,
    CustomField,
    FieldOption,
    Kind,
    Listed,
    Purpose,
    Way,
)
from habitue.jobs import worker
from habitue.jobs.models import Job
from habitue.journal.action import Stamp
from habitue.journal.models import Feed
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import tracking
from habitue.stores.actions import create_outlet, create_register
from habitue.stores.models import Register, Role, Shop, Staff
from tests.backoffice.conftest import Sells

PAGE = "/office/customers/"


def add(
    stream: UUID, last_name: str, *, register: UUID | None = None, at: datetime | None = None, **more: Any
) -> Customer:
    given: dict[str, Any] = {
        "first_name": "", "company": "", "phone": "", "email": "", "postcode": "", "note": "", "cards": [],
        "group": ALL_CUSTOMERS, "language": "fr", **more,
    }  # fmt: skip
    stamp = Stamp(stream, at=at) if at else Stamp(stream)
    return perform(
        create_customer, stamp, id=new_id(), code=new_code(), last_name=last_name, register=register, **given
    )


def names(client: Client, **asked: str) -> list[str]:
    return [customer.last_name for customer in client.get(PAGE, asked).context["rows"]]


def answer(shop: Shop, customer: Customer, **given: bool) -> None:
    perform(
        record_consents,
        Stamp(shop.node),
        customer=customer.id,
        way=Way.OFFICE,
        language="fr",
        answers=[
            GivenAnswer(new_id(), Purpose.KEEP, "", yes)
            if what == "keep"
            else GivenAnswer(new_id(), "write", what, yes)
            for what, yes in given.items()
        ],
    )


@pytest.fixture(autouse=True)
def as_it_is(shop: Shop) -> Any:
    """Whatever a test does, the list ends up as the customers are."""
    yield
    filing.catch_up_with_all()
    assert not list(filing.what_is_wrong())
    assert Listed.objects.count() == Customer.objects.filter(merged_into=None).count()


def test_each_order_and_its_reverse(owner: Client, shop: Shop, sell: Sells) -> None:
    for day, name in ((3, "Béart"), (1, "ader"), (2, "Caron")):
        customer = add(shop.node, name, at=datetime(2025, 5, day, tzinfo=UTC))
        sell(customer=customer, quantity=day * 2 % 5)
    ways = {
        "name": ["Caron", "Béart", "ader"],
        "created": ["Béart", "Caron", "ader"],
        "visit": ["Caron", "ader", "Béart"],
        "spent": ["Caron", "ader", "Béart"],
    }
    Customer.objects.filter(last_name="ader").update(last_visit=datetime(2025, 6, 2, tzinfo=UTC))
    Customer.objects.filter(last_name="Béart").update(last_visit=datetime(2025, 6, 1, tzinfo=UTC))
    filing.file(Customer.objects.values_list("id", flat=True))
    for order, expected in ways.items():
        assert names(owner, sort=order) == expected, order
        assert names(owner, sort=order, rising="on") == expected[::-1], order


def test_the_pages_lead_on_and_back(owner: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "ROWS", 2)
    monkeypatch.setattr(narrowing, "COUNTED", 4)
    for number in range(5):
        add(shop.node, f"Number {number}")
    page = owner.get(PAGE).context["page"]
    assert (page.count, page.more, page.before) == (4, True, "")
    seen = [page]
    while page.after:
        page = owner.get(PAGE, {"after": page.after}).context["page"]
        seen.append(page)
    assert [[row.last_name for row in each.rows] for each in seen] == [
        ["Number 4", "Number 3"],
        ["Number 2", "Number 1"],
        ["Number 0"],
    ]
    for earlier, later in pairwise(seen):
        back = owner.get(PAGE, {"before": later.before}).context["page"]
        assert back.rows == earlier.rows
    assert names(owner, after="nobody") == names(owner)


def test_a_customer_who_was_made_a_moment_ago_stands_first_and_is_found(owner: Client, shop: Shop) -> None:
    add(shop.node, "Before")
    assert names(owner) == ["Before"]
    owner.post(f"{PAGE}new/", {"last_name": "Just now"})
    assert names(owner) == ["Just now", "Before"]
    found = owner.post(PAGE, {"q": "just"}, headers={"hx-request": "true"})
    assert [customer.last_name for customer in found.context["rows"]] == ["Just now"]


def test_by_group(owner: Client, shop: Shop) -> None:
    group = perform(create_group, Stamp(shop.node), id=new_id(), name="VIP")
    empty = perform(create_group, Stamp(shop.node), id=new_id(), name="Nobody yet")
    one, _other = add(shop.node, "In"), add(shop.node, "Out")
    perform(put_in_group, Stamp(shop.node), group=group.id, customers=[one.id])
    assert names(owner, group=str(group.id)) == ["In"]
    assert names(owner, group=str(ALL_CUSTOMERS)) == ["Out"]
    assert names(owner, group=str(empty.id)) == []
    assert "No customer is like this" in owner.get(PAGE, {"group": str(empty.id)}).text


def test_by_outlet_where_they_were_created_or_have_bought(
    owner: Client, shop: Shop, register: Register, people: dict[Role, Staff], sell: Sells
) -> None:
    other = perform(
        create_outlet, Stamp(shop.node), id=new_id(), name="Lyon", address="", country="FR", time_zone="Europe/Paris",
        prices_include_tax=True,
    )  # fmt: skip
    there = perform(create_register, Stamp(shop.node), id=new_id(), outlet=other.id, name="Till", code="9")
    both = add(there.id, "Both", register=there.id)
    add(there.id, "Lyon", register=there.id)
    add(shop.node, "Nowhere")
    sale = sell(customer=both)
    assert names(owner, outlet=str(register.outlet_id)) == ["Both"]
    assert names(owner, outlet=str(other.id)) == ["Lyon", "Both"]
    nowhere = Customer.objects.get(last_name="Nowhere")
    tracking.track([sale.id], nowhere.id, Stamp(shop.node, people[Role.OWNER].id))
    assert names(owner, outlet=str(register.outlet_id)) == ["Nowhere"]


def test_by_email_phone_and_their_absence(owner: Client, shop: Shop) -> None:
    add(shop.node, "Both", email="a@example.org", phone="+33612345678")
    add(shop.node, "Phone", phone="+33612345679")
    changed = add(shop.node, "Nothing")
    assert names(owner, email="yes") == ["Both"]
    assert names(owner, email="no") == ["Nothing", "Phone"]
    assert names(owner, email="no", phone="yes") == ["Phone"]
    perform(
        change_customer,
        Stamp(shop.node),
        id=changed.id,
        code=changed.code,
        language="fr",
        last_name="Now",
        email="now@example.org",
    )
    assert names(owner, email="yes") == ["Now", "Both"]


def test_by_the_latest_answer_to_a_consent(owner: Client, shop: Shop) -> None:
    yes, no, _unasked = add(shop.node, "Yes"), add(shop.node, "No"), add(shop.node, "Unasked")
    answer(shop, yes, keep=True, email=True)
    answer(shop, no, keep=True, email=True)
    assert names(owner, consent="email") == ["No", "Yes"]
    answer(shop, no, keep=True, email=False)
    assert names(owner, consent="email") == ["Yes"]
    assert names(owner, consent="kept") == ["No", "Yes"]
    assert names(owner, consent="unasked") == ["Unasked"]
    answer(shop, no, keep=False, email=False)
    assert names(owner, consent="refused") == ["No"]


def test_by_last_visit(owner: Client, shop: Shop, sell: Sells) -> None:
    came, _never = add(shop.node, "Came"), add(shop.node, "Never")
    sell(customer=came)
    today = datetime.now(UTC).date().isoformat()
    assert names(owner, since=today) == ["Came"]
    assert names(owner, until=today) == ["Came"]
    assert names(owner, until="2020-01-01") == []
    wrong = owner.get(PAGE, {"until": "soon"})
    assert "Enter a valid date" in wrong.text
    assert len(wrong.context["rows"]) == 2


type Own = dict[str, CustomField]


@pytest.fixture
def own(owner: Client, shop: Shop) -> Own:
    """A field of each kind, and who holds what in them."""
    fields = {kind.value: CustomField.objects.create(label_en=kind, label_fr=kind, kind=kind) for kind in Kind}
    options = {
        (kind, name): FieldOption.objects.create(field=fields[kind], label_en=name, label_fr=name)
        for kind in ("one_of", "several_of")
        for name in ("Gold", "Silver", "Pearl")
    }
    holds: dict[str, dict[str, list[str]]] = {
        "Anne": {"text": ["Le Café de l’Été"], "number": ["-9.5"], "yes_no": ["yes"], "several_of": ["Gold", "Pearl"]},
        "Bea": {"text": ["Chez Hélène, au café"], "number": ["9.5"], "date": ["2024-02-29"], "one_of": ["Gold"]},
        "Carl": {"text": ["★"], "number": ["10"], "date": ["1920-01-01"], "one_of": ["Silver"], "yes_no": ["no"]},
        "Dora": {},
    }
    for name, answers in holds.items():
        whole = {
            str(fields[kind].id): [str(options[kind, each].id) if (kind, each) in options else each for each in values]
            for kind, values in answers.items()
        }
        add(shop.node, name, fields=whole)
    return fields


@pytest.fixture
def hold(owner: Client, own: Own) -> Any:
    """Who is listed for `text="café"`, `number_from="9"`, `one_of=["Gold"]`, by what the form sends."""

    def hold(**asked: Any) -> str:
        sent: dict[str, Any] = {"sort": "name", "rising": "on"}
        for name, value in asked.items():
            kind = next(kind for kind in sorted(own, key=len, reverse=True) if name.startswith(kind))
            ids = [str(option.id) for option in own[kind].options.all() if option.label_en in value]
            sent[f"own_{own[kind].id.hex}{name.removeprefix(kind)}"] = ids or value
        answer = owner.post(f"{PAGE}filter/", sent)
        assert answer.status_code == 302
        assert not [value for value in asked.values() if value == asked.get("text") and value in answer["Location"]]
        return " ".join(customer.last_name for customer in owner.get(answer["Location"]).context["rows"])

    return hold


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize("bits", [0, 62])
def test_by_each_kind_of_field_of_ones_own(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, few: int, bits: int
) -> None:
    monkeypatch.setattr(holding, "FEW", few)
    for module in (holding, held):
        monkeypatch.setattr(module, "BITS", bits)
    hold = request.getfixturevalue("hold")
    assert hold(text="CAFE") == "Anne Bea"
    assert hold(text="ete caf") == "Anne"
    assert hold(text="afé") == ""
    assert hold(text_is="filled") == "Anne Bea Carl"
    assert hold(text_is="empty") == "Dora"
    assert hold(number_from="9,5", number_to="9.5") == "Bea"
    assert hold(number_from="-10", number_to="9.5") == "Anne Bea"
    assert hold(number_from="9.51") == "Carl"
    assert hold(number_to="0") == "Anne"
    assert hold(date_from="2024-02-29") == "Bea"
    assert hold(date_to="2024-02-28") == "Carl"
    assert hold(yes_no_is="yes") == "Anne"
    assert hold(yes_no_is="no") == "Carl"
    assert hold(yes_no_is="empty") == "Bea Dora"
    assert hold(one_of=["Gold", "Silver"]) == "Bea Carl"
    assert hold(several_of=["Pearl", "Silver"]) == "Anne"
    assert hold(several_of_is="filled") == "Anne"
    assert hold(text="cafe", number_from="0", one_of=["Gold"]) == "Bea"
    assert hold(text="cafe", one_of_is="empty") == "Anne"


def test_what_a_record_holds_is_looked_up_as_it_is_now(owner: Client, shop: Shop, own: Own, hold: Any) -> None:
    anne = Customer.objects.get(last_name="Anne")
    told = {str(own["text"].id): ["Musée"], str(own["number"].id): []}
    given: dict[str, Any] = {"id": anne.id, "code": anne.code, "language": "fr", "last_name": "Anne", "fields": told}
    perform(change_customer, Stamp(shop.node), **given)
    assert (hold(text="cafe"), hold(text="mus"), hold(number_to="0")) == ("Bea", "Anne", "")


def test_a_filter_that_cannot_be_read_is_told_and_stays(owner: Client, own: Own) -> None:
    number, day = (f"own_{own[kind].id.hex}" for kind in ("number", "date"))
    sent = {f"{number}_from": "ten", f"{day}_from": "2024-02-01", f"{day}_to": "2024-01-01", "own_nonsense": "x"}
    answer = owner.post(f"{PAGE}filter/", {**sent, f"own_{own['text'].id.hex}": "★"})
    assert answer.status_code == 422
    assert all(text in answer.text for text in ("Write a number", "ends before it begins", "Write a word", "ten"))
    assert [row.last_name for row in answer.context["rows"]] == ["Bea"]


def test_a_filter_shows_what_is_asked_and_the_field_as_it_is_called_now(owner: Client, own: Own) -> None:
    field = own["text"]
    address = owner.post(f"{PAGE}filter/", {f"own_{field.id.hex}": "hélène"})["Location"]
    for _time in range(2):
        assert 'value="hélène"' not in owner.get(PAGE).text
        assert 'value="hélène"' in owner.get(address).text
    CustomField.objects.filter(id=field.id).update(label_en="Engraving", label_fr="Engraving")
    assert "Engraving" in owner.get(PAGE).text


def test_words_that_are_not_known_any_more_are_asked_for_again(owner: Client, own: Own) -> None:
    page = owner.get(PAGE, {"words": "elsewhere"})
    assert "not known any more" in page.text
    assert not page.context["narrowed"]


def test_those_who_are_ticked_are_written_to_a_file_and_nobody_else(owner: Client, own: Own) -> None:
    ids = list(Customer.objects.filter(last_name__in=["Anne", "Carl"]).values_list("id", flat=True))
    answer = owner.post(f"{PAGE}export/?sort=name&rising=on", {"format": "csv", "customer": [*ids, "nonsense"]})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["last name"] for row in rows] == ["Anne", "Carl"]
    nobody = owner.post(f"{PAGE}export/", {"format": "csv", "who": "ticked"})
    assert nobody.content.count(b"\n") == 1


def test_the_groups_know_how_many_are_in_them(owner: Client, shop: Shop, own: Own) -> None:
    group = perform(create_group, Stamp(shop.node), id=new_id(), name="VIP")
    everybody = list(Customer.objects.values_list("id", flat=True))
    perform(put_in_group, Stamp(shop.node), customers=everybody[:3], group=group.id)
    counts = {str(each): count for each, count in owner.get("/office/groups/").context["groups"]}
    assert counts == {"All customers": 1, "VIP": 3}
    perform(put_in_group, Stamp(shop.node), customers=everybody[:1], group=ALL_CUSTOMERS)
    Customer.objects.filter(id=everybody[1]).update(merged_into=everybody[2])
    filing.file([everybody[1]])
    counts = {str(each): count for each, count in owner.get("/office/groups/").context["groups"]}
    assert counts == {"All customers": 2, "VIP": 1}


def test_who_is_merged_is_not_listed(owner: Client, shop: Shop) -> None:
    kept, gone = add(shop.node, "Kept"), add(shop.node, "Gone")
    assert names(owner) == ["Gone", "Kept"]
    Customer.objects.filter(id=gone.id).update(merged_into=kept)
    filing.file([gone.id])
    assert names(owner) == ["Kept"]
    assert "Gone" not in owner.post(f"{PAGE}export/", {"format": "csv"}).text


def test_a_feed_that_began_anew_is_filed_anew(owner: Client, shop: Shop) -> None:
    add(shop.node, "One")
    assert names(owner) == ["One"]
    Listed.objects.update(name="wrong")
    Feed.objects.update(epoch=new_id())
    assert names(owner) == ["One"]


def test_columns_are_chosen_and_the_list_stays_where_it_is(owner: Client, shop: Shop) -> None:
    add(shop.node, "Curie", company="Radium", postcode="75005")
    assert "Radium" not in owner.get(PAGE).text
    answer = owner.post(f"{PAGE}columns/", {"column": ["company", "nonsense"], "narrowed": "sort=name&email=no"})
    assert answer.headers["Location"] == f"{PAGE}?sort=name&email=no"
    page = owner.get(answer.headers["Location"])
    assert [column for column, _label, _sorted in page.context["columns"]] == ["company"]
    assert "Radium" in page.text


NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "plain", "'quoted", "<b>&amp;"]


def test_a_file_has_just_what_is_listed_and_no_cell_is_a_formula(owner: Client, shop: Shop) -> None:
    for name in NASTY:
        add(shop.node, name, email="x@example.org")
    add(shop.node, "Without e-mail")
    answer = owner.post(f"{PAGE}export/?email=yes&rising=on&sort=created", {"format": "csv"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="customers.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["last name"].removeprefix("'") for row in rows] == [name.removeprefix("'") for name in NASTY]
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@\t\r"]

    answer = owner.post(f"{PAGE}export/?email=yes", {"format": "xlsx"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in sheet
    assert "Without e-mail" not in sheet
    assert sheet.count("<row ") == len(NASTY) + 1


def test_a_large_file_is_made_in_the_background(owner: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "AT_ONCE", 2)
    for number in range(3):
        add(shop.node, f"Number {number}")
    assert len(owner.post(f"{PAGE}export/?sort=name", {"format": "csv"}).headers["Location"]) > 40
    job = Job.objects.get()
    worker.work_off()
    page = owner.get(f"/office/jobs/{job.id}/").text
    assert "3 customers" in page
    fetched = owner.get(f"/office/jobs/{job.id}/file/").getvalue().decode("utf-8-sig")
    assert [row["last name"] for row in csv.DictReader(io.StringIO(fetched))] == ["Number 2", "Number 1", "Number 0"]


def test_a_format_that_is_none_is_refused(owner: Client) -> None:
    assert owner.post(f"{PAGE}export/", {"format": "exe"}).status_code == 422


def test_the_last_day_counts(shop: Shop) -> None:
    assert filing.day_number(datetime(1970, 1, 2, 23, tzinfo=UTC)) == 1
    assert date(1970, 1, 1).toordinal() == filing.DAY_ZERO
