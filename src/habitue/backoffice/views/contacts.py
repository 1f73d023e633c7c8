"""A new contact of one type or the other: choosing another type draws the other form, with what both have."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.suppliers import SupplierForm
from habitue.backoffice.home import home_country
from habitue.backoffice.views.suppliers import shop_language, show_form
from habitue.customers.consent_form import ConsentForm
from habitue.customers.whole_form import WholeCustomerForm
from habitue.lib.ids import new_id
from habitue.stores.access import StaffRequest, in_office


@in_office(*roles.CUSTOMERS)
@require_POST
def contact_type(request: StaffRequest) -> HttpResponse:
    """The form for a contact of the `type` that was chosen; nothing is said yet of what is wrong or missing."""
    start = {"language": shop_language()} | {name: str(value) for name, value in request.POST.items() if value}
    if request.POST.get("type") == "supplier":
        page = "backoffice:supplier_new"
        answer = show_form(request, SupplierForm(home=home_country(), initial=start), new_id=new_id())
    else:
        page = "backoffice:customer_new"
        form = WholeCustomerForm(country=home_country(), language=start["language"], initial=start)
        context = {"form": form, "new_id": new_id(), "consents": ConsentForm(language=start["language"])}
        answer = render(request, "backoffice/customer_new.html", context)
    # The form that is drawn now is to be sent to the page that it is of.
    answer.headers["HX-Replace-Url"] = reverse(page)
    return answer
