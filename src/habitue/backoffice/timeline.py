"""Everything that happened to a customer, the latest first: read from where each thing is kept, in a few queries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from habitue.backoffice.facts import Change, changes_of
from habitue.catalogue.models import Kind
from habitue.customers.brought import batch_that_made, imports_of
from habitue.customers.following import records_of
from habitue.customers.models import Consent, Customer, CustomerEvent, Happened, Merge
from habitue.lib.paging import Mark, before_mark, read_mark, write_mark
from habitue.messaging.models import Mail
from habitue.sales.models import Document, Sale, SaleLine, Track
from habitue.stores.models import Register, Staff

AT_ONCE = 20
A_MINUTE = timedelta(minutes=1)
LINES = 4
"""So many lines of a sale are told."""


@dataclass(slots=True)
class Happening:
    """What happened: `sale` or `mail` is what it is about, `other` another customer; `merge` can be undone."""

    at: datetime
    id: UUID
    icon: str
    title: str
    by_id: UUID | None = None
    register_id: UUID | None = None
    changes: list[Change] = field(default_factory=list)
    note: str = ""
    sale: Sale | None = None
    sale_id: UUID | None = None
    other_id: UUID | None = None
    merge: Merge | None = None
    mail: Mail | None = None
    by: Staff | None = None
    register: Register | None = None
    other: Customer | None = None

    @property
    def mark(self) -> Mark:
        return self.at, self.id


@dataclass(frozen=True, slots=True)
class Timeline:
    happenings: list[Happening]
    earlier: str
    """The mark from which the page before this one goes on; empty when this is the first that happened."""


def timeline_of(customer: Customer, country: str, before: str = "") -> Timeline:
    """A page of it. `before` is the mark at which the page before ended."""
    mark = read_mark(before)
    found = [happening for source in _SOURCES for happening in source(customer, mark, country)]
    found.sort(key=lambda each: each.mark, reverse=True)
    shown = found[:AT_ONCE]
    _tell_who_and_where(shown)
    _tell_what_was_bought([each for each in shown if each.sale and each.sale.id == each.id])
    return Timeline(shown, write_mark(shown[-1].mark) if len(found) > AT_ONCE else "")


def _tell_who_and_where(shown: list[Happening]) -> None:
    """Looked up once for all of them: it is a few people at a few registers, and seldom another customer."""
    staff = Staff.objects.in_bulk({each.by_id for each in shown if each.by_id})
    at = {each.register_id for each in shown if each.register_id}
    registers = Register.objects.select_related("outlet").in_bulk(at)
    others = Customer.objects.in_bulk({each.other_id for each in shown if each.other_id})
    sales = Sale.objects.in_bulk({each.sale_id for each in shown if each.sale_id})
    for each in shown:
        each.by = staff.get(each.by_id) if each.by_id else None
        each.register = registers.get(each.register_id) if each.register_id else None
        each.other = others.get(each.other_id) if each.other_id else None
        each.sale = sales.get(each.sale_id) if each.sale_id else each.sale


def _tell_what_was_bought(purchases: list[Happening]) -> None:
    lines: dict[UUID, list[str]] = {}
    kinds: dict[UUID, set[str]] = {}
    sold = SaleLine.objects.filter(sale__in=[each.id for each in purchases]).order_by("sale", "position")
    for sale, kind, quantity, name, options in sold.values_list("sale_id", "kind", "quantity", "name", "options"):
        kinds.setdefault(sale, set()).add(kind)
        lines.setdefault(sale, []).append(" ".join(filter(None, (f"{quantity} ×", name, options))))
    for each in purchases:
        bought = lines.get(each.id, [])
        if kinds.get(each.id) == {Kind.ACCOUNT_PAYMENT} and each.sale and each.sale.document == Document.SALE:
            each.icon, each.title = "banknotes", _("Paid")
        each.note = " · ".join(bought[:LINES]) + (" …" if len(bought) > LINES else "")


def _created(customer: Customer, mark: Mark | None, _country: str) -> Iterable[Happening]:
    at, by, id = customer.created_register_id, customer.created_by_id, customer.id
    title = _("Became a customer at the till") if at else _("Became a customer in the back office")
    told = [Happening(customer.created_at, id, "user-plus", title, by, at)]
    if (batch := batch_that_made(customer)) and batch.at:
        title = _("Imported from %(file)s") % {"file": batch.imported.name}
        told = [Happening(batch.at, id, "arrow-down-tray", title, by)]
        if batch.at - customer.created_at > A_MINUTE:  # the file says since when
            told.append(Happening(customer.created_at, id, "user-plus", _("Became a customer")))
    yield from (each for each in told if not mark or each.mark < mark)


_TITLES = {
    Happened.CHANGED: ("pencil-square", gettext_lazy("Record changed")),
    Happened.CARD_ADDED: ("credit-card", gettext_lazy("Card added")),
    Happened.CARD_BLOCKED: ("no-symbol", gettext_lazy("Card blocked")),
    Happened.CARD_UNBLOCKED: ("credit-card", gettext_lazy("Card in use again")),
    Happened.CARD_REMOVED: ("minus-circle", gettext_lazy("Card removed")),
    Happened.GROUP: ("user-group", pgettext_lazy("timeline", "Put in a group")),
    Happened.MERGED: ("arrows-pointing-in", gettext_lazy("Another record was merged into this one")),
    Happened.UNMERGED: ("arrows-pointing-out", gettext_lazy("A merge was undone")),
    Happened.IMPORTED: ("arrow-down-tray", gettext_lazy("Brought by an import")),
    Happened.LOYALTY_JOINED: ("star", gettext_lazy("Joined the loyalty programme")),
    Happened.LOYALTY_LEFT: ("star", gettext_lazy("Left the loyalty programme")),
    Happened.LOYALTY_BY_HAND: ("star", gettext_lazy("Loyalty changed by hand")),
    Happened.CREDIT_BY_HAND: ("banknotes", gettext_lazy("Store credit changed by hand")),
    Happened.ACCOUNT_OPENED: ("scale", gettext_lazy("Account opened")),
    Happened.ACCOUNT_CHANGED: ("scale", gettext_lazy("Terms of the account changed")),
    Happened.ACCOUNT_CLOSED: ("scale", gettext_lazy("Account closed")),
}


def _events(customer: Customer, mark: Mark | None, country: str) -> Iterable[Happening]:
    # Merges are told from where they are kept, with whom they merged.
    events = CustomerEvent.objects.filter(customer__in=records_of(customer))
    page = _page(events.exclude(kind__in=(Happened.MERGED, Happened.UNMERGED)), "at", mark)
    told = changes_of([event.facts for event in page], country)
    files = imports_of([event.id for event in page if event.kind == Happened.IMPORTED])
    for event, changes in zip(page, told, strict=True):
        icon, title = _TITLES.get(Happened(event.kind), ("pencil-square", event.get_kind_display()))
        if event.id in files:
            title = _("Changed by the import of %(file)s") % {"file": files[event.id].name}
        yield Happening(event.at, event.id, icon, str(title), event.by_id, event.register_id, changes)


def _sales(customer: Customer, mark: Mark | None, _country: str) -> Iterable[Happening]:
    sales = Sale.objects.filter(customer=customer).only(
        *("receipt_number", "completed_at", "staff_id", "register_id", "currency", "total", "document")
    )
    titles = {
        Document.SALE: ("shopping-bag", pgettext("timeline", "Bought")),
        Document.RETURN: ("arrow-uturn-left", pgettext("timeline", "Brought back")),
        Document.EXCHANGE: ("arrows-right-left", pgettext("timeline", "Exchanged")),
        Document.VOID: ("no-symbol", pgettext("timeline", "A sale was voided")),
    }
    for sale in _page(sales, "completed_at", mark):
        at, (icon, title) = sale.completed_at, titles[Document(sale.document)]
        yield Happening(at, sale.id, icon, title, sale.staff_id, sale.register_id, sale=sale)


def _tracks(customer: Customer, mark: Mark | None, _country: str) -> Iterable[Happening]:
    for track in _page(Track.objects.filter(Q(customer=customer) | Q(before=customer)), "at", mark):
        to = track.customer_id == customer.id
        title = _("A sale was put on this customer") if to else _("A sale was taken off this customer")
        other, sale = track.before_id if to else track.customer_id, track.sale_id
        yield Happening(track.at, track.id, "link", title, track.by_id, track.register_id, sale_id=sale, other_id=other)


def _consents(customer: Customer, mark: Mark | None, _country: str) -> Iterable[Happening]:
    consents = Consent.objects.filter(customer=customer)
    for consent in _page(consents, "at", mark):
        purpose, channel = consent.get_purpose_display(), consent.get_channel_display() if consent.channel else ""
        what = f"{purpose} ({channel})" if channel else purpose
        title = (_("Agreed: %(what)s") if consent.given else _("Refused or withdrawn: %(what)s")) % {"what": what}
        icon = "check-circle" if consent.given else "x-circle"
        way = consent.get_way_display() + (f", {consent.source}" if consent.source else "")
        yield Happening(consent.at, consent.id, icon, title, consent.staff_id, consent.register_id, note=way)


def _mails(customer: Customer, mark: Mark | None, _country: str) -> Iterable[Happening]:
    mails = Mail.objects.filter(customer__in=records_of(customer)).defer("text")
    for mail in _page(mails, "asked_at", mark):
        title = _("Mail: %(about)s") % {"about": mail.subject or mail.get_about_display()}
        yield Happening(mail.asked_at, mail.id, "envelope", title, mail.asked_by_id, mail=mail, sale_id=mail.sale_id)


def _merges(customer: Customer, mark: Mark | None, country: str) -> Iterable[Happening]:
    merges = Merge.objects.filter(Q(kept=customer) | Q(gone=customer)).defer("moved")
    page = _page(merges, "at", mark)
    undone = _page(merges.filter(undone_at__isnull=False), "undone_at", mark) if mark or page else []
    for merge, changes in zip(page, _taken_over(customer, page, country), strict=True):
        took_in = merge.kept_id == customer.id
        title = _("Another record was merged into this one") if took_in else _("Merged into another record")
        note, other = _("undone since") if merge.undone_at else "", merge.gone_id if took_in else merge.kept_id
        undoes = merge if took_in and not merge.undone_at else None
        icon, by = "arrows-pointing-in", merge.by_id
        yield Happening(merge.at, merge.id, icon, title, by, changes=changes, note=note, other_id=other, merge=undoes)
    for merge in undone:
        other = merge.gone_id if merge.kept_id == customer.id else merge.kept_id
        icon, by, title = "arrows-pointing-out", merge.undone_by_id, _("A merge was undone")
        yield Happening(merge.undone_at or merge.at, merge.id, icon, title, by, other_id=other)


def _taken_over(customer: Customer, merges: list[Merge], country: str) -> list[list[Change]]:
    """What the record has from the one that it took in, of each merge."""
    if not merges:
        return []
    events = CustomerEvent.objects.filter(customer=customer, kind=Happened.MERGED, at__in=[each.at for each in merges])
    facts = dict(events.values_list("at", "facts"))
    return changes_of([facts.get(each.at, []) for each in merges], country)


_SOURCES: tuple[Callable[[Customer, Mark | None, str], Iterable[Happening]], ...] = (
    _created,
    _events,
    _sales,
    _tracks,
    _consents,
    _mails,
    _merges,
)


def _page(rows: QuerySet[Any], moment: str, mark: Mark | None) -> list[Any]:
    """The latest of one kind that come before the mark: one more than a page takes, so that it shows if there are."""
    if mark:
        rows = before_mark(rows, moment, mark)
    return list(rows.order_by(f"-{moment}", "-id")[: AT_ONCE + 1])
