"""What the customer on top of the sale agrees to: asked in two taps, withdrawn in as few."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.counter.views.attaching import now_of, where_asked
from habitue.counter.whose import of_a_customer_here
from habitue.customers.actions import GivenAnswer, record_consents
from habitue.customers.consent_form import answer_id, text_shown
from habitue.customers.consents import CHANNELS, QUESTIONS, REFUSED, agreed_by, answers_of, words_now
from habitue.customers.following import customer_or_404
from habitue.customers.models import Channel, Consent, ConsentText, Customer, Purpose, Way
from habitue.journal.perform import perform
from habitue.lib.ids import new_id, uuid_or_none
from habitue.stores.access import TillRequest, at_till, till_stamp

ALL = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to answer, and the latest answer to it."""

    purpose: Purpose
    channel: Channel
    answer: Consent | None

    @property
    def key(self) -> str:
        return f"{self.purpose}-{self.channel or 'all'}"

    @property
    def given(self) -> str:
        """As the buttons call it."""
        return ("yes" if self.answer.given else "no") if self.answer else ""

    @property
    def label(self) -> str:
        return str(self.channel.label if self.channel else self.purpose.label)


@dataclass(frozen=True, slots=True)
class Question:
    purpose: Purpose
    text: ConsentText | None
    said: str
    asked: list[Asked]


@require_http_methods(["GET", "POST"])
@at_till
@of_a_customer_here
def consents(request: TillRequest, customer_id: UUID) -> HttpResponse:
    """The questions with the words to read out; an answer is recorded and the questions shown as they stand now."""
    customer = customer_or_404(customer_id)
    if request.method == "GET":
        return render(request, "counter/consents.html", _questions(request, customer))
    answers = _answers(request)
    if not answers:
        return HttpResponseBadRequest()
    record(request, customer, answers)
    said = _("Yes is recorded.") if answers[0].given else _("No is recorded.")
    return render(request, "counter/consents_answer.html", _questions(request, customer) | {"said": said})


@require_POST
@at_till
def not_kept(request: TillRequest) -> HttpResponse:
    """Somebody does not want to be kept: the sale goes on without a record."""
    if where_asked(request) == "receipt":
        # The sale is completed already, and what lies in the next basket is somebody else's.
        return HttpResponse(headers={"HX-Trigger": "close-dialog"})
    return now_of(request, None, _("The sale goes on without a customer. Nothing that was typed is kept."))


def record(request: TillRequest, customer: Customer, answers: list[GivenAnswer]) -> None:
    """What they answered at this till, in words of their language."""
    perform(
        record_consents,
        till_stamp(request),
        customer=customer.id,
        answers=answers,
        way=Way.TILL,
        language=customer.language,
        register=request.register.id,
    )


def _answers(request: TillRequest) -> list[GivenAnswer]:
    """What was tapped; nothing when that is no question of ours."""
    sent = request.POST
    purpose, channel, given = sent.get("purpose", ""), sent.get("channel", ""), sent.get("given") == "yes"
    wanted = [
        (of, over)
        for of, over in QUESTIONS
        if of == purpose and (over == channel or (channel == ALL and over in CHANNELS and not given))
    ]
    minted = uuid_or_none(sent.get("minted")) or new_id()
    texts = {of: text_shown(of, sent.get(f"{of}_text", "")) for of, _over in wanted}
    return [GivenAnswer(answer_id(minted, of, over, given=given), of, over, given, texts[of]) for of, over in wanted]


def _questions(request: TillRequest, customer: Customer) -> dict[str, Any]:
    answers, words = answers_of(customer.id), words_now()
    return {
        "customer": customer,
        "language": customer.language,
        "minted": new_id(),
        "where": "pay" if where_asked(request) == "pay" else "sell",
        "refused": agreed_by(answers) == REFUSED,
        "questions": [
            Question(
                purpose,
                words.get(purpose),
                words[purpose].said(customer.language) if purpose in words else "",
                [Asked(of, over, answers.get((of, over))) for of, over in QUESTIONS if of == purpose],
            )
            for purpose in Purpose
        ],
    }
