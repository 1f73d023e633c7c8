"""What cashiers type, by kind: pieces of what is known of customers who are there."""

import random
from typing import Any

KINDS = (
    "one letter", "two letters", "name, first letters", "whole name", "both names", "both names, first letters",
    "phone, start", "phone, last four", "phone, whole", "e-mail, start", "e-mail, whole", "code", "card", "postcode",
    "company", "name and postcode", "name and last two digits", "one mistake", "nobody",
)  # fmt: skip


def queries(customers: list[dict[str, Any]], each: int) -> dict[str, list[str]]:
    """`each` queries of every kind, made of these customers; always the same ones."""
    rng = random.Random(5)
    made: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        while len(made[kind]) < each:
            if typed := _typed(kind, rng.choice(customers), rng):
                made[kind].append(typed)
    return made


def keystrokes(customers: list[dict[str, Any]], count: int) -> list[str]:
    """Every state of the box while `count` names and phones are typed."""
    rng = random.Random(6)
    typed: list[str] = []
    while count:
        customer = rng.choice(customers)
        whole = rng.choice(
            [f"{customer['first_name']} {customer['last_name']}", customer["last_name"], _national(customer)]
        )
        if whole.strip():
            typed += [whole[:end] for end in range(1, len(whole) + 1)]
            count -= 1
    return typed


def _typed(  # noqa: PLR0911 - one way for each kind
    kind: str, customer: dict[str, Any], rng: random.Random
) -> str:
    first: str = customer["first_name"].lower()
    last: str = customer["last_name"].lower()
    phone = _national(customer)
    if kind == "one letter":
        return rng.choice([first, last])[:1]
    if kind == "two letters":
        return rng.choice([first, last])[:2]
    if kind == "name, first letters":
        name = rng.choice([first, last])
        return name[: rng.randint(3, 5)] if len(name) > 5 else ""
    if kind == "whole name":
        return last
    if kind == "both names":
        return rng.choice([f"{first} {last}", f"{last} {first}"])
    if kind == "both names, first letters":
        pieces = [first[: rng.randint(2, 4)], last[: rng.randint(1, 4)]]
        rng.shuffle(pieces)
        return " ".join(pieces)
    if kind == "one mistake":
        place = rng.randrange(1, max(2, len(last) - 1))
        return last[:place] + last[place + 1 :] if len(last) > 5 and " " not in last else ""
    if kind == "nobody":
        return "".join(rng.choice("bcdfghjklmnpqrstvwxz") for _letter in range(6))
    if kind in {"name and postcode", "name and last two digits"}:
        number = customer["postcode"] if kind == "name and postcode" else phone[-2:]
        return f"{last} {number}" if number else ""
    return _number(kind, customer, phone, rng)


def _number(kind: str, customer: dict[str, Any], phone: str, rng: random.Random) -> str:
    email = customer["email"]
    return str(
        {
            "phone, start": phone[: rng.randint(4, 8)],
            "phone, last four": phone[-4:],
            "phone, whole": phone,
            "e-mail, start": email[: rng.randint(4, 12)],
            "e-mail, whole": email,
            "code": customer["code"],
            "card": customer["card"],
            "postcode": customer["postcode"],
            "company": customer["company"],
        }[kind]
    )


def _national(customer: dict[str, Any]) -> str:
    phone: str = customer["phone"]
    return f"0{phone[3:]}" if phone.startswith("+33") else ""
