"""Coming in and going out, and where one arrives."""

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.entry import SignInForm
from habitue.stores.access import StaffRequest, go, in_office, sign_in_office, sign_out_of_office
from habitue.stores.attempts import WINDOW, TooManyAttempts, check_staff_password, tries_left
from habitue.stores.demo import demo_staff
from habitue.stores.models import Role, Staff


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = Staff.objects.at_work().filter(name__iexact=form.cleaned_data["name"]).first()
        refusal = _why_not(person, form.cleaned_data["password"])
        if person and not refusal:
            sign_in_office(request, person)
            return go(request, "backoffice:home")
        form.add_error(None, refusal)
    return render(
        request,
        "backoffice/sign_in.html",
        {"form": form, "demo_staff": demo_staff()},
        status=422 if form.errors else 200,
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sign_out_of_office(request)
    messages.success(request, _("You are signed out."))
    return go(request, "backoffice:sign_in")


@in_office(*roles.ANY)
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    return redirect("backoffice:products" if request.staff.role == Role.WAREHOUSE_MANAGER else "backoffice:sales")


@in_office(*roles.SETTINGS)
@require_GET
def what_next(request: StaffRequest) -> HttpResponse:
    return render(request, "backoffice/next.html")


def _why_not(person: Staff | None, password: str) -> str:
    """Why somebody may not come in; empty if they may.

    Who exists and who doesn't is not told, in words or in time, until guessing at a name has to wait.
    """
    if person is None:
        make_password(password)
        return _("Name and password do not match.")
    try:
        if not check_staff_password(person, password):
            left = tries_left(person)
            return _("Name and password do not match.") if left else _too_many(TooManyAttempts(WINDOW).minutes)
    except TooManyAttempts as refused:
        return _too_many(refused.minutes)
    return _("The back office is not open to cashiers: sell at the till.") if person.role == Role.CASHIER else ""


def _too_many(minutes: int) -> str:
    return ngettext(
        "Too many wrong passwords. Wait %(minutes)d minute, then try again.",
        "Too many wrong passwords. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}
