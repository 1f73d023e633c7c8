"""Writing down what a file tells besides the customers' own rows (see `importing/more.py`). Only actions call this."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from habitue.customers.consents import count_agreed
from habitue.customers.events import id_beside
from habitue.customers.models import (
    Consent,
    Customer,
    CustomerAddress,
    FieldValue,
    KeptAside,
    SocialName,
    Way,
)
from habitue.journal.action import Doing

AT_ONCE = 1000


def keep_more(doing: Doing, told: Mapping[str, str], of: UUID) -> dict[str, dict[str, Any]]:
    """`told` is by customer id. Returns, by the same, what undoing it needs."""
    mores = {UUID(id): json.loads(more) for id, more in told.items() if more}
    if not mores:
        return {}
    undo: dict[str, dict[str, Any]] = {id.hex: {} for id in mores}
    _rows(mores, undo)
    _networks(mores, undo)
    _addresses(doing, mores, undo)
    _consents(doing, mores, undo)
    _values(mores, undo)
    KeptAside.objects.bulk_create(
        [
            KeptAside(
                id=id_beside(doing, id.bytes, b"aside", name.encode()),
                customer_id=id,
                imported=of,
                name=name,
                value=value,
                at=doing.stamp.at,
            )
            for id, more in mores.items()
            for name, value in more.get("aside", {}).items()
        ],
        batch_size=AT_ONCE,
    )
    return undo


def _rows(mores: dict[UUID, dict[str, Any]], undo: dict[str, dict[str, Any]]) -> None:
    wanted = [id for id, more in mores.items() if more.get("birthday") or more.get("website")]
    for start in range(0, len(wanted), AT_ONCE):
        rows = list(Customer.objects.filter(id__in=wanted[start : start + AT_ONCE]).only("birthday", "website"))
        for row in rows:
            more = mores[row.id]
            names = [name for name in ("birthday", "website") if more.get(name)]
            undo[row.id.hex]["was"] = {name: getattr(row, name) for name in names}
            undo[row.id.hex]["now"] = {name: more[name] for name in names}
            for name in names:
                setattr(row, name, more[name])
        Customer.objects.bulk_update(rows, ["birthday", "website"])


def _networks(mores: dict[UUID, dict[str, Any]], undo: dict[str, dict[str, Any]]) -> None:
    told = {id: more["networks"] for id, more in mores.items() if more.get("networks")}
    if not told:
        return
    had = {(row.customer_id, row.network): row.name for row in _names_of(list(told))}
    made = [SocialName(customer_id=id, network=n, name=name) for id, names in told.items() for n, name in names.items()]
    SocialName.objects.bulk_create(
        made,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["customer", "network"],
        update_fields=["name"],
    )
    for id, names in told.items():
        undo[id.hex]["networks"] = {network: [had.get((id, network), ""), name] for network, name in names.items()}


def _names_of(ids: list[UUID]) -> Iterator[SocialName]:
    for start in range(0, len(ids), AT_ONCE):
        yield from SocialName.objects.filter(customer__in=ids[start : start + AT_ONCE])


def _addresses(doing: Doing, mores: dict[UUID, dict[str, Any]], undo: dict[str, dict[str, Any]]) -> None:
    made = [
        CustomerAddress(id=id_beside(doing, id.bytes, b"address", bytes([place])), customer_id=id, **address)
        for id, more in mores.items()
        for place, address in enumerate(more.get("addresses", ()))
    ]
    CustomerAddress.objects.bulk_create(made, batch_size=AT_ONCE)
    for address in made:
        undo[address.customer_id.hex].setdefault("addresses", []).append(address.id.hex)


def _consents(doing: Doing, mores: dict[UUID, dict[str, Any]], undo: dict[str, dict[str, Any]]) -> None:
    answering = [id for id, more in mores.items() if more.get("consents")]
    if not answering:
        return
    languages: dict[UUID, str] = {}
    for start in range(0, len(answering), AT_ONCE):
        some = Customer.objects.filter(id__in=answering[start : start + AT_ONCE])
        languages |= dict(some.values_list("id", "language"))
    made = [
        Consent(
            id=id_beside(doing, id.bytes, purpose.encode(), channel.encode(), at.encode()),
            customer_id=id,
            purpose=purpose,
            channel=channel,
            given=given,
            at=_moment(at) if at else doing.stamp.at,
            way=Way.IMPORT,
            staff_id=doing.stamp.by,
            language=languages[id],
            source=source,
        )
        for id in answering
        for purpose, channel, given, at, source in mores[id]["consents"]
    ]
    Consent.objects.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)
    for consent in made:
        undo[consent.customer_id.hex].setdefault("consents", []).append(consent.id.hex)
    count_agreed(answering)


def _values(mores: dict[UUID, dict[str, Any]], undo: dict[str, dict[str, Any]]) -> None:
    made = []
    for id, more in mores.items():
        if fields := more.get("fields"):
            there = FieldValue.objects.filter(customer=id, field__in=list(fields))
            had: dict[str, list[str]] = {field: [] for field in fields}
            for value in there:
                had[str(value.field_id)].append(value.value)
            if any(had.values()):
                there.delete()
            undo[id.hex]["fields"] = {field: [had[field], values] for field, values in fields.items()}
            made += [
                FieldValue(customer_id=id, field_id=UUID(field), value=value)
                for field, values in fields.items()
                for value in values
            ]
    FieldValue.objects.bulk_create(made, batch_size=AT_ONCE)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=UTC)
