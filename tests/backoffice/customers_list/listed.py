"""Customers to be listed, and who is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.test import Client

from habitue.customers.actions import create_customer, record_consents
from habitue.customers.actions.record_consents import GivenAnswer
from habitue.customers.codes import new_code
from habitue.customers.models import (
    ALL_CUSTOMERS,
    Customer,
    CustomField,
    Purpose,
    Way,
)
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.models import Shop

PAGE = "/office/customers/"


def add(
    stream: UUID, last_name: str, *, register: UUID | None = None, at: datetime | None = None, **more: Any
) -> Customer:
    given: dict[str, Any] = {
        "first_name": "", "company": "", "phone": "", "email": "", "postcode": "", "note": "", "cards": [],
        "group": ALL_CUSTOMERS, "language": "fr", **more,
    }  # fmt: skip
    stamp = Stamp(stream, at=at) if at else Stamp(stream)
    return perform(
        create_customer, stamp, id=new_id(), code=new_code(), last_name=last_name, register=register, **given
    )


def names(client: Client, **asked: str) -> list[str]:
    return [customer.last_name for customer in client.get(PAGE, asked).context["rows"]]


def answer(shop: Shop, customer: Customer, **given: bool) -> None:
    perform(
        record_consents,
        Stamp(shop.node),
        customer=customer.id,
        way=Way.OFFICE,
        language="fr",
        answers=[
            GivenAnswer(new_id(), Purpose.KEEP, "", yes)
            if what == "keep"
            else GivenAnswer(new_id(), "write", what, yes)
            for what, yes in given.items()
        ],
    )


type Own = dict[str, CustomField]
