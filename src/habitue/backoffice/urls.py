from django.urls import URLPattern, path

from habitue.backoffice.urls_balances import balance_urls
from habitue.backoffice.urls_cards import card_urls
from habitue.backoffice.urls_consents import consent_urls
from habitue.backoffice.urls_contacts import contact_urls
from habitue.backoffice.urls_customer import customer_urls
from habitue.backoffice.urls_imports import import_urls
from habitue.backoffice.urls_jobs import job_urls
from habitue.backoffice.urls_loyalty import loyalty_urls
from habitue.backoffice.urls_mails import mail_urls
from habitue.backoffice.urls_prices import price_urls
from habitue.backoffice.urls_products import product_urls
from habitue.backoffice.views import (
    customers,
    discount_limits,
    entry,
    export,
    outlets,
    sales,
    settings,
    staff,
    tracking,
)

app_name = "backoffice"
urlpatterns: list[URLPattern] = [
    path("", entry.home, name="home"),
    path("sign-in/", entry.sign_in, name="sign_in"),
    path("sign-out/", entry.sign_out, name="sign_out"),
    path("next/", entry.what_next, name="next"),
    path("me/", staff.me, name="me"),
    path("sales/", sales.sales, name="sales"),
    path("sales/track/", tracking.sales_track, name="sales_track"),
    path("sales/<uuid:sale_id>/", sales.sale, name="sale"),
    path("sales/<uuid:sale_id>/reprint/", sales.reprint, name="sale_reprint"),
    path("customers/", customers.customers, name="customers"),
    path("customers/columns/", customers.columns, name="customers_columns"),
    path("customers/export/", export.customers_export, name="customers_export"),
    path("customers/filter/", customers.narrow, name="customers_filter"),
    path("customers/find/", customers.find, name="customers_find"),
    *card_urls,
    *import_urls,
    *customer_urls,
    *contact_urls,
    *consent_urls,
    *product_urls,
    *price_urls,
    *loyalty_urls,
    *balance_urls,
    *job_urls,
    *mail_urls,
    path("outlets/", outlets.outlets, name="outlets"),
    path("outlets/new/", outlets.outlet_new, name="outlet_new"),
    path("outlets/<uuid:outlet_id>/", outlets.outlet, name="outlet"),
    path("outlets/<uuid:outlet_id>/registers/new/", outlets.register_new, name="register_new"),
    path("registers/<uuid:register_id>/", outlets.register, name="register"),
    path("registers/<uuid:register_id>/retire/", outlets.register_retire, name="register_retire"),
    path("registers/<uuid:register_id>/bring-back/", outlets.register_bring_back, name="register_bring_back"),
    path("staff/", staff.staff_list, name="staff"),
    path("staff/new/", staff.person_new, name="person_new"),
    path("staff/<uuid:staff_id>/", staff.person, name="person"),
    path("staff/<uuid:staff_id>/let-go/", staff.let_go, name="let_go"),
    path("staff/<uuid:staff_id>/bring-back/", staff.bring_back, name="person_bring_back"),
    path("settings/", settings.settings, name="settings"),
    path("settings/discounts/", discount_limits.settings_discounts, name="settings_discounts"),
]
