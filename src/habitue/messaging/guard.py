"""What may leave the shop. Whatever nobody has asked for needs the consent of whom it is sent to."""

from habitue.customers.consents import may
from habitue.customers.following import who_is_now
from habitue.customers.models import Channel, Purpose
from habitue.messaging.models import About, Mail

ASKED_FOR = {About.RECEIPT, About.STATEMENT, About.TEST}
"""Sent because their reader wants them; what they say is ours alone to say, and no news."""


def may_go(mail: Mail) -> bool:
    """Asked when the mail goes: the customer may have withdrawn meanwhile, or has another address."""
    if mail.about in ASKED_FOR:
        return True
    if mail.customer is None:
        return False
    customer = who_is_now(mail.customer)
    # The consent is the customer's, for their own address, and not for whatever has been typed.
    return mail.to.casefold() == customer.email.casefold() and may(customer.id, Purpose.WRITE, Channel.EMAIL)
