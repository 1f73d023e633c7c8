"""Balances of a customer: statements on the page, as PDF, by mail; and loyalty: joining, leaving, changing by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.balances import ByHandForm, PeriodForm
from habitue.backoffice.home import home_country, home_zone, today_at_home
from habitue.backoffice.minted import minted_id
from habitue.backoffice.pdf import as_pdf
from habitue.balances.actions import change_loyalty, leave_loyalty
from habitue.balances.joining import NoPlan, join, words_of
from habitue.balances.loyalty import last_day, the_plan
from habitue.balances.models import Cause, LoyaltyEntry, LoyaltyMember
from habitue.balances.shown import show_units
from habitue.balances.sums import NotEnough, loyalty_of
from habitue.customers.following import customer_or_404
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.messaging.outbox import ask_for_statement
from habitue.messaging.paper import pdf_of
from habitue.messaging.statements import STYLE, AskedStatement, statement_paper
from habitue.sales.owing import owed_by
from habitue.sales.statements import Balance, entries_of, statement
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_currency


@in_office(*roles.CUSTOMERS)
@require_GET
def customer_statement(request: StaffRequest, customer_id: UUID, balance: str) -> HttpResponse:
    customer, of = customer_or_404(customer_id), _balance(balance)
    form = PeriodForm(request.GET or None)
    asked = _asked(form, of)
    zone = home_zone()
    today = now().astimezone(zone).date()
    context = {
        "open": owed_by(customer.id, today) if of == Balance.ACCOUNT else [],
        "today": today,
        "customer": customer,
        "form": form,
        "statement": statement(of, customer.id, asked.start, asked.end, zone),
        "balances": [each for each in Balance if each == of or entries_of(each, customer.id).exists()],
        "stands_for": "customer",
    }
    return render(request, "backoffice/statement.html", context, status=422 if form.errors else 200)


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_statement_pdf(request: StaffRequest, customer_id: UUID, balance: str) -> HttpResponse:
    customer, of = customer_or_404(customer_id), _balance(balance)
    paper = statement_paper(customer, _asked(PeriodForm(request.POST), of), get_language() or "en")
    back = ("backoffice:customer_statement", customer.id, of)
    return as_pdf(request, lambda: pdf_of(paper.html, STYLE), paper.name, back)


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_statement_mail(request: StaffRequest, customer_id: UUID, balance: str) -> HttpResponse:
    """To their own address, because they have asked for it."""
    customer, of = customer_or_404(customer_id), _balance(balance)
    if customer.email:
        ask_for_statement(customer, _asked(PeriodForm(request.POST), of).write(), by=request.staff.id)
        messages.success(request, _("The statement is on its way to %(email)s.") % {"email": customer.email})
    else:
        messages.error(request, _("There is no e-mail address."))
    return go(request, "backoffice:customer_statement", customer.id, of)


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def customer_loyalty(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Joining, leaving, and a change by hand with its reason."""
    customer, plan, id = customer_or_404(customer_id), the_plan(), minted_id(request)
    form = ByHandForm(request.POST or None, plan=plan, currency=the_currency())
    if form.is_valid():
        stamp, units = office_stamp(request), form.signed
        today = stamp.at.astimezone(home_zone()).date()
        try:
            perform(
                change_loyalty,
                stamp,
                id=id,
                customer=customer.id,
                units=units,
                reason=form.cleaned_data["reason"],
                expires_on=last_day(plan, today) if units > 0 else None,
            )
        except NotEnough as short:
            has = show_units(plan, short.has, the_currency(), home_country())
            form.add_error("units", _("There are only %(has)s.") % {"has": has})
        else:
            messages.success(request, _("Saved."))
            return go(request, "backoffice:customer", customer.id)
    context = {
        "customer": customer,
        "form": form,
        "new_id": id,
        "plan": plan,
        "member": LoyaltyMember.objects.filter(customer=customer).first(),
        "units": loyalty_of(customer.id),
        "welcomed": LoyaltyEntry.objects.filter(customer=customer, cause=Cause.WELCOME).exists(),
        "words": words_of(plan, customer.language),
    }
    return render(request, "backoffice/customer_loyalty.html", context, status=422 if form.errors else 200)


@in_office(*roles.LOYALTY)
@require_POST
def customer_loyalty_join(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    customer = customer_or_404(customer_id)
    try:
        join(customer, office_stamp(request), today_at_home())
    except NoPlan:
        messages.error(request, _("Nobody can join now."))
    else:
        messages.success(request, _("%(name)s is a member now.") % {"name": customer.name})
    return go(request, "backoffice:customer", customer.id)


@in_office(*roles.LOYALTY)
@require_POST
def customer_loyalty_leave(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    customer = customer_or_404(customer_id)
    perform(leave_loyalty, office_stamp(request), customer=customer.id)
    messages.success(request, _("%(name)s has left the loyalty programme.") % {"name": customer.name})
    return go(request, "backoffice:customer", customer.id)


def _balance(named: str) -> Balance:
    if named not in Balance.values:
        raise Http404
    return Balance(named)


def _asked(form: PeriodForm, balance: Balance) -> AskedStatement:
    """The days that are asked for; all of them while what is typed is wrong."""
    days: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return AskedStatement(balance, days.get("start"), days.get("end"))
