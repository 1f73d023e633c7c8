"""The page of a receipt, as a customer opens it on a phone."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from habitue.lib.clock import now
from habitue.sales.links import BYTES, STANDS_FOR, link_to
from habitue.sales.models import ReceiptLink, Sale
from habitue.stores.models import Shop


def page(sale: Sale) -> str:
    return f"/r/{link_to(sale, now())[0]}/"


def test_the_page_shows_the_receipt_in_its_language_and_names_nobody(sale: Sale) -> None:
    answer = Client(headers={"Accept-Language": "en"}).get(page(sale))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="fr">' in shown
    assert answer.headers["Content-Language"] == "fr"
    assert sale.receipt_number in shown
    assert "178,00" in shown
    for name in ("Marie", "Curie", "Léa", "Martin"):
        assert name not in shown


def test_the_page_leaves_no_trace(sale: Sale) -> None:
    answer = Client().get(page(sale))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies
    assert "<script" not in answer.content.decode()
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_link_cannot_be_guessed_nor_read_in_the_database(sale: Sale) -> None:
    secret, _until = link_to(sale, now())
    assert BYTES * 8 >= 128
    assert len(secret) >= BYTES * 8 / 6
    link = ReceiptLink.objects.get()
    assert secret not in (link.digest, str(link.sale_id))
    assert Client().get(f"/r/{link.digest}/").status_code == 404
    assert Client().get(f"/r/{sale.id}/").status_code == 404


def test_the_same_link_is_shown_again_for_a_day(sale: Sale) -> None:
    at = now()
    first = link_to(sale, at)
    assert link_to(sale, at + timedelta(hours=23)) == first
    later = link_to(sale, at + timedelta(hours=25))
    assert later[0] != first[0]
    assert later[1] == at + timedelta(hours=25) + STANDS_FOR
    assert Client().get(f"/r/{first[0]}/").status_code == 200


def test_another_key_makes_another_link_and_the_old_one_goes_on(sale: Sale, settings: Settings) -> None:
    first = page(sale)
    settings.SECRET_KEY = "another"
    assert page(sale) != first
    assert {Client().get(first).status_code, Client().get(page(sale)).status_code} == {200}


def test_an_expired_link_says_so_kindly(sale: Sale) -> None:
    there = page(sale)
    ReceiptLink.objects.update(expires_at=now() - timedelta(seconds=1))
    answer = Client().get(there)
    assert answer.status_code == 410
    assert "no longer here" in answer.content.decode()
    assert sale.receipt_number not in answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("secret", ["x", "a" * 27, "%00", "é" * 40, "a" * 3000, "%ed%a0%80"])
def test_a_wrong_link_is_not_found(secret: str, sale: Sale) -> None:
    page(sale)
    answer = Client().get(f"/r/{secret}/")
    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]
    assert Shop.objects.get().name in answer.content.decode()


def test_nothing_is_done_by_a_link(sale: Sale) -> None:
    assert Client().post(page(sale)).status_code == 405
    assert Client().head(page(sale)).status_code == 200
