"""Reading CSV files as people have them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from habitue.lib.csvfile import Column, CSVFile, NotACSV, Row, plain_cell, safe_cell
from habitue.lib.csvreport import BadLines

COLUMNS = (Column("name", ("nom",), required=True), Column("e-mail", ("email", "courriel")), Column("note"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def rows_of(file: Path) -> list[Row]:
    with CSVFile(file, COLUMNS) as opened:
        return list(opened)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_encoding_and_separator_is_recognised(file: Path, encoding: str, separator: str) -> None:
    lines = [["Nom", "Courriel", "Ville"], ["Zoé Lefèvre", "zoe@exemple.fr", "Orléans"], ["Noël", "", "Ô"]]
    file.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))

    rows = rows_of(file)

    assert [row.cells for row in rows] == [
        {"name": "Zoé Lefèvre", "e-mail": "zoe@exemple.fr"},
        {"name": "Noël", "e-mail": ""},
    ]
    assert [row.line for row in rows] == [2, 3]


def test_the_last_line_decides_the_encoding_too(file: Path) -> None:
    file.write_bytes(b"name\n" + b"Anna\n" * 400_000 + "Zoé\n".encode("cp1252"))
    with CSVFile(file, COLUMNS) as opened:
        assert opened.encoding == "cp1252"


def test_a_cell_may_hold_separators_quotes_and_lines(file: Path) -> None:
    file.write_text('sep=;\nname;note\n"Ann; ""the"" B";"one\ntwo"\nCarl;x\n')
    first, second = rows_of(file)
    assert first.cells == {"name": 'Ann; "the" B', "note": "one\ntwo"}
    assert (first.line, second.line) == (3, 5)


def test_a_quote_that_is_never_closed_costs_its_own_line_only(file: Path) -> None:
    file.write_text('name,note\nAnn,"oops\n' + "".join(f"Person {n},x\n" for n in range(500)))
    rows = rows_of(file)
    assert len(rows) == 501
    assert rows[0].problems[0].line == 2
    assert not any(row.problems for row in rows[1:])
    assert rows[-1].line == 502


def test_too_many_cells_are_told_and_missing_ones_are_empty(file: Path) -> None:
    file.write_text("name,note\nAnn,a,b,c\nBob\n")
    ann, bob = rows_of(file)
    assert "4" in ann.problems[0].reason
    assert bob.cells == {"name": "Bob", "note": ""}
    assert not bob.problems


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", "not a text file"),
        (b"Dear Sir,\nplease find\n", "first line"),
        (b"nom;name\na;b\n", "mean the same"),
        (b"note;email\na;b\n", "missing: name"),
    ],
)
def test_what_is_no_csv_is_told(file: Path, content: bytes, expected: str) -> None:
    file.write_bytes(content)
    with pytest.raises(NotACSV, match=expected):
        CSVFile(file, COLUMNS)


def test_bad_lines_can_be_mended_and_imported(file: Path) -> None:
    file.write_text("nom;ville;note\nÀnn;Orléans;'=1+1\n", encoding="utf-8")
    with CSVFile(file, COLUMNS) as opened:
        assert opened.ignored == ["ville"]
        bad = BadLines(opened)
        for row in opened:
            bad.add(row.raw, row.problems)
        bad.close()
    with CSVFile(bad.path, COLUMNS) as again:
        assert again.header == ["nom", "ville", "note", "reason"]
        assert again.ignored == ["ville"]
        assert [row.cells for row in again] == [{"name": "Ànn", "note": "=1+1"}]


def test_no_cell_of_the_bad_lines_is_a_formula_and_each_reads_back(file: Path) -> None:
    file.write_text("nom;ville;note\n=1+1;+33;'@x\n", encoding="utf-8")
    with CSVFile(file, COLUMNS) as opened:
        bad = BadLines(opened)
        for row in opened:
            bad.add(row.raw, row.problems)
        bad.close()
    assert bad.path.read_text("utf-8-sig").splitlines()[1].split(";") == ["'=1+1", "'+33", "'@x", ""]
    with CSVFile(bad.path, COLUMNS) as again:
        assert [row.cells for row in again] == [{"name": "=1+1", "note": "@x"}]


@given(some.text() | some.text("=+-@'\t\r\na"))
def test_a_cell_made_safe_reads_back(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
    assert safe_cell(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
