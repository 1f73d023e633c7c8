"""Sends what is due, one mail after the other, and notes what the mail server says to each."""

import logging
import smtplib
from contextlib import suppress
from datetime import datetime
from email.headerregistry import Address
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.utils import translation
from django.utils.translation import gettext as _

from habitue.lib.clock import now
from habitue.lib.text import squeeze
from habitue.messaging import outbox
from habitue.messaging.guard import may_go
from habitue.messaging.letters import Letter, letter_of
from habitue.messaging.models import Mail
from habitue.messaging.paper import NoPaper, pdf_of
from habitue.stores.models import Shop

AT_ONCE = 20
"""So many mails may go one after the other before the worker looks at what else it has to do."""

log = logging.getLogger(__name__)


class Refused(Exception):
    """The mail did not go. `for_good`: another try would end the same. `all`: no other mail would go now either."""

    def __init__(self, words: str, *, for_good: bool = False, all: bool = False) -> None:
        super().__init__()
        self.words, self.for_good, self.all = squeeze(words), for_good, all


def send_due(at: datetime | None = None) -> int:
    """Send what is due, and say how many have gone. Without a mail server all wait."""
    shop = Shop.objects.first()
    if shop is None:
        return 0
    here = outbox.is_delivered_here()
    if not (here or outbox.mail_works()):
        with translation.override(shop.language):
            outbox.give_up_stale(at or now(), _("For a week there was no mail server to send it."))
        return 0
    gone = 0
    for _number in range(AT_ONCE):
        moment = at or now()
        mail = outbox.next_due(moment)
        if mail is None:
            break
        with translation.override(mail.asked_by.language if mail.asked_by else shop.language):
            try:
                gone += _send(mail, shop, moment, here=here)
            except Refused as refused:
                if refused.for_good:
                    outbox.is_given_up(mail, refused.words)
                else:
                    outbox.is_put_off(mail, moment, refused.words)
                if refused.all:
                    break
    return gone


def _send(mail: Mail, shop: Shop, at: datetime, *, here: bool) -> bool:
    """Whether it has gone. Raises Refused."""
    if not may_go(mail):
        outbox.is_held_back(mail)
        return False
    try:
        letter = letter_of(mail)
    except Exception:
        # Our own mistake; the mails behind this one go on.
        log.exception("The mail %s could not be written", mail.id)
        raise Refused(_("Something went wrong that nobody foresaw. The program's log says where.")) from None
    if here:
        outbox.has_gone(mail, at, without_pdf=False)
        return True
    pdf = _pdf(letter)
    _hand_over(_message(mail, shop, letter, pdf))
    outbox.has_gone(mail, at, without_pdf=bool(letter.paper and not pdf))
    return True


def _pdf(letter: Letter) -> bytes:
    """The attachment; nothing if this machine has not what it needs to make one."""
    if not letter.paper:
        return b""
    try:
        return pdf_of(letter.paper)
    except NoPaper as none:
        if none.lasting:
            return b""
        raise Refused(_("The receipt could not be made into a PDF.")) from None


def _message(mail: Mail, shop: Shop, letter: Letter, pdf: bytes) -> EmailMultiAlternatives:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    user, _at, domain = address.rpartition("@")
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=str(Address(squeeze(name or shop.name), user, domain)),
        to=[mail.to],
        # Always the same, so that whoever gets the mail twice after all can tell.
        headers={"Message-ID": f"<{mail.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(letter.html, "text/html")
    if pdf:
        message.attach(letter.paper_name, pdf, "application/pdf")
    return message


def _hand_over(message: EmailMultiAlternatives) -> None:
    """To the mail server. Raises Refused."""
    mailer = mailers.default
    try:
        mailer.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        trouble = _("The mail server does not take mail for this address: %(said)s")
        raise Refused(_told(trouble, code, words), for_good=code >= 500) from None
    except smtplib.SMTPDataError as refused:
        trouble = _("The mail server refuses this mail: %(said)s")
        told = _told(trouble, refused.smtp_code, refused.smtp_error)
        raise Refused(told, for_good=refused.smtp_code >= 500) from None
    except smtplib.SMTPAuthenticationError as refused:
        trouble = _("The mail server refuses the shop's user and password: %(said)s")
        raise Refused(_told(trouble, refused.smtp_code, refused.smtp_error), all=True) from None
    except smtplib.SMTPResponseException as refused:
        trouble = _("The mail server refuses: %(said)s")
        raise Refused(_told(trouble, refused.smtp_code, refused.smtp_error), all=True) from None
    except smtplib.SMTPServerDisconnected:
        raise Refused(_("The mail server broke off the connection."), all=True) from None
    except smtplib.SMTPNotSupportedError:
        # Of what is asked of a server here, only the encryption and the password can be missing.
        told = _("The mail server does not offer what is asked of it: encryption, or a password. See HABITUE_SMTP_URL.")
        raise Refused(told, all=True) from None
    except (smtplib.SMTPException, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise Refused(_("The mail server does not answer: %(reason)s") % {"reason": reason}, all=True) from None
    except ValueError:
        raise Refused(_("No mail can be sent to this address."), for_good=True) from None
    finally:
        # A connection that got no further than its beginning stays open otherwise.
        with suppress(OSError):
            mailer.close()


def _told(trouble: str, code: int, words: bytes | str) -> str:
    """In words, with what the server said: whoever asks its keeper is asked for that first."""
    later = "" if code >= 500 else " " + _("It asks to be tried later.")
    return trouble % {"said": _said(code, words)} + later


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
