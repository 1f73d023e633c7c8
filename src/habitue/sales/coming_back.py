"""What comes back of earlier sales in the lines of a basket: money that is a fact, and what goes back to balances."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from habitue.pricing.basket import Given, Step, StepKind
from habitue.sales.facts import LineFacts, PaymentFacts
from habitue.sales.models import BasketLine, Document, Sale
from habitue.sales.returnable import hold_sales, line_coming_back, paid_by_hand, refunds_to_balances, returnable


class ComingBack:
    """`facts` are of each line that comes back, by its id; `refunds` what goes to the balances that had paid.

    `by_hand` is what cash and card had paid of it, by the tender.

    With `hold`, no other till can bring anything of the same sales back before the transaction ends.
    """

    def __init__(self, lines: Sequence[BasketLine], *, hold: bool = False) -> None:
        self.facts: dict[UUID, LineFacts] = {}
        self.refunds: list[PaymentFacts] = []
        self.by_hand: Counter[str] = Counter()
        sales = list(dict.fromkeys(line.of_sale_id for line in lines if line.of_sale_id))
        if hold and sales:
            hold_sales(sales)
        for sale in sales:
            self._work_out(sale, [line for line in lines if line.of_sale_id == sale])

    def _work_out(self, sale: UUID, lines: Sequence[BasketLine]) -> None:
        out = returnable(sale)
        came: Counter[int] = Counter()
        for line in lines:
            position = line.of_line or 0
            before, count = out[position].returned + came[position], -line.quantity
            self.facts[line.id] = line_coming_back(out[position].line, before, count, line.return_reason)
            came[position] += count
        facts = [self.facts[line.id] for line in lines]
        found = Sale.objects.get(id=sale)
        self.refunds += refunds_to_balances(found, facts, out)
        self.by_hand.update(paid_by_hand(found, facts, out))

    def given(self, line: BasketLine) -> Given | None:
        """The line's money as the pricing function takes it."""
        facts = self.facts.get(line.id)
        if facts is None:
            return None
        steps = (Step(StepKind.RETURNED, facts.off),)
        return Given(facts.off, facts.net, facts.tax, facts.total, steps)

    @property
    def to_balances(self) -> int:
        """Minor units that go back to balances: nothing, or less."""
        return sum(refund.amount for refund in self.refunds)


def document_of(lines: Sequence[BasketLine]) -> Document:
    """What the basket will be, by what stands in it."""
    back = [line for line in lines if line.quantity < 0]
    if not back:
        return Document.SALE
    return Document.RETURN if len(back) == len(lines) else Document.EXCHANGE
