"""Whether mail works, for the page of settings."""

from dataclasses import dataclass

from django import template
from django.conf import settings

from habitue.backoffice.forms.mail import TestMailForm
from habitue.messaging.models import About, Mail, State
from habitue.messaging.outbox import is_delivered_here, mail_server, mail_works

register = template.Library()


@dataclass(frozen=True, slots=True)
class MailStanding:
    works: bool
    here: bool
    server: str
    sender: str
    waiting: int
    last_test: Mail | None
    form: TestMailForm


@register.simple_tag
def mail_standing() -> MailStanding:
    return MailStanding(
        works=mail_works(),
        here=is_delivered_here(),
        server=mail_server(),
        sender=settings.DEFAULT_FROM_EMAIL,
        waiting=Mail.objects.filter(state=State.WAITING).count(),
        last_test=Mail.objects.filter(about=About.TEST).first(),
        form=TestMailForm(),
    )
