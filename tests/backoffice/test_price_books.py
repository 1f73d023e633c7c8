from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.actions import create_group
from habitue.customers.models import Group
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.pricing.actions import create_price_book, set_book_prices
from habitue.pricing.given import GivenPrice
from habitue.pricing.models import BookPrice, Choice, PriceBook, PricingPolicy
from habitue.stores.models import Outlet, Role, Shop
from tests.backoffice.conftest import SignedIn

BOOKS = "/office/prices/books/"


@pytest.fixture
def vip(shop: Shop) -> Group:
    return perform(create_group, Stamp(shop.node), id=new_id(), name="VIP")


@pytest.fixture
def book(shop: Shop, vip: Group) -> PriceBook:
    return perform(create_price_book, Stamp(shop.node), id=new_id(), name="Regulars", group=vip.id)


def page_of(book: PriceBook, part: str = "") -> str:
    return f"{BOOKS}{book.id}/{part}"


def row(variant: Variant, *, prefix: str = "", **typed: str) -> dict[str, str]:
    """A row as the page sends it: `row(loafer, price="79,00")`."""
    prefix = prefix or f"p{new_id().hex}"
    typed = {"from_quantity": "1", "price": "", "percent_off": "", "was": "", **typed}
    return {f"{prefix}-variant": str(variant.id), **{f"{prefix}-{name}": text for name, text in typed.items()}}


def prices_of(book: PriceBook) -> set[tuple[int, int | None, Decimal | None]]:
    return set(book.prices.values_list("from_quantity", "price", "percent_off"))


def upload(client: Client, book: PriceBook, text: str) -> str:
    file = BytesIO(text.encode())
    file.name = "prices.csv"
    answer = client.post(page_of(book, "file/"), {"file": file})
    assert answer.status_code == 200
    return answer.text


def test_a_book_is_made_for_a_group_and_a_time(owner: Client, vip: Group) -> None:
    typed = {"name": "Winter", "group": str(vip.id), "starts_on": "2026-12-01", "ends_on": "2026-12-31"}
    owner.post(f"{BOOKS}new/", typed)
    made = PriceBook.objects.get()
    assert (made.name, made.group, str(made.starts_on), str(made.ends_on)) == (
        "Winter",
        vip,
        "2026-12-01",
        "2026-12-31",
    )
    assert "Winter" in owner.get(BOOKS).text


def test_what_is_wrong_with_a_book_is_said_beside_it(owner: Client, book: PriceBook) -> None:
    typed = {"name": "regulars", "starts_on": "2026-12-02", "ends_on": "2026-12-01"}
    answer = owner.post(f"{BOOKS}new/", typed)
    assert answer.status_code == 422
    assert "Another price book has this name." in answer.text
    assert "It ends before it starts." in answer.text


def test_the_list_says_how_books_stand(owner: Client, shop: Shop, book: PriceBook) -> None:
    today = now().date()
    for name, first, last in (("Soon", 9, 20), ("Gone", -20, -9)):
        first_day, last_day = today + timedelta(days=first), today + timedelta(days=last)
        perform(create_price_book, Stamp(shop.node), id=new_id(), name=name, starts_on=first_day, ends_on=last_day)
    listed = owner.get(BOOKS).text
    assert [state in listed for state in ("Live", "Planned", "Over")] == [True, True, True]
    owner.post(page_of(book, "retire/"))
    assert "Retired since" in owner.get(page_of(book)).text
    owner.post(page_of(book, "bring-back/"))
    assert PriceBook.objects.get(id=book.id).retired_at is None


def test_many_prices_are_typed_at_once(owner: Client, book: PriceBook, loafer: Variant) -> None:
    typed = {
        **row(loafer, price="79,00"),
        **row(loafer, from_quantity="3", percent_off="12,5 %"),
        **row(loafer, from_quantity="9"),
    }
    assert owner.post(page_of(book, "prices/"), typed).status_code == 302
    assert prices_of(book) == {(1, 7900, None), (3, None, Decimal("12.5"))}
    shown = owner.get(page_of(book)).text
    assert "79,00" in shown
    assert "77,87" in shown


