from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from habitue.customers.consents import count_agreed
from habitue.customers.following import held
from habitue.customers.models import Consent
from habitue.journal.action import AlreadyDone, Doing, action


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a customer has answered to one question; `text` is the version of the words that they were told."""

    id: UUID
    purpose: str
    channel: str
    given: bool
    text: UUID | None = None


@action
def record_consents(
    doing: Doing,
    *,
    customer: UUID,
    answers: list[GivenAnswer],
    way: str,
    language: str,
    register: UUID | None = None,
    at: datetime | None = None,
    source: str = "",
) -> list[Consent]:
    """A customer has answered, at one moment, what the shop asked them: each answer is added to the ledger.

    `at` is when, unless it was now; nobody has answered in the future.
    """
    ids = [answer.id for answer in answers]
    there = list(Consent.objects.filter(id__in=ids))
    if len(there) == len(answers):
        raise AlreadyDone(there)
    row = held(customer)
    known = {consent.id for consent in there}
    made = Consent.objects.bulk_create(
        Consent(
            id=answer.id,
            customer=row,
            purpose=answer.purpose,
            channel=answer.channel,
            given=answer.given,
            at=min(at or doing.stamp.at, doing.stamp.at),
            way=way,
            staff_id=doing.stamp.by,
            register_id=register,
            text_id=answer.text,
            language=language,
            source=source,
        )
        for answer in answers
        if answer.id not in known
    )
    count_agreed([row.id])
    doing.changed(row)
    return made
