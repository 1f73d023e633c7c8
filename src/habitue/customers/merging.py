"""Two records of one person become one, and two again: all that is kept below the sales. Only actions call this.

`join` says what it has moved, so that `part` puts back just that, and leaves what has come since where it is.
"""

from typing import Any, Self
from uuid import UUID

from django.db.models import Field, Model
from pydantic import BaseModel

from habitue.customers.consents import answers_of, count_agreed
from habitue.customers.events import id_beside
from habitue.customers.models import (
    Consent,
    Customer,
    CustomerAddress,
    CustomerCard,
    CustomerPerson,
    FieldValue,
    Invoicing,
    Size,
    SocialName,
)
from habitue.customers.search.upkeep import index_changed, tokens_of_customer
from habitue.journal.action import Doing

TEXTS = ("first_name", "last_name", "company", "phone", "email", "postcode", "website", "birthday")
CHOSEN = (*TEXTS, "language", "group_id")
"""Of which a record has one: it may be taken from either."""

LONGEST_NOTE = 2000
SOURCE = "merge"


class Moved(BaseModel):
    """What `Merge.moved` holds. `fields` are [name, before, after] of the record that was kept."""

    fields: list[tuple[str, str, str]] = []
    cards: list[str] = []
    code_card: str = ""
    addresses: list[str] = []
    persons: list[str] = []
    invoicing: bool = False
    social_names: list[str] = []
    sizes: list[str] = []
    values: list[tuple[str, str]] = []
    consents: list[str] = []
    sales: list[str] = []
    baskets: list[str] = []
    loyalty: list[str] = []
    credit: list[str] = []
    account: list[str] = []
    member: bool = False
    terms: bool = False

    @classmethod
    def read(cls, kept: Any) -> Self:
        return cls.model_validate(kept)

    def write(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_defaults=True)


def join(doing: Doing, kept: Customer, gone: Customer, take: set[str]) -> Moved:
    """`gone` turned out to be `kept`; `take` names what is taken from `gone` although `kept` has it too."""
    moved = Moved()
    before_kept, before_gone = _tokens(kept), _tokens(gone)
    day = kept.seen_on
    _settle_fields(kept, gone, take, moved)
    moved.cards = hand_over(CustomerCard, gone, kept)
    if not CustomerCard.objects.filter(number=gone.code).exists():
        # Whoever shows the old code is found by it, at the till, in the box and by an import.
        CustomerCard.objects.create(number=gone.code, customer=kept)
        moved.code_card = gone.code
    moved.addresses = hand_over(CustomerAddress, gone, kept)
    moved.persons = hand_over(CustomerPerson, gone, kept)
    _copy_what_is_missing(kept, gone, moved)
    _copy_answers(doing, kept, gone, moved)
    gone.merged_into = kept
    kept.save()
    gone.save(update_fields=["merged_into"])
    index_changed(gone.search_key, gone.seen_on, before_gone, set())
    index_changed(kept.search_key, day, before_kept, set())
    index_changed(kept.search_key, kept.seen_on, set(), _tokens(kept, finding=True))
    count_agreed([kept.id])
    return moved


def part(kept: Customer, gone: Customer, moved: Moved) -> None:
    """As it was before `join`, but for what has happened to either since."""
    before, day = _tokens(kept), kept.seen_on
    for name, was, now in moved.fields:
        if getattr(kept, name) == _read(kept, name, now):
            setattr(kept, name, _read(kept, name, was))
    CustomerCard.objects.filter(number=moved.code_card, customer=kept).delete()
    _hand_back(CustomerCard, moved.cards, kept, gone)
    _hand_back(CustomerAddress, moved.addresses, kept, gone)
    _hand_back(CustomerPerson, moved.persons, kept, gone)
    Invoicing.objects.filter(customer=kept, address__customer=gone).exclude(customer=gone).update(address=None)
    _take_copies_away(kept, gone, moved)
    Consent.objects.filter(id__in=moved.consents, customer=kept).delete()
    gone.merged_into = None
    kept.save()
    gone.save(update_fields=["merged_into"])
    index_changed(kept.search_key, day, before, set())
    index_changed(kept.search_key, kept.seen_on, set(), _tokens(kept, finding=True))
    index_changed(gone.search_key, gone.seen_on, set(), _tokens(gone, finding=True))
    count_agreed([kept.id])


def _tokens(customer: Customer, *, finding: bool = False) -> set[str]:
    """By which the customer may stand in the index; with `finding` without the cards that find nobody any more."""
    cards = CustomerCard.objects.filter(customer=customer)
    if finding:
        cards = cards.filter(blocked_at=None)
    return tokens_of_customer(customer, cards.values_list("number", flat=True))


