"""What a variant would cost somebody now: in each book that applies, and at the till."""

from dataclasses import dataclass
from uuid import UUID

from habitue.catalogue.models import Variant
from habitue.lib.clock import now
from habitue.pricing.basket import PricedLine, price_basket
from habitue.pricing.live import Circumstances, Rules
from habitue.pricing.rules import rules_at
from habitue.pricing.steps import Step, StepKind
from habitue.pricing.wanted import Buyer, Wanted
from habitue.stores.models import Outlet


@dataclass(frozen=True, slots=True)
class BookOffer:
    """What a piece costs by a book that applies; `price` is None where it has none."""

    id: UUID
    name: str
    price: int | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Trial:
    variant: Variant
    quantity: int
    offers: list[BookOffer]
    line: PricedLine

    @property
    def promotions(self) -> list[Step]:
        return [step for step in self.line.steps if step.kind in {StepKind.PROMOTION, StepKind.SALE_PROMOTION}]


def try_price(variant: Variant, outlet: Outlet, group: UUID | None, codes: tuple[str, ...], quantity: int) -> Trial:
    """`variant` comes with its product and tax rate; a sale of nothing else, this moment."""
    product = variant.product
    wanted = Wanted(
        quantity=quantity,
        unit_price=variant.price,
        tax_rate=product.tax_rate.rate,
        variant=variant.id,
        product=product.id,
        category=product.category_id,
        brand=product.brand,
        supplier=product.supplier_id,
    )
    moment, buyer, rules = now().astimezone(outlet.zone), Buyer(group=group), rules_at(outlet.id)

    def priced(by: Rules) -> PricedLine:
        under = Circumstances(moment, buyer, by, codes)
        return price_basket([wanted], prices_include_tax=outlet.prices_include_tax, under=under).lines[0]

    line = priced(rules)
    counting = {step.rule for step in line.steps if step.kind == StepKind.BOOK}
    offers = []
    for book in rules.live_books(buyer, moment):
        alone = priced(Rules(books=(book,)))
        has_price = any(step.kind == StepKind.BOOK for step in alone.steps)
        price = alone.shown // quantity if has_price else None
        offers.append(BookOffer(book.id, book.name, price, book.id in counting))
    return Trial(variant, quantity, offers, line)
