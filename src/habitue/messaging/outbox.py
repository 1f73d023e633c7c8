"""What is to be sent: asked for in a short transaction of its own, kept until it has gone."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.mail import mailers
from django.db.models import F

from habitue.customers.models import Customer
from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.messaging.models import About, Mail, State
from habitue.sales.models import Sale
from habitue.stores.models import Shop, Staff

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
WAITS = (_MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 4 * _HOUR, 12 * _HOUR, 24 * _HOUR, 24 * _HOUR, 24 * _HOUR)
"""After each try that did not succeed; after the last of them a mail is given up. Four days, as mail servers do."""
AT_IT = 10 * _MINUTE
"""For so long a mail is not taken again once a worker has begun to send it."""
STALE = timedelta(days=7)
"""What could not go for so long, because no mail server is set, would only surprise its reader."""


def mail_works() -> bool:
    """Whether a mail server is set."""
    return "default" in mailers


def mail_server() -> str:
    """Which one is set, as host and port."""
    options = mailers.settings["default"].get("OPTIONS", {}) if mail_works() else {}
    return "{host}:{port}".format_map(options) if options else ""


def is_delivered_here() -> bool:
    """The demo shop without a mail server: its mails are read in its back office, and go nowhere else."""
    return not mail_works() and Shop.objects.filter(demo=True).exists()


def ask_for_receipt(sale: Sale, to: str, *, language: str, by: UUID | None, id: UUID | None = None) -> Mail:
    """A receipt is to go to this address; the same `id` again is the same mail."""
    return _ask(id, about=About.RECEIPT, to=to, language=language, asked_by_id=by, sale=sale, customer=sale.customer)


def ask_for_statement(customer: Customer, asked: str, *, by: UUID | None, id: UUID | None = None) -> Mail:
    """The statement that they asked for goes to their own address; `asked` says which (`AskedStatement`)."""
    to, language = customer.email, customer.language
    return _ask(id, about=About.STATEMENT, to=to, language=language, asked_by_id=by, customer=customer, text=asked)


def ask_for_expiry_notice(customer: Customer, day: date, *, id: UUID) -> Mail:
    """What expires after that day is told once: the `id` is always the same."""
    to, language = customer.email, customer.language
    return _ask(id, about=About.EXPIRY, to=to, language=language, customer=customer, text=day.isoformat())


def ask_for_test(to: str, staff: Staff) -> Mail:
    return _ask(None, about=About.TEST, to=to, language=staff.language, asked_by_id=staff.id)


def _ask(id: UUID | None, **values: Any) -> Mail:
    at = now()
    with writing():
        return Mail.objects.get_or_create(id=id or new_id(), defaults={**values, "asked_at": at, "next_at": at})[0]


def try_again(mail: Mail) -> None:
    """As if it had just been asked for; what has gone is not sent twice."""
    with writing():
        waits = Mail.objects.filter(id=mail.id).exclude(state=State.SENT)
        waits.update(state=State.WAITING, tries=0, next_at=now(), trouble="")


def next_due(at: datetime) -> Mail | None:
    """The mail that has been due for longest, which from now on is this worker's to send; None when none is."""
    first = Mail.objects.filter(state=State.WAITING, next_at__lte=at).order_by("next_at").first()
    if first is None:
        return None
    with writing():
        # Of two workers that have read the same row, only one finds it as it was.
        mine = Mail.objects.filter(id=first.id, state=State.WAITING, next_at=first.next_at)
        taken = mine.update(next_at=at + AT_IT, tries=F("tries") + 1)
    if not taken:
        return next_due(at)
    related = ("customer", "asked_by", "sale__register__outlet", "sale__staff", "sale__customer")
    return Mail.objects.select_related(*related).get(id=first.id)


def has_gone(mail: Mail, at: datetime, *, without_pdf: bool) -> None:
    _become(mail, state=State.SENT, sent_at=at, next_at=None, trouble="", without_pdf=without_pdf)


def is_put_off(mail: Mail, at: datetime, trouble: str) -> None:
    """To be tried again after a while that grows, or given up."""
    if mail.tries > len(WAITS):
        is_given_up(mail, trouble)
    else:
        _become(mail, next_at=at + WAITS[mail.tries - 1], trouble=trouble[:300])


def is_given_up(mail: Mail, trouble: str) -> None:
    _become(mail, state=State.FAILED, next_at=None, trouble=trouble[:300])


def is_held_back(mail: Mail) -> None:
    _become(mail, state=State.HELD_BACK, next_at=None, trouble="")


def give_up_stale(at: datetime, trouble: str) -> None:
    stale = Mail.objects.filter(state=State.WAITING, asked_at__lt=at - STALE, next_at__lte=at)
    if stale.exists():
        with writing():
            stale.update(state=State.FAILED, next_at=None, trouble=trouble)


def _become(mail: Mail, **values: Any) -> None:
    with writing():
        Mail.objects.filter(id=mail.id).update(**values)