def _settle_fields(kept: Customer, gone: Customer, take: set[str], moved: Moved) -> None:
    told: dict[str, Any] = {}
    for name in CHOSEN:
        theirs = getattr(gone, name)
        if theirs and (name in take or not getattr(kept, name)):
            told[name] = theirs
    if gone.note and gone.note not in kept.note:
        told["note"] = f"{kept.note}\n{gone.note}".strip()[:LONGEST_NOTE]
    told["seen_on"] = max(kept.seen_on, gone.seen_on)
    for name, now in told.items():
        was = getattr(kept, name)
        if was != now:
            moved.fields.append((name, written(was), written(now)))
            setattr(kept, name, now)


def written(value: Any) -> str:
    return "" if value is None else str(value)


def _read(customer: Customer, name: str, kept: str) -> Any:
    field: Field[Any, Any] = customer._meta.get_field(name.removesuffix("_id"))  # type: ignore[assignment]  # no relation back
    return None if field.null and not kept else field.to_python(kept)


def hand_over(model: type[Model], gone: Customer, kept: Customer) -> list[str]:
    """Returns the ids of what was `gone`'s."""
    rows = model._default_manager.filter(customer=gone)
    ids = sorted(str(id) for id in rows.values_list("pk", flat=True))
    rows.update(customer=kept)
    return ids


def _hand_back(model: type[Model], ids: list[str], kept: Customer, gone: Customer) -> None:
    model._default_manager.filter(pk__in=ids, customer=kept).update(customer=gone)


def _copy_what_is_missing(kept: Customer, gone: Customer, moved: Moved) -> None:
    """What `kept` has nothing of is copied; `gone` keeps its rows, out of sight."""
    billed = Invoicing.objects.filter(customer=gone).first()
    if billed and not Invoicing.objects.filter(customer=kept).exists():
        Invoicing.objects.create(customer=kept, **_billing(billed))
        moved.invoicing = True
    known = set(SocialName.objects.filter(customer=kept).values_list("network", flat=True))
    for named in SocialName.objects.filter(customer=gone).exclude(network__in=known):
        SocialName.objects.create(customer=kept, network=named.network, name=named.name)
        moved.social_names.append(named.network)
    fits = set(Size.objects.filter(customer=kept).values_list("of", flat=True))
    for size in Size.objects.filter(customer=gone).exclude(of__in=fits):
        Size.objects.create(customer=kept, of=size.of, size=size.size)
        moved.sizes.append(size.of)
    filled = set(FieldValue.objects.filter(customer=kept).values_list("field_id", flat=True))
    for value in FieldValue.objects.filter(customer=gone).exclude(field__in=filled):
        FieldValue.objects.create(customer=kept, field_id=value.field_id, value=value.value)
        moved.values.append((str(value.field_id), value.value))


def _take_copies_away(kept: Customer, gone: Customer, moved: Moved) -> None:
    """What was changed since it was copied is `kept`'s own by now."""
    billed, theirs = (Invoicing.objects.filter(customer=each).first() for each in (kept, gone))
    if moved.invoicing and billed and theirs and _alike(billed, theirs):
        billed.delete()
    for named in SocialName.objects.filter(customer=gone, network__in=moved.social_names):
        SocialName.objects.filter(customer=kept, network=named.network, name=named.name).delete()
    for size in Size.objects.filter(customer=gone, of__in=moved.sizes):
        Size.objects.filter(customer=kept, of=size.of, size=size.size).delete()
    for field, value in moved.values:
        FieldValue.objects.filter(customer=kept, field=UUID(field), value=value).delete()


def _billing(of: Invoicing) -> dict[str, Any]:
    names = ("legal_name", "tax_number", "email", "payment_days", "address_id")
    return {name: getattr(of, name) for name in names}


def _alike(one: Invoicing, other: Invoicing) -> bool:
    # The copy's address went back to the other already.
    return all(_billing(one)[name] == value for name, value in _billing(other).items() if name != "address_id")


def _copy_answers(doing: Doing, kept: Customer, gone: Customer, moved: Moved) -> None:
    """A question that only `gone` has answered is answered; where the two say different things, the refusal counts."""
    ours, theirs = answers_of(kept.id), answers_of(gone.id)
    for question, answer in theirs.items():
        known = ours.get(question)
        if known and (answer.given or not known.given):
            continue
        copy = Consent.objects.create(
            id=id_beside(doing, answer.id.bytes),
            customer=kept,
            purpose=answer.purpose,
            channel=answer.channel,
            given=answer.given,
            at=doing.stamp.at if known else answer.at,
            way=answer.way,
            staff_id=answer.staff_id,
            register_id=answer.register_id,
            text_id=answer.text_id,
            language=answer.language,
            source=answer.source or SOURCE,
        )
        moved.consents.append(str(copy.id))
