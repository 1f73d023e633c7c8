"""Customers, what is known of them, and the index behind the one box."""

from habitue.customers.models.consent import Channel, Consent, ConsentText, Purpose, Way
from habitue.customers.models.customer import ALL_CUSTOMERS, Customer, CustomerCard, Group
from habitue.customers.models.details import CustomerAddress, CustomerPerson, Invoicing, Network, Size, SocialName
from habitue.customers.models.fields import CustomField, FieldOption, FieldValue, FormField, Kind
from habitue.customers.models.imports import Import, ImportBatch, KeptAside
from habitue.customers.models.index import Spelling, Token, Unindexed
from habitue.customers.models.listing import Filed, Held, Listed, Numbered
from habitue.customers.models.record import CustomerEvent, Happened, Likeness, Merge

__all__ = [
    "ALL_CUSTOMERS",
    "Channel",
    "Consent",
    "ConsentText",
    "CustomField",
    "Customer",
    "CustomerAddress",
    "CustomerCard",
    "CustomerEvent",
    "CustomerPerson",
    "FieldOption",
    "FieldValue",
    "Filed",
    "FormField",
    "Group",
    "Happened",
    "Held",
    "Import",
    "ImportBatch",
    "Invoicing",
    "KeptAside",
    "Kind",
    "Likeness",
    "Listed",
    "Merge",
    "Network",
    "Numbered",
    "Purpose",
    "Size",
    "SocialName",
    "Spelling",
    "Token",
    "Unindexed",
    "Way",
]
