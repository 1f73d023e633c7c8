from habitue.contacts.actions.bring_back_supplier import bring_back_supplier
from habitue.contacts.actions.change_supplier import change_supplier
from habitue.contacts.actions.create_supplier import create_supplier
from habitue.contacts.actions.keep_supplier_address import keep_supplier_address
from habitue.contacts.actions.keep_supplier_person import keep_supplier_person
from habitue.contacts.actions.remove_supplier_address import remove_supplier_address
from habitue.contacts.actions.remove_supplier_person import remove_supplier_person
from habitue.contacts.actions.retire_supplier import retire_supplier

__all__ = [
    "bring_back_supplier",
    "change_supplier",
    "create_supplier",
    "keep_supplier_address",
    "keep_supplier_person",
    "remove_supplier_address",
    "remove_supplier_person",
    "retire_supplier",
]
