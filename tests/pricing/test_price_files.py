from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from habitue.catalogue.models import Variant
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.csvfile import CSVFile
from habitue.lib.ids import new_id
from habitue.pricing.actions import create_price_book, set_book_prices
from habitue.pricing.given import GivenPrice
from habitue.pricing.models import PriceBook
from habitue.pricing.price_files import COLUMNS, read_prices, written_prices
from tests.shop import SmallShop

pytestmark = pytest.mark.django_db

PRICES = some.tuples(some.integers(0, 10**9), some.none())
PERCENTAGES = some.tuples(some.none(), some.decimals(0, 100, places=2))


@pytest.fixture
def shop() -> SmallShop:
    return SmallShop()


@pytest.fixture
def loafer(shop: SmallShop) -> Variant:
    return shop.stock("Loafer", size="38")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "prices.csv"


def new_book(shop: SmallShop) -> PriceBook:
    return perform(create_price_book, Stamp(shop.node), id=new_id(), name=str(new_id()))


@settings(max_examples=25)
@given(prices=some.dictionaries(some.integers(1, 9999), PRICES | PERCENTAGES, max_size=6))
def test_what_is_written_is_read_as_it_was(
    shop: SmallShop, loafer: Variant, file: Path, prices: dict[int, tuple[int | None, Decimal | None]]
) -> None:
    book, other = new_book(shop), new_book(shop)
    given_prices = [
        GivenPrice(id=new_id(), variant=loafer.id, from_quantity=count, price=price, percent_off=percent)
        for count, (price, percent) in prices.items()
    ]
    perform(set_book_prices, Stamp(shop.node), book=book.id, prices=given_prices)
    file.write_bytes(written_prices(book.prices.select_related("variant__product"), "EUR"))
    again = read_prices(file, book, "EUR")
    assert (again.prices, again.outcome.unchanged, again.outcome.bad) == ([], len(prices), 0)
    elsewhere = read_prices(file, other, "EUR")
    assert {each.from_quantity: (each.price, each.percent_off) for each in elsewhere.prices} == prices


# A file with a NUL in it is no text file, which is said of it as a whole.
texts = some.text(some.characters(exclude_characters="\0"), max_size=12)


@settings(max_examples=60)
@given(cells=some.lists(some.lists(texts, min_size=5, max_size=5), max_size=5))
def test_whatever_a_line_holds_it_is_read_or_told(
    shop: SmallShop, loafer: Variant, file: Path, cells: list[list[str]]
) -> None:
    lines = ["sku,barcode,from quantity,price,percent off", "LOAFER,,1,79.00,"]
    lines += [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in cells]
    file.write_text("\n".join(lines), encoding="utf-8", errors="replace", newline="")
    read = read_prices(file, PriceBook(), "EUR")
    assert (read.prices[0].variant, read.prices[0].price) == (loafer.id, 7900)
    assert len(read.outcome.problems) == read.outcome.bad
    with CSVFile(file, COLUMNS) as there:
        assert len(read.prices) + read.outcome.bad == len(list(there))