def test_a_price_moves_to_another_quantity_and_another_is_removed(
    owner: Client, shop: Shop, book: PriceBook, loafer: Variant
) -> None:
    given = [GivenPrice(id=new_id(), variant=loafer.id, from_quantity=count, price=count) for count in (1, 5)]
    perform(set_book_prices, Stamp(shop.node), book=book.id, prices=given)
    typed = {
        **row(loafer, was="1", from_quantity="2", price="80"),
        **row(loafer, was="5", from_quantity="5", price="70", removed="on"),
    }
    owner.post(page_of(book, "prices/"), typed)
    assert prices_of(book) == {(2, 8000, None)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"price": "abc"}, "Write it as 89,00."),
        ({"price": "10", "percent_off": "10"}, "A price or a percentage, not both."),
        ({"percent_off": "101"}, "A percentage is from 0 to 100."),
        ({"price": "10", "from_quantity": "0"}, "A whole number from 1 to 9999, please."),
        ({"price": "10", "from_quantity": "some"}, "A whole number from 1 to 9999, please."),
        ({"was": "1"}, "Give it a price or a percentage, or remove it."),
    ],
)
def test_a_price_that_is_wrong_is_said_and_nothing_is_saved(
    owner: Client, book: PriceBook, loafer: Variant, typed: dict[str, str], said: str
) -> None:
    good = row(loafer, from_quantity="7", price="50")
    answer = owner.post(page_of(book, "prices/"), {**good, **row(loafer, **typed)})
    assert answer.status_code == 422
    assert said in answer.text
    assert all(f'value="{text}"' in answer.text for text in typed.values())
    assert not book.prices.exists()


def test_two_prices_for_as_many_pieces_are_one_too_many(owner: Client, book: PriceBook, loafer: Variant) -> None:
    answer = owner.post(page_of(book, "prices/"), {**row(loafer, price="1"), **row(loafer, price="2")})
    assert "This variant has a price from as many pieces above." in answer.text


@pytest.mark.parametrize("typed", ["loaf", "LOA-38"])
def test_what_is_sold_is_found_and_comes_as_a_row(owner: Client, book: PriceBook, loafer: Variant, typed: str) -> None:
    assert str(loafer.id) in owner.post(page_of(book, "prices/find/"), {"q": typed}).text
    rows = owner.post(page_of(book, "prices/rows/"), {"product": str(loafer.product_id)}).text
    assert "LOA-38" in rows
    assert "<b>Orsay" not in rows


def test_what_stands_on_the_page_already_is_pointed_to(owner: Client, book: PriceBook, loafer: Variant) -> None:
    picked = {"variant": str(loafer.id), "there": [str(loafer.id)]}
    answer = owner.post(page_of(book, "prices/rows/"), picked)
    assert "<tr>" not in answer.text
    assert "LOA-38 stands below already." in answer.text
    assert str(loafer.id) in answer.headers["HX-Trigger-After-Settle"]
    assert "<tr>" in owner.post(page_of(book, f"prices/rows/{loafer.id}/more/")).text
    others = owner.post(page_of(book, "prices/rows/"), {"variant": str(loafer.id), "there": ["nonsense"]})
    assert others.text.count("<tr>") == 1
    assert "HX-Trigger-After-Settle" not in others.headers


def test_rules_are_set_and_said(owner: Client, book: PriceBook, loafer: Variant) -> None:
    typed = {"r0-percent_off": "10", "r0-on": "brand:Mavel", "r0-from_quantity": "2", "r1-percent_off": "", "r1-on": ""}
    assert owner.post(page_of(book, "rules/"), typed).status_code == 302
    shown = owner.get(page_of(book)).text
    assert "off the brand Mavel" in shown
    assert "from 2 pieces on" in shown
    wrong = owner.post(
        page_of(book, "rules/"), {"r0-percent_off": "10", "r0-on": "", "r1-percent_off": "", "r1-on": "everything"}
    )
    assert wrong.status_code == 422
    assert "Choose what it is off." in wrong.text
    assert "Say how much." in wrong.text
    assert book.rules.count() == 1


def test_the_shop_chooses_between_books(owner: Client, shop: Shop) -> None:
    owner.post(f"{BOOKS}choice/", {"choice": "best"})
    assert PricingPolicy.objects.get().choice == Choice.BEST
    assert owner.post(f"{BOOKS}choice/", {"choice": "dearest"}).status_code == 422


