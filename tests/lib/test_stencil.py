from django.utils import translation
from django.utils.safestring import mark_safe

from habitue.lib.stencil import Stencil

ROW = Stencil("counter/customer_rows.html#row", "id", "name", "group", "contact", "seen")
ADD = Stencil("counter/customer_rows.html#add", "typed")


def test_values_are_escaped_and_markup_is_not() -> None:
    drawn = ROW.fill('"7"', mark_safe("<mark>M</mark>arie"), "", "<b>& 100 %s", "{{ seen }}")
    assert 'data-customer="&quot;7&quot;"' in drawn
    assert "<bdi><mark>M</mark>arie</bdi>" in drawn
    assert "&lt;b&gt;&amp; 100 %s" in drawn
    assert "{{ seen }}" in drawn


def test_each_row_has_its_own_values() -> None:
    one, other = ROW.each([("1", "Marie", "", "", ""), ("2", "Jean", "", "", "")])
    assert "Marie" in one
    assert "Jean" not in one
    assert "Jean" in other


def test_a_piece_is_drawn_in_the_language_of_who_reads_it() -> None:
    with translation.override("en"):
        assert 'Add "<bdi>marie</bdi>" as a new customer' in ADD.fill("marie")
    with translation.override("fr"):
        assert "as a new customer" not in ADD.fill("marie")
        assert "<bdi>marie</bdi>" in ADD.fill("marie")
