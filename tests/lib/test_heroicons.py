"""The icons of the package, drawn by our own tags."""

import pytest
from django.template import Context, Template


def drawn(tag: str) -> str:
    return Template("{% load heroicons %}{% " + tag + " %}").render(Context())


@pytest.mark.parametrize(("tag", "size"), [("outline", 24), ("mini", 20), ("micro", 16)])
def test_an_icon_is_hidden_from_who_listens_and_has_the_size_of_its_kind(tag: str, size: int) -> None:
    icon = drawn(f'heroicon_{tag} "user"')
    assert icon.startswith("<svg ")
    assert icon.endswith("</svg>")
    assert f'width="{size}" height="{size}"' in icon
    assert 'aria-hidden="true"' in icon
    assert "xmlns" not in icon


def test_an_icon_may_be_drawn_in_another_size() -> None:
    assert 'width="40" height="40"' in drawn('heroicon_outline "user" size=40')


def test_a_name_that_no_icon_has_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        drawn('heroicon_mini "no-such-icon"')
