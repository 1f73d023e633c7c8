from django.urls import URLPattern, path

from habitue.backoffice.views import contacts, duplicates, grouping, groups, own_fields, supplier_details, suppliers

_supplier = "suppliers/<uuid:supplier_id>/"

contact_urls: list[URLPattern] = [
    path("contacts/type/", contacts.contact_type, name="contact_type"),
    path("contacts/address-parts/", contacts.contact_address_parts, name="contact_address_parts"),
    path("customers/group/", grouping.customers_group, name="customers_group"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/find/", duplicates.duplicates_find, name="duplicates_find"),
    path("duplicates/merges/<uuid:merge_id>/undo/", duplicates.duplicate_undo, name="duplicate_undo"),
    path("duplicates/<uuid:one_id>/<uuid:other_id>/", duplicates.duplicate, name="duplicate"),
    path("duplicates/<uuid:one_id>/<uuid:other_id>/apart/", duplicates.duplicate_apart, name="duplicate_apart"),
    path("fields/", own_fields.fields, name="fields"),
    path("fields/built-in/", own_fields.fields_built_in, name="fields_built_in"),
    path("fields/order/", own_fields.fields_order, name="fields_order"),
    path("fields/new/", own_fields.field_new, name="field_new"),
    path("fields/<uuid:field_id>/", own_fields.field, name="field"),
    path("fields/<uuid:field_id>/retire/", own_fields.field_retire, name="field_retire"),
    path("fields/<uuid:field_id>/bring-back/", own_fields.field_bring_back, name="field_bring_back"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/file/", groups.group_file, name="group_file"),
    path("groups/<uuid:group_id>/", groups.group, name="group"),
    path("groups/<uuid:group_id>/retire/", groups.group_retire, name="group_retire"),
    path("groups/<uuid:group_id>/bring-back/", groups.group_bring_back, name="group_bring_back"),
    path("suppliers/", suppliers.suppliers, name="suppliers"),
    path("suppliers/new/", suppliers.supplier_new, name="supplier_new"),
    path(_supplier, suppliers.supplier, name="supplier"),
    path(f"{_supplier}retire/", suppliers.supplier_retire, name="supplier_retire"),
    path(f"{_supplier}bring-back/", suppliers.supplier_bring_back, name="supplier_bring_back"),
    path(f"{_supplier}addresses/new/", supplier_details.supplier_address, name="supplier_address_new"),
    path(f"{_supplier}addresses/<uuid:address_id>/", supplier_details.supplier_address, name="supplier_address"),
    path(
        f"{_supplier}addresses/<uuid:address_id>/remove/",
        supplier_details.supplier_address_remove,
        name="supplier_address_remove",
    ),
    path(f"{_supplier}persons/new/", supplier_details.supplier_person, name="supplier_person_new"),
    path(f"{_supplier}persons/<uuid:person_id>/", supplier_details.supplier_person, name="supplier_person"),
    path(
        f"{_supplier}persons/<uuid:person_id>/remove/",
        supplier_details.supplier_person_remove,
        name="supplier_person_remove",
    ),
]
