"""What a receipt says of its customer's balances, on paper and in mails, as the shop wishes."""

from habitue.balances.actions import set_balance_policy
from habitue.balances.models import Cause, CreditEntry
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.messaging.letters import letter_of
from habitue.messaging.models import About, Mail
from habitue.sales.actions import PaymentFacts
from habitue.sales.models import Sale, Tender
from habitue.sales.receipts import receipt_of
from habitue.sales.tracking import track
from tests.balances.loyal import join, plan
from tests.selling import cash, facts, give_points, sell
from tests.shop import SmallShop


def bought(shop: SmallShop, customer: Customer) -> Sale:
    give_points(shop, customer, 500)
    CreditEntry.objects.create(customer=customer, amount=1250, cause=Cause.BY_HAND, at=shop.at_register().at)
    paid = PaymentFacts(Tender.LOYALTY, 100, 100, units=100)
    return sell(shop, [facts(shop.stock(), earned=88)], paid, cash(8800), customer=customer)


def mailed(sale: Sale) -> str:
    mail = Mail(about=About.RECEIPT, sale=sale, customer=sale.customer, to="marie@example.com", language="en")
    return letter_of(mail).text


def policy(shop: SmallShop, *, loyalty: bool, credit: bool) -> None:
    perform(
        set_balance_policy,
        Stamp(shop.node),
        receipt_shows_loyalty=loyalty,
        receipt_shows_credit=credit,
        receipt_shows_account=False,
    )


def test_a_receipt_says_what_was_earned_and_redeemed_and_what_there_is(shop: SmallShop) -> None:
    plan(shop)
    sale = bought(shop, shop.welcome(language="en"))
    (loyalty,) = receipt_of(sale).balances
    assert (dict(loyalty.done), loyalty.after) == ({Cause.EARNED: 88, Cause.REDEEMED: -100}, 488)
    text = mailed(sale)
    for said in ("Loyalty · Earned: 88 points", "Loyalty · Redeemed: −100 points", "Loyalty after this: 488 points"):
        assert said in text
    assert "Store credit" not in text


def test_a_later_sale_does_not_change_what_an_earlier_receipt_says(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    sale = bought(shop, marie)
    sell(shop, [facts(shop.stock("Boot"), earned=89)], cash(8900), customer=marie)
    assert receipt_of(sale).balances[0].after == 488


def test_who_is_tracked_later_sees_what_it_has_earned_them(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    join(shop, marie)
    give_points(shop, marie, 500)
    sale = sell(shop, [facts(shop.stock())], cash(8900))
    track([sale.id], marie.id, shop.at_register())
    sale.refresh_from_db()
    (loyalty,) = receipt_of(sale).balances
    assert (dict(loyalty.done), loyalty.after) == ({Cause.EARNED: 89}, 589)


def test_the_shop_chooses_what_a_receipt_says(shop: SmallShop) -> None:
    plan(shop)
    sale = bought(shop, shop.welcome(language="en"))
    policy(shop, loyalty=False, credit=True)
    text = mailed(sale)
    assert "points" not in text
    assert "Store credit after this" in text
    policy(shop, loyalty=False, credit=False)
    assert receipt_of(sale).balances == []


def test_a_sale_of_nobody_says_nothing_of_balances(shop: SmallShop) -> None:
    plan(shop)
    assert receipt_of(sell(shop, [facts(shop.stock())], cash(8900))).balances == []
