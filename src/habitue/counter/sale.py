"""The sale as the sell screen shows it: read from the server's basket each time, never from what the browser has."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from habitue.balances.gift_codes import last_of
from habitue.catalogue.models import Kind
from habitue.counter.answers import put_at
from habitue.lib.ids import uuid_or_none
from habitue.lib.reading import one
from habitue.lib.stencil import Stencil
from habitue.pricing.basket import PricedLine, price_basket
from habitue.sales.baskets import basket_at, lines_of, price
from habitue.sales.codes import codes_typed
from habitue.sales.models import Basket, BasketLine
from habitue.sales.regulars import Regular, regular
from habitue.sales.repricing import Repricing
from habitue.sales.why import Explained, explain
from habitue.stores.access import TillRequest
from habitue.stores.models import Shop

_QUANTITY = Stencil("counter/line_tools.html#quantity", "id", "address", "quantity")
_WHY = Stencil("counter/line_tools.html#why", "address", "line")
_REMOVE = Stencil("counter/line_tools.html#remove", "address", "line")


@dataclass(frozen=True)
class ShownLine:
    line: BasketLine
    priced: PricedLine
    selected: bool
    address: str
    """Where what is done to it is posted, but for the verb: this many addresses take long to put together."""

    @cached_property
    def why(self) -> list[Explained]:
        return explain(self.priced.steps)

    @cached_property
    def is_goods(self) -> bool:
        """Neither a gift card nor a payment to the account, of which there is one and nothing is taken off."""
        return bool(self.line.variant.product.kind == Kind.GOODS)

    @property
    def of_card(self) -> str:
        return last_of(self.line.gift_code) if self.line.gift_code else ""

    @cached_property
    def called(self) -> str:
        return call(self.line)

    @property
    def quantity_tools(self) -> SafeString:
        return _QUANTITY.fill(str(self.line.id), self.address, str(self.line.quantity))

    @property
    def other_tools(self) -> SafeString:
        why = _WHY.fill(self.address, self.called) if self.why and self.line.quantity > 0 else SafeString("")
        return why + _REMOVE.fill(self.address, self.called)


def call(line: BasketLine) -> str:
    """A line by its name, as it is said aloud: "Loafer Orsay 38 black"."""
    variant = line.variant
    return " ".join(part for part in (variant.product.name, variant.size, variant.colour) if part)


def sale_context(
    request: TillRequest, selected: UUID | None = None, repriced: Repricing | None = None
) -> dict[str, Any]:
    """The open basket with its priced lines; the selected line is the one asked for, else the last.

    What has just been `repriced` is not read and priced once more.
    """
    if repriced:
        basket: Basket | None = repriced.basket
        lines, priced = repriced.lines, repriced.priced
    else:
        basket = basket_at(request.register)
        lines = []
        if basket:
            basket.outlet = request.register.outlet
            lines = lines_of(basket)
        priced = price(basket, lines) if basket else price_basket((), prices_include_tax=True)
    address = resolve_url("counter:lines")
    ids = {line.id for line in lines}
    chosen = selected if selected in ids else lines[-1].id if lines else None
    customer = basket.customer if basket else None

    def who() -> Regular | None:
        """Called by the template, where the customer's place is drawn."""
        return regular(customer, request.register.outlet_id) if customer else None

    return {
        "basket": basket,
        "codes": codes_typed(basket, priced) if basket else [],
        "customer": customer,
        "regular": who,
        "asks_first": request.register.outlet.asks_first and not customer and not lines,
        "priced": priced,
        "lines": [
            ShownLine(line, cost, line.id == chosen, f"{address}{line.id}/")
            for line, cost in zip(lines, priced.lines, strict=True)
        ],
        "selected": chosen,
        "prices_include_tax": request.register.outlet.prices_include_tax,
        # The same row for the whole request: most of what is shown is money, and money asks for the currency.
        "shop": SimpleLazyObject(lambda: one(Shop, "id", 1)),
    }


def show_sale(
    request: TillRequest,
    said: str = "",
    *,
    selected: UUID | None = None,
    with_total: bool = True,
    show_said: bool = False,
    customer: bool = False,
    events: dict[str, Any] | None = None,
    status: int = 200,
    repriced: Repricing | None = None,
    **context: Any,
) -> HttpResponse:
    """The answer to whatever was done to the sale: all of it as it is now, and what a screen reader says of it.

    With `show_said` everybody can read it.

    The customer's place is sent when asked for or when the browser shows somebody else than the basket has, so that
    a name that is being typed there is not swept away.
    """
    sale = sale_context(request, selected or uuid_or_none(request.POST.get("selected")), repriced)
    attached = str(sale["customer"].id) if sale["customer"] else ""
    outdated = "shown" in request.POST and request.POST["shown"] != attached
    response = render(
        request,
        "counter/sale.html",
        {
            "said": said,
            "with_total": with_total,
            "show_customer": customer or outdated,
            "repriced": repriced,
            **sale,
            **context,
        },
        status=status,
    )
    # A dialog's form may have asked; what was done is seen in the basket all the same.
    put_at("#basket", response, "innerHTML")
    if show_said:
        events = {"show-message": {"text": said, "kind": "error"}, **(events or {})}
    if events:
        response.headers["HX-Trigger-After-Swap"] = json.dumps(events)
    return response
