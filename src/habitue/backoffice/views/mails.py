"""The outbox: what was asked for, how it stands, and how it reads."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.mail import TestMailForm
from habitue.backoffice.paging import page_of
from habitue.backoffice.pdf import as_pdf
from habitue.messaging.letters import letter_of
from habitue.messaging.models import Mail, State
from habitue.messaging.outbox import ask_for_test, is_delivered_here, mail_works, try_again
from habitue.messaging.paper import pdf_of
from habitue.stores.access import StaffRequest, go, in_office

MOST_LOOKS = 30
"""So often a mail's page looks whether it has gone."""
FRAMED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


@in_office(*roles.MAILS)
@require_GET
def mails(request: StaffRequest) -> HttpResponse:
    found = Mail.objects.select_related("customer", "sale")
    state = request.GET.get("state", "")
    if state in State.values:
        found = found.filter(state=state)
    page = page_of(found, "asked_at", request.GET)
    return render(request, "backoffice/mails.html", {"page": page, "state": state, "states": State.choices, **_works()})


@in_office(*roles.MAILS)
@require_GET
def mail(request: StaffRequest, mail_id: UUID) -> HttpResponse:
    """One mail as it reads; while it is on its way, how it stands comes again every two seconds."""
    found = _mail(mail_id)
    typed = request.GET.get("looks", "")
    look = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    goes_on = found.state == State.WAITING and look < MOST_LOOKS
    context = {"mail": found, "look": look + 1, "goes_on": goes_on, **_works()}
    if request.headers.get("HX-Request"):
        return render(request, "backoffice/mail.html#standing", context)
    return render(request, "backoffice/mail.html", {**context, "letter": letter_of(found)})


@in_office(*roles.MAILS)
@require_GET
def mail_page(request: StaffRequest, mail_id: UUID) -> HttpResponse:  # noqa: ARG001 - the guard's
    """The mail's own page, for a frame in which it can do nothing."""
    response = HttpResponse(letter_of(_mail(mail_id)).html)
    response.headers["Content-Security-Policy"] = FRAMED
    return response


@in_office(*roles.MAILS)
@require_GET
def mail_paper(request: StaffRequest, mail_id: UUID) -> HttpResponse:
    letter = letter_of(_mail(mail_id))
    paper = letter.paper
    if not paper:
        raise Http404
    return as_pdf(request, lambda: pdf_of(paper), letter.paper_name, ("backoffice:mail", mail_id))


@in_office(*roles.MAILS)
@require_POST
def mail_again(request: StaffRequest, mail_id: UUID) -> HttpResponse:
    try_again(_mail(mail_id))
    return go(request, "backoffice:mail", mail_id)


@in_office(*roles.SETTINGS)
@require_POST
def settings_mail(request: StaffRequest) -> HttpResponse:
    """A test mail, which leads to its own page."""
    form = TestMailForm(request.POST)
    if not form.is_valid():
        return render(request, "backoffice/mail_settings.html", {"test_form": form}, status=422)
    return go(request, "backoffice:mail", ask_for_test(form.cleaned_data["to"], request.staff).id)


def _mail(mail_id: UUID) -> Mail:
    related = ("customer", "sale__customer", "sale__register__outlet", "sale__staff", "asked_by")
    return get_object_or_404(Mail.objects.select_related(*related), id=mail_id)


def _works() -> dict[str, bool]:
    return {"works": mail_works(), "here": is_delivered_here()}
