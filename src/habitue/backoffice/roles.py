"""Which role opens which part of the back office. An owner may go everywhere, a cashier nowhere."""

from habitue.stores.models import Role

SALES = (Role.STORE_MANAGER,)
CUSTOMERS = (Role.STORE_MANAGER, Role.WAREHOUSE_MANAGER)
PRODUCTS = (Role.STORE_MANAGER, Role.WAREHOUSE_MANAGER)
PRICES = (Role.STORE_MANAGER,)
PRICES_READ = (Role.STORE_MANAGER, Role.WAREHOUSE_MANAGER)
LOYALTY = (Role.STORE_MANAGER,)
OUTLETS = (Role.STORE_MANAGER,)
STAFF = (Role.STORE_MANAGER,)
MAILS = (Role.STORE_MANAGER,)
CONSENT_TEXTS = (Role.STORE_MANAGER,)
SETTINGS: tuple[Role, ...] = ()
ANY = (Role.STORE_MANAGER, Role.WAREHOUSE_MANAGER)
