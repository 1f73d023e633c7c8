"""A shop, a sale, and a real mail server on this machine that can be told how to answer."""

import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from habitue.config import environment
from habitue.customers.models import Customer
from habitue.sales import baskets, checkout
from habitue.sales.models import Sale, Tender
from tests.shop import SmallShop

type Sells = Callable[..., Sale]


@dataclass
class MailServer:
    """Keeps what it is sent. `rcpt` and `data` are what it answers instead of accepting; `hangs_up` cuts it short."""

    rcpt: str = ""
    data: str = ""
    hangs_up: bool = False
    received: list[EmailMessage] = field(default_factory=list)
    tries: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's names
        self.tries += 1
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        if self.hangs_up:
            server.transport.abort()
            return "421 gone"
        if self.data:
            return self.data
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        message["X-Rcpt"] = ", ".join(envelope.rcpt_tos)
        self.received.append(message)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def through(settings: Settings, port: int, user: str = "") -> None:
    url = f"smtp://{user}127.0.0.1:{port}?tls=no"
    settings.MAILERS = environment.mailers(url)
    settings.DEFAULT_FROM_EMAIL = environment.sender(url, "hello@orsel.example")


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    through(settings, controller.port)
    yield server
    controller.stop()


@pytest.fixture
def no_mail_server(settings: Settings) -> None:
    settings.MAILERS = environment.mailers("")


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()


@pytest.fixture
def sell(shop: SmallShop) -> Sells:
    """Complete a sale: `sell("Loafer", customer=marie)`."""

    def make(name: str = "Loafer Orsay", customer: Customer | None = None, quantity: int = 2) -> Sale:
        variant = shop.stock(name)
        baskets.put_in(shop.register, shop.cashier, variant)
        basket = baskets.basket_at(shop.register)
        assert basket
        baskets.change_quantity(shop.register, baskets.lines_of(basket)[0].id, quantity)
        if customer:
            baskets.attach_customer(shop.register, shop.cashier, customer)
        checkout.take_payment(shop.register, Tender.CASH, 50_000)
        return checkout.complete(shop.register, basket.id, shop.at_register())

    return make
