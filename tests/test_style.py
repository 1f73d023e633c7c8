"""Files of up to 300 lines, functions of up to 60: what grows past that holds two things. Find their names."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "habitue"
MODULES = sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
WORKSHOP = sorted(file for folder in ("tests", "bench", "tools") for file in (ROOT / folder).rglob("*.py"))


def test_files_are_short() -> None:
    files = [*MODULES, *WORKSHOP, *SOURCE.rglob("*.js"), *SOURCE.rglob("*.css"), *SOURCE.rglob("*.html")]
    assert [str(file.relative_to(ROOT)) for file in files if len(file.read_text("utf-8").splitlines()) > 300] == []


def test_functions_are_short() -> None:
    assert [
        f"{file.relative_to(ROOT)}: {node.name}"
        for file in [*MODULES, *WORKSHOP]
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= 60
    ] == []


def test_no_file_is_called_by_what_it_is_not_about() -> None:
    vague = {"services", "utils", "helpers", "managers", "signals", "mixins", "common", "misc"}
    assert [str(file) for file in MODULES if file.stem in vague] == []


def test_an_exception_to_a_rule_has_its_reason_beside_it() -> None:
    exception = re.compile(r"# (?:noqa: |type: ignore\[)")
    reason = re.compile(r"#\snoqa: [A-Z]+\d+(?:, [A-Z]+\d+)* - \S|#\stype: ignore\[[\w, -]+\]\s+# \S")
    assert [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in [*MODULES, *WORKSHOP]
        for line in file.read_text("utf-8").splitlines()
        if exception.search(line) and not reason.search(line)
    ] == []


def test_pages_have_no_inline_script_or_style() -> None:
    # The content security policy would refuse them, in the middle of a sale.
    for page in SOURCE.rglob("*.html"):
        if "messaging/templates" in page.as_posix():
            continue  # mails bring their looks along; the back office frames them under a policy of their own
        text = page.read_text("utf-8")
        for forbidden in (" style=", "<style", " onclick=", " onchange=", " onsubmit=", "javascript:", "hx-on:"):
            assert forbidden not in text, f"{page.relative_to(SOURCE)}: {forbidden}"
        assert not re.search(r"<script(?![^>]* src=)(?! type=\"application/json\")", text), page.relative_to(SOURCE)
