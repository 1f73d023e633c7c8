"""Gift cards and accounts in the back office."""

from datetime import UTC, date, datetime, timedelta

from django.test import Client

from habitue.balances.gift_codes import in_groups, new_gift_code
from habitue.balances.models import AccountEntry, AccountTerms, BalancePolicy, Cause, GiftCard, GiftCardEntry
from habitue.balances.sums import credit_of
from habitue.customers.models import Customer, KeptAside
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.stores.models import Shop


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def a_card(amount: int = 5000) -> GiftCard:
    card = GiftCard.objects.create(code=new_gift_code(), sold_at=now())
    GiftCardEntry.objects.create(card=card, amount=amount, cause=Cause.SOLD, at=card.sold_at)
    return card


def owe(customer: Customer, amount: int, due_on: date | None) -> None:
    cause = Cause.CHARGED if amount > 0 else Cause.PAID
    AccountEntry.objects.create(customer=customer, amount=amount, cause=cause, at=now(), due_on=due_on)


def test_a_card_is_found_by_its_code_which_nobody_can_read_off(owner: Client, shop: Shop) -> None:
    card = a_card()
    page = plain(owner.get("/office/gift-cards/").text)
    assert "50,00 € is left on all of them." in page
    assert card.code not in page
    assert card.code[-4:] in page
    found = owner.post("/office/gift-cards/", {"code": in_groups(card.code).lower()})
    assert found.headers["Location"].endswith(f"/office/gift-cards/{card.id}/")
    wrong = owner.post("/office/gift-cards/", {"code": "NOPE"})
    assert wrong.status_code == 422
    assert "No gift card has this code." in wrong.text
    assert 'value="NOPE"' in wrong.text
    one = plain(owner.get(f"/office/gift-cards/{card.id}/").text)
    assert "50,00 € left" in one
    assert card.code not in one


def test_a_lost_card_is_blocked_and_can_be_used_again(owner: Client, shop: Shop) -> None:
    card = a_card()
    owner.post(f"/office/gift-cards/{card.id}/block/")
    card.refresh_from_db()
    assert card.blocked_at
    owner.post(f"/office/gift-cards/{card.id}/unblock/")
    card.refresh_from_db()
    assert card.blocked_at is None


def test_how_long_cards_are_good_is_set(owner: Client, shop: Shop) -> None:
    owner.post("/office/gift-cards/months/", {"months": "24"})
    assert BalancePolicy.objects.get().gift_card_months == 24
    for wrong in ("0", "two years"):
        answer = owner.post("/office/gift-cards/months/", {"months": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.text
        assert 'id="id_months_error"' in answer.text
    assert BalancePolicy.objects.get().gift_card_months == 24
    owner.post("/office/gift-cards/months/", {"months": ""})
    assert BalancePolicy.objects.get().gift_card_months is None


def test_credit_is_given_and_taken_with_a_reason(owner: Client, shop: Shop, customer: Customer) -> None:
    page = f"/office/customers/{customer.id}/credit/"
    minted = {"minted": str(new_id())}
    for _click in range(2):
        owner.post(page, {"way": "give", "amount": "12,50", "reason": "a scratch", **minted})
    assert credit_of(customer.id) == 1250
    too_much = owner.post(page, {"way": "take", "amount": "13", "reason": "a slip"})
    assert too_much.status_code == 422
    assert "There is only 12,50 €." in plain(too_much.text)
    assert owner.post(page, {"way": "give", "amount": "0", "reason": "x"}).status_code == 422
    assert owner.post(page, {"way": "give", "amount": "5", "reason": ""}).status_code == 422
    assert "12,50 €" in plain(owner.get(f"/office/customers/{customer.id}/").text)
    assert credit_of(customer.id) == 1250


def test_terms_are_set_changed_and_closed(owner: Client, shop: Shop, customer: Customer) -> None:
    page = f"/office/customers/{customer.id}/account/"
    wrong = owner.post(page, {"limit": "-1", "days": "400"})
    assert wrong.status_code == 422
    assert 'value="400"' in wrong.text
    assert 'value="a month"' in owner.post(page, {"limit": "5", "days": "a month"}).text
    owner.post(page, {"limit": "500", "days": "30"})
    owner.post(page, {"limit": "750", "days": "14"})
    terms = AccountTerms.objects.get()
    assert (terms.limit, terms.days, terms.closed_at) == (75_000, 14, None)
    assert 'value="750,00"' in plain(owner.get(page).text)
    owner.post(f"{page}close/")
    assert AccountTerms.objects.get().closed_at
    owner.post(page, {"limit": "750", "days": "14"})
    assert AccountTerms.objects.get().closed_at is None


def test_who_owes_what_since_when(owner: Client, shop: Shop, customer: Customer) -> None:
    today = datetime.now(UTC).date()
    owe(customer, 10_000, today - timedelta(days=45))
    owe(customer, 2_000, today + timedelta(days=9))
    owe(customer, -4_000, None)
    page = plain(owner.get("/office/accounts/").text)
    assert "80,00 € is owed." in page
    assert '<td class="number" data-label="31–60 days">60,00 €</td>' in page
    assert '<td class="number" data-label="Not due yet">20,00 €</td>' in page
    file = owner.post("/office/accounts/file/")
    assert file.content.decode("utf-8-sig").splitlines()[1].endswith(";20,00;0,00;60,00;0,00;0,00;80,00;")


def test_a_balance_of_another_till_is_taken_over_once(owner: Client, shop: Shop, customer: Customer) -> None:
    def keep() -> KeptAside:
        told = {"name": "store credit", "value": "12,50", "at": now(), "imported": new_id()}
        return KeptAside.objects.create(customer=customer, **told)

    kept, again, of_the_other = keep(), keep(), keep()
    owner.post("/office/customers/new/", {"last_name": "Other"})
    other = Customer.objects.get(last_name="Other")
    KeptAside.objects.filter(id=of_the_other.id).update(customer=other)
    Customer.objects.filter(id=other.id).update(merged_into=customer)
    assert f"/office/kept/{again.id}/" in owner.get(f"/office/customers/{customer.id}/").text
    page = f"/office/kept/{kept.id}/"
    assert 'value="12,50"' in owner.get(page).text
    wrong = owner.post(page, {"balance": "credit", "amount": "a lot"})
    assert wrong.status_code == 422
    for address in (page, page, f"/office/kept/{again.id}/", f"/office/kept/{of_the_other.id}/"):
        owner.post(address, {"balance": "credit", "amount": "12,50"})
    assert credit_of(customer.id) == 1250
    assert "store credit: 12,50" in owner.get(f"/office/customers/{customer.id}/statement/credit/").text
