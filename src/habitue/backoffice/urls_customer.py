from django.urls import URLPattern, path

from habitue.backoffice.views import customer, customer_details

_customer = "customers/<uuid:customer_id>/"
_address = f"{_customer}addresses/<uuid:address_id>/"
_person = f"{_customer}persons/<uuid:person_id>/"

customer_urls: list[URLPattern] = [
    path("customers/new/", customer.customer_new, name="customer_new"),
    path("customers/new/typed/", customer.customer_new_typed, name="customer_new_typed"),
    path(_customer, customer.customer, name="customer"),
    path(f"{_customer}timeline/", customer.customer_timeline, name="customer_timeline"),
    path(f"{_customer}addresses/new/", customer_details.customer_address_new, name="customer_address_new"),
    path(_address, customer_details.customer_address, name="customer_address"),
    path(f"{_address}remove/", customer_details.customer_address_remove, name="customer_address_remove"),
    path(f"{_customer}persons/new/", customer_details.customer_person_new, name="customer_person_new"),
    path(_person, customer_details.customer_person, name="customer_person"),
    path(f"{_person}remove/", customer_details.customer_person_remove, name="customer_person_remove"),
    path(f"{_customer}invoicing/", customer_details.customer_invoicing, name="customer_invoicing"),
]