def test_a_file_is_looked_at_before_it_counts(owner: Client, book: PriceBook, loafer: Variant) -> None:
    text = (
        "SKU;à partir de;Prix;Remise\nloa-38;;79,00;\nLOA-38;3;;20 %\nLOA-38;3;1;\nNONE;;1;\nLOA-38;x;1;\nLOA-38;;;\n"
    )
    seen = upload(owner, book, text)
    assert not book.prices.exists()
    assert "Line 3 has a price for this already." in seen
    assert "No variant has the SKU NONE." in seen
    assert "“x” is not a number of pieces." in seen
    assert "The line has neither a price nor a percentage." in seen
    kept = seen.split('name="kept" value="')[1][:36]
    owner.post(page_of(book, "file/take/"), {"kept": kept})
    assert prices_of(book) == {(1, 7900, None), (3, None, Decimal(20))}
    owner.post(page_of(book, "file/take/"), {"kept": kept})
    assert BookPrice.objects.count() == 2


def test_what_is_exported_can_be_imported_and_changes_nothing(
    owner: Client, shop: Shop, book: PriceBook, loafer: Variant
) -> None:
    Variant.objects.filter(id=loafer.id).update(colour="=black")
    price = GivenPrice(id=new_id(), variant=loafer.id, from_quantity=2, percent_off=Decimal("7.5"))
    perform(set_book_prices, Stamp(shop.node), book=book.id, prices=[price])
    text = owner.get(page_of(book, "export/")).content.decode("utf-8-sig")
    assert "'=black" in text
    seen = upload(owner, book, text)
    assert "There is nothing to take." in seen
    assert "Lines left out</dt><dd>0" in seen


def test_a_file_that_is_none_says_so(owner: Client, book: PriceBook) -> None:
    file = BytesIO(b"PK\x03\x04")
    file.name = "prices.xlsx"
    answer = owner.post(page_of(book, "file/"), {"file": file})
    assert answer.status_code == 422
    assert "This is a workbook" in answer.text


def test_a_warehouse_manager_reads_prices_and_changes_none(signed_in: SignedIn, book: PriceBook) -> None:
    warehouse = signed_in(Role.WAREHOUSE_MANAGER)
    for page in (BOOKS, page_of(book)):
        seen = warehouse.get(page).text
        assert "Regulars" in seen
        assert "Change" not in seen
        assert "Add a price book" not in seen
        assert "From a file" not in seen
    assert warehouse.post(page_of(book, "retire/")).status_code == 403


def test_a_price_is_tried_for_a_group_and_says_which_book_counts(
    owner: Client, shop: Shop, book: PriceBook, loafer: Variant, vip: Group
) -> None:
    perform(
        set_book_prices,
        Stamp(shop.node),
        book=book.id,
        prices=[GivenPrice(id=new_id(), variant=loafer.id, price=7900)],
    )
    perform(create_price_book, Stamp(shop.node), id=new_id(), name="For all")
    asked = {"outlet": str(Outlet.objects.get().id), "quantity": "2", "variant": str(loafer.id)}
    seen = owner.post("/office/prices/try/", {**asked, "group": str(vip.id)}).text
    assert seen.index("Regulars") < seen.index("Counts") < seen.index("For all") < seen.index("no price")
    assert "158,00" in seen
    assert "178,00" in owner.post("/office/prices/try/", asked).text
    assert str(loafer.id) in owner.post("/office/prices/try/find/", {"q": "LOA-38"}).text


def test_a_slip_in_the_quantity_keeps_what_is_tried(owner: Client, shop: Shop, loafer: Variant) -> None:
    asked = {"outlet": str(Outlet.objects.get().id), "quantity": "-2", "variant": str(loafer.id)}
    answer = owner.post("/office/prices/try/", asked)
    assert answer.status_code == 422
    assert "A whole number from 1 to" in answer.text
    assert f'name="variant" value="{loafer.id}"' in answer.text


def test_a_whole_sku_means_one_variant_and_not_all_of_its_product(
    owner: Client, book: PriceBook, loafer: Variant
) -> None:
    assert "data-scanned" in owner.post(page_of(book, "prices/find/"), {"q": loafer.sku}).text
    assert "data-scanned" not in owner.post(page_of(book, "prices/find/"), {"q": "loafer"}).text
