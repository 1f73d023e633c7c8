"""What the columns of other systems' exports of customers are, by their own headings. See `columns.py` for the targets.

`known_by` are sets of headings, any of which only this system writes. Headings are compared folded, blanks for all
marks; a column that is not named here is matched by the usual names, and otherwise passed over. Beside each system
stands from where its headings are known; no system but Odoo publishes them whole.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class System:
    """Without a `name` it is a language rather than a system."""

    name: str
    known_by: tuple[tuple[str, ...], ...]
    columns: dict[str, str]


_SPANISH = {
    "código": "code",
    "nombre": "first name",
    "apellidos": "last name",
    "empresa": "company",
    "razón social": "company",
    "email": "e-mail",
    "correo electrónico": "e-mail",
    "teléfono": "phone",
    "móvil": "mobile",
    "dirección": "street",
    "ciudad": "city",
    "población": "city",
    "provincia": "region",
    "código postal": "postcode",
    "país": "country",
    "fecha de nacimiento": "birthday",
    "grupo": "group",
    "tarifa": "aside",
    "nif": "aside",
    "cif": "aside",
    "saldo": "aside",
    "puntos": "aside",
    "notas": "note",
    "observaciones": "note",
    "acepta comunicaciones": "e-mail consent",
    "fecha de alta": "created",
}

_LEGAL = {"legal name": "full name", "nombre legal": "full name"}

SYSTEMS = (
    # customer_code, customer_group_name, loyalty_balance, store_credit_balance and year_to_date are named by its help
    # (support.vendhq.com 360000851496 and 201379050; x-series-support.lightspeedhq.com 25535035254427). The others are
    # the fields of its API, 0.9 (physical_address1) and 2.0 (physical_address_1); no page lists the file's own.
    System(
        "Lightspeed X-Series",
        (
            ("customer code", "physical address1"),
            ("customer code", "physical address 1"),
            ("customer code", "year to date"),
            ("customer code", "store credit balance"),
            ("customer code", "customer group name"),
        ),
        {
            "id": "",
            "customer code": "code",
            "first name": "first name",
            "last name": "last name",
            "company name": "company",
            "email": "e-mail",
            "phone": "phone",
            "mobile": "mobile",
            "fax": "aside",
            "twitter": "X (Twitter)",
            "website": "website",
            "physical address1": "street",
            "physical address2": "street 2",
            "physical address 1": "street",
            "physical address 2": "street 2",
            "physical suburb": "district",
            "physical city": "city",
            "physical state": "region",
            "physical postcode": "postcode",
            "physical country id": "country",
            "physical country": "country",
            "postal address1": "other street",
            "postal address2": "other street 2",
            "postal address 1": "other street",
            "postal address 2": "other street 2",
            "postal suburb": "other district",
            "postal city": "other city",
            "postal state": "other region",
            "postal postcode": "other postcode",
            "postal country id": "other country",
            "postal country": "other country",
            "customer group": "group",
            "customer group name": "group",
            "date of birth": "birthday",
            "do not email": "no e-mail",
            "note": "note",
            "created at": "created",
            "balance": "aside",
            "account balance": "aside",
            "loyalty balance": "aside",
            "store credit balance": "aside",
            "year to date": "aside",
            "custom field 1": "aside",
            "custom field 2": "aside",
            "custom field 3": "aside",
            "custom field 4": "aside",
        },
    ),
    # The export's headings as a public program that reads it has them; squareup.com/help tells what stands in "Email
    # Subscription Status" (article 6632: Subscribed, Unsubscribed, Unknown), in "Email Unsubscribed", which it was
    # before (6149: True), and how birthdays are written (5498).
    System(
        "Square",
        (
            ("reference id", "email subscription status"),
            ("reference id", "email unsubscribed"),
            ("square customer id",),
        ),
        {
            "reference id": "code",
            "first name": "first name",
            "last name": "last name",
            "email address": "e-mail",
            "phone number": "phone",
            "nickname": "aside",
            "company name": "company",
            "street address 1": "street",
            "street address 2": "street 2",
            "city": "city",
            "state": "region",
            "postal code": "postcode",
            "birthday": "birthday",
            "memo": "note",
            "square customer id": "aside",
            "first visit": "created",
            "last visit": "aside",
            "transaction count": "aside",
            "lifetime spend": "aside",
            "email subscription status": "e-mail consent",
            "email unsubscribed": "no e-mail",
            "creation source": "",
            "instant profile": "",
            "blocked from online booking": "",
        },
    ),
    # The export's headings as public programs that read it have them, all alike; those without "Default Address" are of
    # its older exports and of the file of its Transporter (help.shopify.com, csv-customers). "Phone" is the customer's.
    System(
        "Shopify",
        (
            ("accepts email marketing", "default address address1"),
            ("accepts email marketing", "total spent"),
            ("accepts email marketing", "province code"),
            ("accepts marketing", "province code"),
        ),
        {
            "customer id": "code",
            "first name": "first name",
            "last name": "last name",
            "email": "e-mail",
            "accepts email marketing": "e-mail consent",
            "accepts marketing": "e-mail consent",
            "accepts sms marketing": "SMS consent",
            "accepts whatsapp marketing": "",
            "default address company": "company",
            "default address address1": "street",
            "default address address2": "street 2",
            "default address city": "city",
            "default address province code": "region",
            "default address country code": "country",
            "default address zip": "postcode",
            "default address phone": "phone",
            "company": "company",
            "address1": "street",
            "address2": "street 2",
            "city": "city",
            "province": "",
            "province code": "region",
            "country": "",
            "country code": "country",
            "zip": "postcode",
            "phone": "mobile",
            "total spent": "aside",
            "total orders": "aside",
            "note": "note",
            "tax exempt": "",
            "tags": "tags",
        },
    ),
    # help.loyverse.com shows the file in pictures only: these are the headings of its customers' page and the fields of
    # its API (customer_code, first_visit, last_visit, total_visits, total_spent, total_points), checked by no file.
    System(
        "Loyverse",
        (("customer name", "points balance"), ("customer name", "customer code", "total visits")),
        {
            "customer id": "",
            "customer name": "full name",
            "email": "e-mail",
            "phone": "phone",
            "address": "street",
            "city": "city",
            "province": "region",
            "region": "region",
            "postal code": "postcode",
            "country": "country",
            "customer code": "code",
            "points balance": "aside",
            "note": "note",
            "first visit": "created",
            "last visit": "aside",
            "total visits": "aside",
            "total spent": "aside",
        },
    ),
    # The labels and the names of the fields of res.partner, as odoo/addons/base/models/res_partner.py has them;
    # "Mobile" is there up to Odoo 18. Complete and display names begin with the company, so they are no person's name.
    System(
        "Odoo",
        (("name", "street2", "zip"), ("name", "related company"), ("name", "website link"), ("complete name",)),
        {
            "id": "",
            "external id": "",
            "name": "full name",
            "complete name": "",
            "display name": "",
            "company name": "company",
            "related company": "company",
            "parent id": "company",
            "parent name": "company",
            "reference": "code",
            "ref": "code",
            "phone": "phone",
            "mobile": "mobile",
            "email": "e-mail",
            "street": "street",
            "street2": "street 2",
            "zip": "postcode",
            "city": "city",
            "state": "region",
            "state id": "region",
            "country": "country",
            "country id": "country",
            "tags": "tags",
            "category id": "tags",
            "barcode": "cards",
            "job position": "aside",
            "function": "aside",
            "tax id": "aside",
            "vat": "aside",
            "notes": "note",
            "comment": "note",
            "website": "website",
            "website link": "website",
            "language": "language",
            "lang": "language",
            "created on": "created",
            "create date": "created",
        },
    ),
    # support.stockagile.com 5977827795357 names one heading of its template, "Legal Name"; what its export has is not
    # told. The rest is matched by the usual names and the Spanish ones below.
    System("Stockagile", (("legal name",), ("nombre legal",)), _SPANISH | _LEGAL),
    System(
        "",
        (("nombre", "apellidos"), ("nombre", "correo electrónico"), ("nombre", "teléfono")),
        _SPANISH,
    ),
)
"""Recognised by their first line, the first of these that fits."""
