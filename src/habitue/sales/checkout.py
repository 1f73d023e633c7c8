"""Paying a basket and making a sale of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from habitue.catalogue.models import Kind
from habitue.customers.models import Customer
from habitue.customers.search import freshen
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.lib.reading import instances, one
from habitue.pricing.basket import PricedBasket, PricedLine, Step, StepKind
from habitue.sales.actions import LineFacts, PaymentFacts, complete_sale
from habitue.sales.agreed import begin_paying, moment_of
from habitue.sales.baskets import hold, lines_of, price
from habitue.sales.coming_back import ComingBack, document_of
from habitue.sales.discounts import check_limits
from habitue.sales.earning import earned_now
from habitue.sales.facts import StepFacts
from habitue.sales.gift_cards import gift_card_expires, hold_cards
from habitue.sales.models import Basket, BasketLine, BasketPayment, Sale, Tender
from habitue.sales.on_account import account_due
from habitue.stores.models import Register
from habitue.stores.shop import the_currency


class NothingToPay(Exception):
    """The basket is empty, or what it costs has been paid already."""


class WrongPayment(ValueError):
    """A payment is more than nothing, and only cash gives change. `most` is what could be paid, where that is known."""

    def __init__(self, most: int | None = None) -> None:
        super().__init__()
        self.most = most


class AnotherBasket(Exception):
    """What was paid for is not at the register any more: it was completed or parked meanwhile."""


class StillDue(Exception):
    """The sale cannot be completed: `minor` units are still to be paid."""

    def __init__(self, minor: int) -> None:
        super().__init__()
        self.minor = minor


@dataclass(frozen=True, slots=True)
class Open:
    """A basket with what is still due of it."""

    basket: Basket
    lines: list[BasketLine]
    priced: PricedBasket
    due: int

    @property
    def today(self) -> date:
        return now().astimezone(self.basket.outlet.zone).date()

    def paid_by(self, tender: Tender, card: UUID | None = None) -> int:
        noted = self.basket.payments.all()
        return sum(each.amount for each in noted if each.tender == tender and (not card or each.gift_card_id == card))

    def most(self, tender: Tender, has: int, without: Kind | None = None) -> int:
        """What the tender pays at most, if there is `has`; it pays nothing of lines of the kind `without`."""
        costs = zip(self.lines, self.priced.lines, strict=True)
        bearing = sum(cost.total for line, cost in costs if without is None or line.variant.product.kind != without)
        return max(0, min(self.due, has, bearing - self.paid_by(tender)))


def open_now(basket: Basket) -> Open:
    lines = lines_of(basket)
    priced = price(basket, lines)
    return Open(basket, lines, priced, due(basket, priced, lines))


def due(basket: Basket, priced: PricedBasket | None = None, lines: list[BasketLine] | None = None) -> int:
    """What is still to be paid, in minor units; less than nothing where it is to be refunded.

    What goes back to balances, because they had paid for what comes back, is neither paid nor refunded by hand.
    """
    lines = lines_of(basket) if lines is None else lines
    priced = priced or price(basket, lines)
    return priced.total - ComingBack(lines).to_balances - sum(payment.amount for payment in basket.payments.all())


def hold_what_is_paid(register: Register, basket_id: UUID | None = None) -> Basket:
    """The basket at the register, held until the transaction ends. Raises NothingToPay; AnotherBasket if it is not
    that of `basket_id`.
    """
    hold(register)
    basket = Basket.objects.select_related("outlet", "customer").filter(register=register).first()
    if basket is None:
        raise NothingToPay
    if basket_id and basket.id != basket_id:
        raise AnotherBasket
    return basket


def note_payment(
    register: Register, pays: Callable[[Open], dict[str, Any]], *, id: UUID | None = None, basket_id: UUID | None = None
) -> BasketPayment:
    """Note in the basket what `pays` says of it while it is held. No balance is touched before the sale is completed.

    The same `id` again, as a second click sends it, is the same payment. Raises NothingToPay; AnotherBasket when it is
    not the basket of `basket_id` that is at the register; OverDiscountLimit when more is taken off by hand than may be;
    and what `pays` raises.
    """
    with writing():
        basket = hold_what_is_paid(register, basket_id)
        if id and (noted := basket.payments.filter(id=id).first()):
            return noted
        begin_paying(basket)
        at = open_now(basket)
        if at.due <= 0:
            raise NothingToPay
        check_limits(basket, at.lines, at.priced)
        return BasketPayment.objects.create(id=id or new_id(), basket=basket, **pays(at))


def take_payment(
    register: Register, tender: Tender, handed_over: int, *, id: UUID | None = None, basket_id: UUID | None = None
) -> BasketPayment:
    """So much was handed over, in minor units. Of cash, what is more than due comes back as change.

    Raises WrongPayment for nothing or less, and for more than is due by another tender than cash; and as
    `note_payment` does.
    """

    def pays(at: Open) -> dict[str, Any]:
        if handed_over <= 0 or (tender != Tender.CASH and handed_over > at.due):
            raise WrongPayment
        return {"tender": tender, "amount": min(handed_over, at.due), "tendered": handed_over}

    return note_payment(register, pays, id=id, basket_id=basket_id)


def take_back_payment(register: Register, payment_id: UUID) -> None:
    """Undo a payment that was noted by mistake, before the sale is completed."""
    with writing():
        hold_what_is_paid(register).payments.filter(id=payment_id).delete()


def complete(register: Register, basket_id: UUID, stamp: Stamp) -> Sale:
    """Make the sale of this basket, durably, and once however often it is asked for.

    Raises StillDue, NothingToPay for an empty basket, Basket.DoesNotExist when there is neither basket nor sale,
    CardNotGood, and what `complete_sale` raises.
    """
    with writing():
        hold(register)
        basket = one(Basket, "id", basket_id, joined="outlet")
        if basket is None or basket.register_id != register.id:
            if sale := Sale.objects.filter(id=basket_id).first():
                return sale
            raise Basket.DoesNotExist
        if basket.customer_id:
            basket.customer = one(Customer, "id", basket.customer_id)
        lines = lines_of(basket)
        if not lines:
            raise NothingToPay
        # Held, so that what it is priced as of is what is kept.
        basket.agreed_at = moment = moment_of(basket)
        priced = price(basket, lines, hold=True)
        back = ComingBack(lines)
        payments = sorted(instances(BasketPayment, "basket", [basket.id]), key=lambda payment: payment.id)
        if open_amount := priced.total - back.to_balances - sum(payment.amount for payment in payments):
            raise StillDue(open_amount)
        if not payments:
            check_limits(basket, lines, priced)
        earned, last_day = earned_now(basket, lines, priced, payments, stamp.at)
        today = stamp.at.astimezone(basket.outlet.zone).date()
        hold_cards(payments, today)
        sale = perform(
            complete_sale,
            stamp,
            id=basket.id,
            register=register.id,
            customer=basket.customer_id,
            currency=the_currency(),
            prices_include_tax=basket.outlet.prices_include_tax,
            lines=_line_facts(lines, priced, back, earned),
            payments=[*back.refunds, *(_payment_facts(p) for p in payments)],
            document=document_of(lines),
            promotions=[id for id, _times in priced.promotions],
            loyalty_expires=last_day,
            codes=basket.codes,
            priced_at=moment,
            gift_card_expires=gift_card_expires(lines, today),
            account_due=account_due(basket, payments, today),
        )
    if sale.customer_id:
        # The search index ranks by the last visit. It is put right after the sale is safe, not as a part of it.
        freshen(sale.customer_id)
    return sale


def _payment_facts(paid: BasketPayment) -> PaymentFacts:
    return PaymentFacts(paid.tender, paid.amount, paid.tendered, paid.units, paid.gift_card_id, paid.allowed_by_id)


def _line_facts(lines: list[BasketLine], priced: PricedBasket, back: ComingBack, earned: list[int]) -> list[LineFacts]:
    return [
        back.facts.get(line.id) or _sold_facts(line, cost, units)
        for line, cost, units in zip(lines, priced.lines, earned, strict=True)
    ]


def _sold_facts(line: BasketLine, cost: PricedLine, earned: int) -> LineFacts:
    kind, unit_price = line.variant.product.kind, line.variant.price
    if kind != Kind.GOODS and line.asked_price is not None:
        unit_price = line.asked_price
    return LineFacts(
        variant=line.variant_id,
        name=line.variant.product.name,
        sku=line.variant.sku,
        options=line.variant.options,
        quantity=line.quantity,
        unit_price=unit_price,
        off=cost.off,
        discount_percent=line.discount_percent,
        tax_rate=line.variant.product.tax_rate.rate,
        net=cost.net,
        tax=cost.tax,
        total=cost.total,
        kind=kind,
        why=[_step_facts(step) for step in cost.steps if step.kind != StepKind.LIST],
        return_reason=line.return_reason,
        earned=earned,
        # The line and the card that it makes are one.
        gift_card=line.id if line.gift_code else None,
        gift_code=line.gift_code,
    )


def _step_facts(step: Step) -> StepFacts:
    return StepFacts(
        kind=step.kind.value,
        off=step.off,
        name=step.name,
        percent=step.percent,
        rule=step.rule,
        by=step.by,
        allowed_by=step.allowed_by,
        reason=step.reason,
    )
