"""Gift cards that another till sold, from a CSV file: read with what is wrong in which line, and brought in.

Codes keep the shape that they have there. The same file again brings in nothing twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from pathlib import Path

from django.db import IntegrityError
from django.utils.translation import gettext as _

from habitue.balances.actions import GivenGiftCard, import_gift_cards
from habitue.balances.gift_codes import FROM_ELSEWHERE, LONGEST, has_the_shape, plain
from habitue.balances.models import Cause, GiftCard, GiftCardEntry
from habitue.catalogue.barcodes import shortened, was_shortened
from habitue.catalogue.models import Barcode, Variant
from habitue.customers.models import Customer, CustomerCard
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.amounts import why_not_in
from habitue.lib.csvfile import Column, CSVFile, Row, WrongCell
from habitue.lib.csvreport import BadLines, Outcome
from habitue.lib.dates import read_moment
from habitue.lib.money import WrongAmount, parse_amount
from habitue.lib.text import squeeze

COLUMNS = (
    Column(
        "code",
        (
            *("gift card", "gift card code", "gift card number", "card", "card number", "card code", "number", "gan"),
            *("carte cadeau", "carte", "numéro", "numéro de carte", "code de la carte", "code carte"),
        ),
        required=True,
    ),
    Column(
        "amount",
        (
            *("balance", "current balance", "remaining balance", "remaining", "card balance", "value", "left"),
            *("montant", "solde", "reste", "valeur"),
        ),
        required=True,
    ),
    Column(
        "expires",
        (
            *("expiry", "expiry date", "expires on", "expires at", "expiration", "expiration date", "valid until"),
            *("good until", "expire le", "date d'expiration", "valable jusqu'au", "fin de validité"),
        ),
    ),
    Column("note", ("notes", "comment", "remarque", "commentaire")),
)
KIND = "gift-cards"
"""As what an uploaded file is kept."""
AT_ONCE = 500
LONGEST_NOTE = 200

type Progress = Callable[[int, int], None]


@dataclass(slots=True)
class ReadCards:
    """What a file says: the cards that are not here yet, what is on them, and how many lines have nothing left."""

    cards: list[GivenGiftCard] = field(default_factory=list)
    amount: int = 0
    empty: int = 0
    lapsed: int = 0
    outcome: Outcome = field(default_factory=Outcome)


def read_cards(path: Path, *, currency: str, country: str, today: date) -> ReadCards:
    """Nothing is changed by it, but the bad lines are written beside the file. Raises NotACSV."""
    with CSVFile(path, COLUMNS) as file:
        read = ReadCards(outcome=Outcome(ignored=file.ignored))
        bad, lines = BadLines(file), _Lines(currency, country)
        try:
            for rows in batched(file, AT_ONCE, strict=False):
                lines.know(rows)
                for row in rows:
                    try:
                        _take(read, lines.read(row), lines, today)
                    except WrongCell as wrong:
                        problem = file.problem(row, wrong)
                        read.outcome.add_bad([problem])
                        bad.add(row.raw, [problem])
        finally:
            bad.close()
        read.outcome.created = len(read.cards)
        read.outcome.bad_lines = bad.path if read.outcome.bad else None
        return read


def import_file(
    path: Path,
    *,
    stamp: Callable[[], Stamp],
    currency: str,
    country: str,
    today: date,
    dry_run: bool,
    progress: Progress,
) -> Outcome:
    """Raises NotACSV. Each batch is an action of its own: whatever breaks it off, what was done stays."""
    read = read_cards(path, currency=currency, country=country, today=today)
    if dry_run:
        return read.outcome
    made = 0
    for cards in batched(read.cards, AT_ONCE, strict=False):
        made += _bring_in(list(cards), stamp)
        progress(made, len(read.cards))
    read.outcome.created = made
    return read.outcome


def _bring_in(cards: list[GivenGiftCard], stamp: Callable[[], Stamp]) -> int:
    try:
        return perform(import_gift_cards, stamp(), cards=cards)
    except IntegrityError:
        # A till was quicker with a code; now it can be seen.
        return perform(import_gift_cards, stamp(), cards=cards)


def _take(read: ReadCards, given: GivenGiftCard, lines: "_Lines", today: date) -> None:
    if (was := lines.there.get(given.code)) is not None:
        if was != given.amount:
            raise WrongCell(_("There is a gift card with this code already."), "code")
        read.outcome.unchanged += 1
    elif not given.amount:
        read.empty += 1
    else:
        read.cards.append(given)
        read.amount += given.amount
        read.lapsed += bool(given.expires_on and given.expires_on < today)


class _Lines:
    """Reads lines. `there` are the cards of these codes, with what they were brought in with."""

    def __init__(self, currency: str, country: str) -> None:
        self._currency, self._month_first = currency, country == "US"
        self._seen: dict[str, int] = {}
        self.there: dict[str, int] = {}
        self._otherwise: set[str] = set()

    def know(self, rows: Sequence[Row]) -> None:
        codes = {plain(row.cells.get("code", "")) for row in rows} - {""}
        cards = GiftCard.objects.filter(code__in=codes)
        brought = GiftCardEntry.objects.filter(card__in=cards, cause=Cause.IMPORTED)
        amounts = dict(brought.values_list("card__code", "amount"))
        self.there = {code: amounts.get(code, -1) for code in cards.values_list("code", flat=True)}
        self._otherwise = {
            *Barcode.objects.filter(code__in=codes).values_list("code", flat=True),
            *Variant.objects.filter(sku__in=codes).values_list("sku", flat=True),
            *CustomerCard.objects.filter(number__in=codes).values_list("number", flat=True),
            *Customer.objects.filter(code__in=codes).values_list("code", flat=True),
        }

    def read(self, row: Row) -> GivenGiftCard:
        row.refuse_broken()
        code = self._code(row.cells.get("code", ""))
        amount, last, note = self._amount(row), self._last_day(row), squeeze(row.cells.get("note", ""))
        if len(note) > LONGEST_NOTE:
            raise WrongCell(_("A note has at most {most} characters.").format(most=LONGEST_NOTE), "note")
        if code in self._seen:
            raise WrongCell(_("Line {line} has this code already.").format(line=self._seen[code]), "code")
        self._seen[code] = row.line
        return GivenGiftCard(code=code, amount=amount, expires_on=last, note=note)

    def _code(self, typed: str) -> str:
        if was_shortened(squeeze(typed)):
            raise WrongCell(shortened(), "code")
        code = plain(typed)
        if not code:
            raise WrongCell(_("The line has no code."), "code")
        if not has_the_shape(code):
            message = _("A code has {least} to {most} letters and digits, and blanks or hyphens between them.")
            raise WrongCell(message.format(least=FROM_ELSEWHERE, most=LONGEST), "code")
        if code in self._otherwise:
            raise WrongCell(_("A product or a customer has this code, so a scan would not find the gift card."), "code")
        return code

    def _amount(self, row: Row) -> int:
        typed = squeeze(row.cells.get("amount", ""))
        if not typed:
            raise WrongCell(_("The line has no amount."), "amount")
        try:
            amount = parse_amount(typed.upper().replace(self._currency, ""), self._currency)
        except WrongAmount as wrong:
            raise WrongCell(why_not_in(self._currency, wrong, typed), "amount") from None
        if amount < 0:
            raise WrongCell(_("A gift card holds nothing, or more than nothing."), "amount")
        return amount

    def _last_day(self, row: Row) -> date | None:
        typed = squeeze(row.cells.get("expires", ""))
        if not typed:
            return None
        moment = read_moment(typed, month_first=self._month_first)
        if moment is None or not 1900 <= moment.year <= 2200:
            message = _("“{typed}” is not a date. Write it like 2026-01-31.")
            raise WrongCell(message.format(typed=typed[:40]), "expires")
        return moment.date()
