from habitue.stores.actions.bring_back_register import bring_back_register
from habitue.stores.actions.bring_back_staff import bring_back_staff
from habitue.stores.actions.change_outlet import change_outlet
from habitue.stores.actions.change_shop import change_shop
from habitue.stores.actions.change_staff import change_staff
from habitue.stores.actions.create_outlet import create_outlet
from habitue.stores.actions.create_register import create_register
from habitue.stores.actions.create_staff import create_staff
from habitue.stores.actions.let_staff_go import let_staff_go
from habitue.stores.actions.open_shop import open_shop
from habitue.stores.actions.rename_register import rename_register
from habitue.stores.actions.retire_register import retire_register
from habitue.stores.actions.set_consent_months import set_consent_months

__all__ = [
    "bring_back_register",
    "bring_back_staff",
    "change_outlet",
    "change_shop",
    "change_staff",
    "create_outlet",
    "create_register",
    "create_staff",
    "let_staff_go",
    "open_shop",
    "rename_register",
    "retire_register",
    "set_consent_months",
]
