"""What a customer has agreed to: the latest answers, all that came before, an answer from paper, and withdrawing."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from habitue.backoffice import roles
from habitue.backoffice.forms.consents import RecordConsentForm
from habitue.backoffice.home import home_zone
from habitue.backoffice.minted import minted_id
from habitue.customers.actions import GivenAnswer, record_consents
from habitue.customers.consent_form import answer_id, text_shown
from habitue.customers.consents import QUESTIONS, REFUSED, agreed_by, answers_of
from habitue.customers.following import customer_or_404
from habitue.customers.models import Consent, Customer, Way
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.access import StaffRequest, in_office, office_stamp


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_consents(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The panel on the customer's page; by POST a consent is withdrawn."""
    customer = customer_or_404(customer_id)
    if request.method == "GET":
        return _panel(request, customer)
    sent = request.POST
    question = next((each for each in QUESTIONS if each == (sent.get("purpose"), sent.get("channel", ""))), None)
    if question is None:
        return HttpResponseBadRequest()
    purpose, channel = question
    id = answer_id(minted_id(request), purpose, channel, given=False)
    perform(
        record_consents,
        office_stamp(request),
        customer=customer.id,
        answers=[GivenAnswer(id, purpose, channel, given=False, text=text_shown(purpose, ""))],
        way=Way.OFFICE,
        language=customer.language,
    )
    return _panel(request, customer, said=_("The consent is withdrawn."))


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_consent_new(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """A dialog in which answers that were given on paper, or told, are written down."""
    customer = customer_or_404(customer_id)
    zone, minted = home_zone(), minted_id(request)
    form = RecordConsentForm(request.POST or None, language=customer.language, zone=zone)
    if not form.is_valid():
        context = {"form": form, "customer": customer, "new_id": minted}
        part = "#form" if form.errors else ""
        return render(request, f"backoffice/consent_new.html{part}", context, status=422 if form.errors else 200)
    asked = form.cleaned_data
    perform(
        record_consents,
        office_stamp(request),
        customer=customer.id,
        answers=form.answers(minted),
        way=asked["way"],
        language=asked["language"],
        at=form.at,
        source=asked["source"],
    )
    told = {"close-dialog": "", "consents-changed": "", "show-message": {"text": _("The answers are recorded.")}}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})


def _panel(request: StaffRequest, customer: Customer, **more: Any) -> HttpResponse:
    answers = answers_of(customer.id)
    history = Consent.objects.filter(customer=customer).select_related("staff", "register__outlet", "text")
    context = {
        "customer": customer,
        "answers": [(purpose, channel, answers.get((purpose, channel))) for purpose, channel in QUESTIONS],
        "refused": agreed_by(answers) == REFUSED,
        "history": [(consent, _words(consent)) for consent in history.order_by("-at", "-id")],
        "minted": new_id(),
        **more,
    }
    return render(request, "backoffice/customer_consents_panel.html", context)


def _words(consent: Consent) -> list[str]:
    """What stood there and what was said, in the language of the answer."""
    text = consent.text
    return [text.shown(consent.language), text.said(consent.language)] if text else []
