"""What customers have agreed to, by the ledger's latest answers, and the words in which they are asked.

`Customer.agreed` is a copy that lists and exports read: the sum of KEPT, REFUSED and a bit for each channel over which
the customer may be written to. Whoever is about to write to somebody asks the ledger itself, by `may`.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import batched
from uuid import UUID

from django.db.models import QuerySet

from habitue.customers.models import Channel, Consent, ConsentText, Customer, Purpose
from habitue.lib.reading import instances

CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.POST)
QUESTIONS = ((Purpose.KEEP, Channel.NONE), *((Purpose.WRITE, channel) for channel in CHANNELS))
"""All that a customer can be asked, in the order in which it is asked."""

KEPT, REFUSED = 1, 2
BITS = {Channel.EMAIL: 4, Channel.SMS: 8, Channel.PHONE: 16, Channel.POST: 32}
_AT_ONCE = 500

type Answers = dict[tuple[str, str], Consent]


def answers_of(customer: UUID) -> Answers:
    """The latest answer to each question that the customer has answered."""
    given = sorted(instances(Consent, "customer", [customer]), key=lambda consent: (consent.at, consent.id))
    return {(consent.purpose, consent.channel): consent for consent in given}


def may(customer: UUID, purpose: Purpose, channel: Channel = Channel.NONE) -> bool:
    """Whether the customer's latest answer allows this. Who may not even be kept may not be written to."""
    answers = answers_of(customer)
    kept = answers.get((Purpose.KEEP, Channel.NONE))
    if kept and not kept.given:
        return False
    answer = answers.get((purpose, channel))
    return bool(answer and answer.given)


def channels_of(agreed: int) -> list[Channel]:
    """The channels over which a customer with this `agreed` may be written to."""
    return [channel for channel in CHANNELS if agreed & BITS[channel]]


def agreed_by(answers: Answers) -> int:
    """What `Customer.agreed` is to be."""
    kept = answers.get((Purpose.KEEP, Channel.NONE))
    if kept and not kept.given:
        return REFUSED
    given = (answers.get((Purpose.WRITE, channel)) for channel in CHANNELS)
    return (KEPT if kept else 0) + sum(BITS[Channel(answer.channel)] for answer in given if answer and answer.given)


def count_agreed(customers: Iterable[UUID]) -> None:
    """Bring `Customer.agreed` up to date, after whatever has added or moved answers."""
    for some in batched(customers, _AT_ONCE, strict=False):
        latest = _latest(Consent.objects.filter(customer__in=some))
        changed: dict[int, list[UUID]] = {}
        for id, was in Customer.objects.filter(id__in=some).values_list("id", "agreed"):
            now = agreed_by(latest[id])
            if now != was:
                changed.setdefault(now, []).append(id)
        for now, ids in changed.items():
            Customer.objects.filter(id__in=ids).update(agreed=now)


def words_now() -> dict[Purpose, ConsentText]:
    """The shop's words for each purpose, in their last version."""
    # Older versions come first, so the last one stays.
    return {Purpose(text.purpose): text for text in ConsentText.objects.order_by("version")}


def _latest(consents: QuerySet[Consent]) -> defaultdict[UUID, Answers]:
    found: defaultdict[UUID, Answers] = defaultdict(dict)
    for consent in consents.order_by("customer", "at", "id"):
        found[consent.customer_id][consent.purpose, consent.channel] = consent
    return found
