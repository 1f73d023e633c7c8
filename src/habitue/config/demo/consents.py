from random import Random
from uuid import UUID

from habitue.customers.actions import GivenAnswer, record_consents
from habitue.customers.consents import words_now
from habitue.customers.models import Channel, Customer, Purpose, Way
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id

LIKED = {Channel.EMAIL: 0.6, Channel.SMS: 0.3, Channel.PHONE: 0.1, Channel.POST: 0.2}


class Asking:
    """Two of three customers were asked when they came for the first time, some of them only whether they are kept."""

    def __init__(self) -> None:
        # A chance of its own, so that who is asked changes nothing else of the shop.
        self.chance = Random(1978)  # noqa: S311 - the same shop each time, nothing secret
        self.texts = {purpose: text.id for purpose, text in words_now().items()}

    def ask(self, customer: Customer, stamp: Stamp, register: UUID) -> None:
        if self.chance.random() < 1 / 3:
            return
        told = [(Purpose.KEEP, Channel.NONE, True)]
        if self.chance.random() < 0.8:
            told += [(Purpose.WRITE, channel, self.chance.random() < liked) for channel, liked in LIKED.items()]
        answers = [
            GivenAnswer(new_id(), purpose, channel, given, self.texts.get(purpose)) for purpose, channel, given in told
        ]
        perform(
            record_consents,
            stamp,
            customer=customer.id,
            answers=answers,
            way=Way.TILL,
            language=customer.language,
            register=register,
        )
