"""Forms of contacts are drawn anew while they are typed, for another type or another country; nothing is lost."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.suppliers import SupplierForm
from habitue.backoffice.home import home_country
from habitue.backoffice.typed import carried, type_in
from habitue.backoffice.views.suppliers import show_form
from habitue.contacts.forms import AddressForm
from habitue.customers.consent_form import ConsentForm
from habitue.customers.whole_form import WholeCustomerForm
from habitue.lib.ids import new_id
from habitue.stores.access import StaffRequest, in_office
from habitue.stores.shop import the_language


@in_office(*roles.CUSTOMERS)
@require_POST
def contact_type(request: StaffRequest) -> HttpResponse:
    """The form for a contact of the `type` that was chosen; nothing is said yet of what is wrong or missing."""
    language = the_language()
    if request.POST.get("type") == "supplier":
        page = "supplier_new"
        supplier = SupplierForm(home=home_country(), initial={"language": language})
        type_in(supplier, request.POST)
        answer = show_form(request, supplier, new_id=new_id(), stands_for=page)
    else:
        page = "customer_new"
        form, consents = WholeCustomerForm(country=home_country(), language=language), ConsentForm(language=language)
        for each in (form, consents):
            type_in(each, request.POST)
        others = carried(request.POST, form, consents)
        context = {"form": form, "new_id": new_id(), "consents": consents, "carried": others, "stands_for": page}
        answer = render(request, "backoffice/customer_new.html", context)
    # The form that is drawn now is to be sent to the page that it is of.
    answer.headers["HX-Replace-Url"] = reverse(f"backoffice:{page}")
    return answer


@in_office(*roles.CUSTOMERS)
@require_POST
def contact_address_parts(request: StaffRequest) -> HttpResponse:
    """The parts that an address has in the country that was chosen, with what was typed before."""
    form = AddressForm.redrawn(request.POST.dict(), home_country())
    return render(request, "backoffice/address_fields.html#parts", {"form": form})
