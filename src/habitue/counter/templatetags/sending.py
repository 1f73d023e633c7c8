"""What the receipt screen knows of the mails that bring a receipt."""

from dataclasses import dataclass
from uuid import UUID

from django import template

from habitue.counter.forms.send import SendForm
from habitue.customers.following import who_is_now
from habitue.lib.ids import new_id
from habitue.messaging.models import Mail, State
from habitue.messaging.outbox import is_delivered_here, mail_works
from habitue.sales.models import Sale

register = template.Library()
MOST = 3


@dataclass(frozen=True, slots=True)
class Sending:
    """`form` is empty but for the record's address; `id` will be the next mail's, so that it is asked for once."""

    form: SendForm
    known: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Sent:
    """The last mails of a sale; `goes_on` while one may go at any moment."""

    mails: list[Mail]
    works: bool
    goes_on: bool


@register.simple_tag
def sending_of(sale: Sale) -> Sending:
    known = who_is_now(sale.customer).email if sale.customer else ""
    return Sending(SendForm(initial={"email": known}, auto_id="receipt_%s"), known, new_id())


@register.simple_tag
def sent_of(sale: Sale) -> Sent:
    mails = list(sale.mails.all()[:MOST])
    works = mail_works() or is_delivered_here()
    return Sent(mails, works, works and any(mail.state == State.WAITING and mail.tries < 2 for mail in mails))
