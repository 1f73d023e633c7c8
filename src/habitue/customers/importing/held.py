"""What is known already of the customers of a batch, so that the same file brought in again changes nothing."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from habitue.customers.models import Consent, Customer, CustomerAddress, FieldValue, KeptAside, SocialName, Way


class Held:
    """The ids of customers are in hexadecimal."""

    def __init__(self, hexadecimal: Sequence[str]) -> None:
        ids = [UUID(id) for id in hexadecimal]
        self._rows = {
            id.hex: {"birthday": birthday, "website": website}
            for id, birthday, website in Customer.objects.filter(id__in=ids).values_list("id", "birthday", "website")
        }
        names = SocialName.objects.filter(customer__in=ids).values_list("customer", "network", "name")
        self._networks = {(id.hex, network): name for id, network, name in names}
        self._addresses: set[tuple[str, ...]] = set()
        for address in CustomerAddress.objects.filter(customer__in=ids):
            self._addresses.add((address.customer_id.hex, *map(str.casefold, (address.street, address.city))))
        self._answers: dict[tuple[str, str, str], Consent] = {}
        self._told: set[tuple[str, str, str, bool, str]] = set()
        for answer in Consent.objects.filter(customer__in=ids).order_by("at", "id"):
            id = answer.customer_id.hex
            self._answers[id, answer.purpose, answer.channel] = answer
            if answer.way == Way.IMPORT:
                self._told.add((id, answer.purpose, answer.channel, answer.given, _text(answer)))
        self._values: dict[tuple[str, str], list[str]] = {}
        for value in FieldValue.objects.filter(customer__in=ids).order_by("value"):
            self._values.setdefault((value.customer_id.hex, str(value.field_id)), []).append(value.value)
        aside = KeptAside.objects.filter(customer__in=ids).order_by("at", "id")
        self._aside = {(each.customer_id.hex, each.name): each.value for each in aside}

    def news(self, id: str, more: str) -> str:
        """The JSON of what of `more` is not known of the customer yet; "" if all of it is."""
        told: dict[str, Any] = json.loads(more)
        row = self._rows.get(id, {})
        news: dict[str, Any] = {
            name: told[name] for name in ("birthday", "website") if name in told and told[name] != row.get(name)
        }
        networks = told.get("networks", {}).items()
        news["networks"] = {network: name for network, name in networks if self._networks.get((id, network)) != name}
        news["addresses"] = [
            each
            for each in told.get("addresses", [])
            if (id, each["street"].casefold(), each["city"].casefold()) not in self._addresses
        ]
        news["consents"] = [
            *(each for each in told.get("consents", []) if self._is_news(id, *each)),
            *(each for each in told.get("withdrawn", []) if self._has_agreed(id, each[0], each[1])),
        ]
        fields = told.get("fields", {}).items()
        news["fields"] = {field: values for field, values in fields if self._values.get((id, field)) != values}
        aside = told.get("aside", {}).items()
        news["aside"] = {name: value for name, value in aside if self._aside.get((id, name)) != value}
        news = {name: value for name, value in news.items() if value}
        return json.dumps(news, ensure_ascii=False, separators=(",", ":")) if news else ""

    def _is_news(self, id: str, purpose: str, channel: str, given: bool, at: str, _source: str) -> bool:
        """What a file says without a date is no yes to somebody who has answered already."""
        if at:
            return (id, purpose, channel, given, at) not in self._told
        if given:
            return (id, purpose, channel) not in self._answers
        return (id, purpose, channel) not in self._answers or self._has_agreed(id, purpose, channel)

    def _has_agreed(self, id: str, purpose: str, channel: str) -> bool:
        last = self._answers.get((id, purpose, channel))
        return bool(last and last.given)


def _text(answer: Consent) -> str:
    return answer.at.isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
