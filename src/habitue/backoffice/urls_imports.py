from django.urls import URLPattern, path

from habitue.backoffice.views import import_balances, imports

_import = "customers/imports/<uuid:import_id>/"

import_urls: list[URLPattern] = [
    path("customers/imports/", imports.customer_imports, name="customer_imports"),
    path(_import, imports.customer_import, name="customer_import"),
    path(f"{_import}try/", imports.customer_import_try, name="customer_import_try"),
    path(f"{_import}run/", imports.customer_import_run, name="customer_import_run"),
    path(f"{_import}undo/", imports.customer_import_undo, name="customer_import_undo"),
    path(f"{_import}balances/", import_balances.customer_import_balances, name="customer_import_balances"),
    path(
        f"{_import}balances/take/",
        import_balances.customer_import_balances_take,
        name="customer_import_balances_take",
    ),
    path(f"{_import}errors/", imports.customer_import_errors, name="customer_import_errors"),
]
