"""Gift cards that another till sold are brought in from a file, and are found and good like any other."""

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from habitue.balances.gift_codes import card_of
from habitue.balances.models import Cause, GiftCard, GiftCardEntry
from habitue.balances.sums import gift_card_of
from habitue.catalogue.models import Variant
from habitue.config.cli import main
from habitue.jobs.models import Job
from habitue.journal.models import Entry
from habitue.journal.perform import replay
from habitue.stores.models import Shop
from tests.backoffice.test_gift_cards import a_card, plain
from tests.working import work_off

PAGE = "/office/gift-cards/file/"
FILE = (
    "Numéro;Solde;Expiration;Remarque;Magasin\r\n"
    "8412-3390-1127;25,00;31/12/2027;;Lyon\r\n"
    'gc00871;"1 050,00 €";;Christmas raffle;Lyon\r\n'
    "GC00872;0;;;Lyon\r\n"
)
WRONG = (
    "code,amount,expires\n"
    "A1B2C3,12,\n"
    "a1b2-c3,12,\n"
    "ABC,12,\n"
    ",12,\n"
    "D1E2F3,,\n"
    "D1E2F4,-5,\n"
    "D1E2F5,lots,\n"
    "D1E2F6,5,soon\n"
    "8.41234E+15,5,\n"
    "LOA-38,5,\n"
    '"G1,5\n'
)


def look(client: Client, text: str) -> tuple[str, str]:
    """The page, and what the file is kept as."""
    answer = client.post(PAGE, {"file": SimpleUploadedFile("cards.csv", text.encode())})
    assert answer.status_code == 200, answer.text
    return plain(answer.text), str(answer.context["kept"])


def bring_in(client: Client, text: str) -> None:
    client.post("/office/gift-cards/take/", {"kept": look(client, text)[1]})
    work_off()


def test_a_file_is_looked_at_then_brought_in(owner: Client, shop: Shop) -> None:
    page, kept = look(owner, FILE)
    assert "Bring in 2 gift cards" in page
    assert "2 · 1 075,00 €" in page
    assert "With nothing left" in page
    assert "Magasin" in page
    assert "841233901127" not in page
    assert not GiftCard.objects.exists()
    for _click in range(2):
        answer = owner.post("/office/gift-cards/take/", {"kept": kept})
        assert answer.headers["Location"] == f"/office/jobs/{kept}/"
    work_off()
    assert Job.objects.filter(task="import_gift_cards").count() == 1
    card = card_of("8412 3390 1127")
    assert card
    assert (card.code, card.expires_on, gift_card_of(card.id)) == ("841233901127", date(2027, 12, 31), 2500)
    raffle = card_of("GC00871")
    assert raffle
    assert raffle.expires_on is None
    entry = GiftCardEntry.objects.get(card=raffle)
    assert (entry.cause, entry.note, entry.by_id) == (Cause.IMPORTED, "Christmas raffle", Job.objects.get().asked_by_id)
    assert card_of("GC00872") is None
    found = owner.post("/office/gift-cards/", {"code": "gc00871"}, follow=True).text
    assert "Christmas raffle" in found
    assert "Taken over from another till" in found


def test_the_same_file_again_brings_in_nothing_and_says_so(owner: Client, shop: Shop) -> None:
    bring_in(owner, FILE)
    page, _kept = look(owner, FILE)
    assert "There is nothing to bring in" in page
    assert "<dt>Were brought in already</dt><dd>2</dd>" in page
    changed, _kept = look(owner, FILE.replace("25,00", "20,00"))
    assert "There is a gift card with this code already" in changed
    sold, _kept = look(owner, f"code,amount\n{a_card().code},50\n")
    assert "There is a gift card with this code already" in sold


def test_what_is_wrong_is_told_line_by_line_and_can_be_mended(owner: Client, loafer: Variant) -> None:
    Variant.objects.update(sku="LOA38")
    page, kept = look(owner, WRONG)
    for said in (
        "Line 2 has this code already",
        "A code has 4 to 24 letters and digits",
        "The line has no code",
        "The line has no amount",
        "A gift card holds nothing, or more than nothing",
        "“lots” is not an amount in EUR",
        "“soon” is not a date",
        "The spreadsheet has shortened this number",
        "A product or a customer has this code",
        "never closed",
    ):
        assert said in page, said
    assert "Bring in 1 gift card<" in page
    mended = owner.get(f"/office/gift-cards/errors/{kept}/").getvalue().decode("utf-8-sig")
    assert "D1E2F5,lots,,amount: “lots” is not an amount in EUR" in mended
    assert "A1B2C3,12,\r\n" not in mended


@pytest.mark.parametrize("content", ["", "PK\x03\x04", "name,phone\nMarie,0612345678\n"])
def test_what_is_no_such_list_is_refused_with_a_reason(owner: Client, content: str) -> None:
    answer = owner.post(PAGE, {"file": SimpleUploadedFile("cards.csv", content.encode())})
    assert answer.status_code == 422
    assert "field-error" in answer.text
    gone = owner.post("/office/gift-cards/take/", {"kept": "x"}, follow=True)
    assert "That file is gone" in gone.text


def test_cards_replayed_from_the_journal_are_the_same(owner: Client, shop: Shop) -> None:
    bring_in(owner, FILE)
    kept = [list(model.objects.order_by("id").values()) for model in (GiftCard, GiftCardEntry)]
    entry = Entry.objects.get(action="import_gift_cards")
    GiftCardEntry.objects.all().delete()
    GiftCard.objects.all().delete()
    Entry.objects.filter(id=entry.id).delete()
    replay(entry)
    assert [list(model.objects.order_by("id").values()) for model in (GiftCard, GiftCardEntry)] == kept


def test_the_command_brings_them_in_too(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("habitue.config.cli.import_gift_cards"), "ready", lambda: None)
    monkeypatch.setenv("LANGUAGE", "en")
    file = tmp_path / "cards.csv"
    file.write_text(FILE, encoding="utf-8")
    tried = CliRunner().invoke(main, ["import", "gift-cards", str(file), "--dry-run"])
    assert "2 new" in tried.output
    assert not GiftCard.objects.exists()
    CliRunner().invoke(main, ["import", "gift-cards", str(file)])
    assert GiftCard.objects.count() == 2
