"""Every text that a person reads exists in French, complete and with the same blanks to fill in."""

from pathlib import Path

from habitue.config import catalogues, extraction

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8"

msgid "{count} sales"
msgstr "{count} ventes"
"""


def test_french_is_complete() -> None:
    assert list(extraction.problems("fr")) == []


def test_a_catalogue_is_compiled_when_it_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    assert catalogues.compile_stale(tmp_path) == [folder / "django.mo"]
    assert catalogues.compile_stale(tmp_path) == []


def test_what_is_wrong_with_a_catalogue_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    found = list(extraction.problems("fr", tmp_path))
    assert "no longer used: '{count} sales'" in found
    assert any(problem.startswith("not translated") for problem in found)
    extraction.update("fr", tmp_path)
    assert "no longer used: '{count} sales'" not in list(extraction.problems("fr", tmp_path))


def test_texts_are_found_in_python_and_in_templates() -> None:
    files = {file.suffix for file, *_rest in extraction.texts()}
    assert {".py", ".html"} <= files
