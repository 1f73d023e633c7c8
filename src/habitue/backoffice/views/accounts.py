"""Store credit by hand, an account's terms, and who owes what since when."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.money import CreditForm, TermsForm
from habitue.backoffice.home import home_country, today_at_home
from habitue.backoffice.minted import minted_id
from habitue.balances.actions import change_credit, close_account, open_account
from habitue.balances.models import AccountTerms
from habitue.balances.sums import NotEnough, account_of, credit_of
from habitue.customers.following import customer_or_404
from habitue.journal.perform import perform
from habitue.lib.csvfile import safe_cell
from habitue.lib.money import Money, show_money, type_amount
from habitue.sales.owing import ages, owing_now
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_currency


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def customer_credit(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    customer, currency, id = customer_or_404(customer_id), the_currency(), minted_id(request)
    form = CreditForm(request.POST or None, currency=currency)
    if form.is_valid():
        given = {"id": id, "customer": customer.id, "amount": form.signed, "reason": form.cleaned_data["reason"]}
        try:
            perform(change_credit, office_stamp(request), **given)
        except NotEnough as short:
            has = show_money(Money(short.has, currency), home_country(), get_language() or "")
            form.add_error("amount", _("There is only %(has)s.") % {"has": has})
        else:
            messages.success(request, _("Saved."))
            return go(request, "backoffice:customer", customer.id)
    context = {
        "customer": customer,
        "form": form,
        "new_id": id,
        "has": credit_of(customer.id),
        "stands_for": "customer",
    }
    return render(request, "backoffice/customer_credit.html", context, status=422 if form.errors else 200)


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def customer_account(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The terms: opened, changed, or opened again after they were closed."""
    customer, currency = customer_or_404(customer_id), the_currency()
    terms = AccountTerms.objects.filter(customer=customer).first()
    initial: dict[str, object] = {"days": 30}
    if terms:
        limit = type_amount(Money(terms.limit, currency), home_country(), get_language() or "")
        initial = {"days": terms.days, "limit": limit}
    form = TermsForm(request.POST or None, currency=currency, initial=initial)
    if form.is_valid():
        perform(open_account, office_stamp(request), customer=customer.id, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return go(request, "backoffice:customer", customer.id)
    owed = account_of(customer.id)
    context = {"customer": customer, "form": form, "terms": terms, "owed": owed, "stands_for": "customer"}
    return render(request, "backoffice/customer_account.html", context, status=422 if form.errors else 200)


@in_office(*roles.LOYALTY)
@require_POST
def customer_account_close(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    customer = customer_or_404(customer_id)
    get_object_or_404(AccountTerms, customer=customer)
    perform(close_account, office_stamp(request), customer=customer.id)
    messages.success(request, _("Nothing more can be bought on this account. What is owed stays owed."))
    return go(request, "backoffice:customer", customer.id)


@in_office(*roles.LOYALTY)
@require_GET
def owing(request: StaffRequest) -> HttpResponse:
    """Who owes what, by how long it has been due."""
    rows = owing_now(today_at_home())
    sums = [(label, sum(row.aged[place] for row in rows)) for place, label in enumerate(ages())]
    total = sum(row.owed for row in rows)
    return render(request, "backoffice/owing.html", {"rows": rows, "sums": sums, "total": total})


@in_office(*roles.LOYALTY)
@require_POST
def owing_file(request: StaffRequest) -> HttpResponse:  # noqa: ARG001 - the guard's
    currency, country = the_currency(), home_country()

    def typed(minor: int) -> str:
        return type_amount(Money(minor, currency), country, get_language() or "")

    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow([_("Customer"), _("Customer code"), *ages(), _("Owed"), _("Limit")])
    for row in owing_now(today_at_home()):
        limit = typed(row.limit) if row.limit is not None else ""
        named = [safe_cell(row.customer.name), row.customer.code]
        writer.writerow([*named, *map(typed, row.aged), typed(row.owed), limit])
    answer = HttpResponse(file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="owing-{today_at_home().isoformat()}.csv"'
    return answer
