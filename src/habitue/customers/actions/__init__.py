from habitue.customers.actions.add_address import add_address
from habitue.customers.actions.add_card import add_card
from habitue.customers.actions.add_contact_person import add_contact_person
from habitue.customers.actions.block_card import block_card
from habitue.customers.actions.bring_back_field import bring_back_field
from habitue.customers.actions.bring_back_group import bring_back_group
from habitue.customers.actions.change_address import change_address
from habitue.customers.actions.change_contact_person import change_contact_person
from habitue.customers.actions.change_customer import change_customer
from habitue.customers.actions.change_field import change_field
from habitue.customers.actions.change_group import change_group
from habitue.customers.actions.change_invoicing import change_invoicing
from habitue.customers.actions.create_customer import create_customer
from habitue.customers.actions.create_field import create_field
from habitue.customers.actions.create_group import create_group
from habitue.customers.actions.import_customers import import_customers
from habitue.customers.actions.keep_email import keep_email
from habitue.customers.actions.order_fields import order_fields
from habitue.customers.actions.put_in_group import put_in_group
from habitue.customers.actions.record_consents import GivenAnswer, record_consents
from habitue.customers.actions.remove_address import remove_address
from habitue.customers.actions.remove_card import remove_card
from habitue.customers.actions.remove_contact_person import remove_contact_person
from habitue.customers.actions.retire_field import retire_field
from habitue.customers.actions.retire_group import retire_group
from habitue.customers.actions.set_form_fields import set_form_fields
from habitue.customers.actions.tell_apart import tell_apart
from habitue.customers.actions.unblock_card import unblock_card
from habitue.customers.actions.undo_import_batch import undo_import_batch
from habitue.customers.actions.write_consent_text import write_consent_text

__all__ = [
    "GivenAnswer",
    "add_address",
    "add_card",
    "add_contact_person",
    "block_card",
    "bring_back_field",
    "bring_back_group",
    "change_address",
    "change_contact_person",
    "change_customer",
    "change_field",
    "change_group",
    "change_invoicing",
    "create_customer",
    "create_field",
    "create_group",
    "import_customers",
    "keep_email",
    "order_fields",
    "put_in_group",
    "record_consents",
    "remove_address",
    "remove_card",
    "remove_contact_person",
    "retire_field",
    "retire_group",
    "set_form_fields",
    "tell_apart",
    "unblock_card",
    "undo_import_batch",
    "write_consent_text",
]
