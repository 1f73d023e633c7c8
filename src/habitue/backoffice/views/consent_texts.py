"""The shop's words about consents, and how long an answer is good for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.consents import ConsentMonthsForm, ConsentTextForm
from habitue.backoffice.minted import minted_id
from habitue.customers.actions import write_consent_text
from habitue.customers.models import ConsentText, Purpose
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.actions import set_consent_months
from habitue.stores.models import Shop


@in_office(*roles.CONSENT_TEXTS)
@require_GET
def consent_texts(request: StaffRequest) -> HttpResponse:
    return _page(request, ConsentMonthsForm(initial={"months": Shop.objects.get().consent_months}))


@in_office(*roles.CONSENT_TEXTS)
@require_POST
def consent_months(request: StaffRequest) -> HttpResponse:
    form = ConsentMonthsForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    perform(set_consent_months, office_stamp(request), months=form.cleaned_data["months"])
    messages.success(request, _("Saved."))
    return go(request, "backoffice:consent_texts")


@in_office(*roles.CONSENT_TEXTS)
@require_http_methods(["GET", "POST"])
def consent_text(request: StaffRequest, purpose: str) -> HttpResponse:
    """A new version of the words, written from the last one; what nobody has changed is no version."""
    if purpose not in Purpose:
        raise Http404
    last = ConsentText.objects.filter(purpose=purpose).order_by("-version").first()
    fields = ConsentTextForm.base_fields
    form = ConsentTextForm(request.POST or None, initial={name: getattr(last, name, "") for name in fields})
    if form.is_valid():
        if form.has_changed():
            id = minted_id(request)
            text = perform(write_consent_text, office_stamp(request), id=id, purpose=purpose, **form.cleaned_data)
            said = _("Version %(number)s is shown from now on. Answers to earlier versions keep their words.")
            messages.success(request, said % {"number": text.version})
        return go(request, "backoffice:consent_texts")
    context = {
        "form": form,
        "purpose": Purpose(purpose),
        "next": last.version + 1 if last else 1,
        "minted": minted_id(request),
    }
    return render(request, "backoffice/consent_text.html", context, status=422 if form.errors else 200)


def _page(request: StaffRequest, form: ConsentMonthsForm) -> HttpResponse:
    texts = list(ConsentText.objects.select_related("written_by").order_by("purpose", "-version"))
    versions = {purpose: [text for text in texts if text.purpose == purpose] for purpose in Purpose}
    context = {"versions": versions.items(), "form": form}
    return render(request, "backoffice/consent_texts.html", context, status=422 if form.errors else 200)
