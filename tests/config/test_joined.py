"""Sheets and modules that only import others reach the browser as one file."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from habitue.config.joined import JoinedStorage


@pytest.fixture
def source(tmp_path: Path) -> Path:
    files = {
        "css/page.css": '/* Both. */\n@import "parts/one.css";\n@import "two.css";\n',
        "css/parts/one.css": ".one { color: red }\n",
        "css/two.css": ".two { color: blue }\n",
        "js/pages/sell.js": '// All.\nimport "../one.js";\nimport "../../till/two.js";\n',
        "js/one.js": "const same = 1;\n",
        "till/two.js": "// Of its own.\nconst same = 2;\n",
        "js/pages/pay.js": 'import "./sell.js";\nimport "../three.js";\n',
        "js/three.js": "const same = 3;\n",
        "js/does.js": 'import "./one.js";\nconst other = 3;\n',
    }
    for name, text in files.items():
        (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / name).write_text(text, encoding="utf-8")
    return tmp_path / "source"


def gathered(source: Path) -> JoinedStorage:
    """As collectstatic does it: copied, then worked upon."""
    root = source.parent / "gathered"
    there = FileSystemStorage(location=source)
    with override_settings(STATIC_ROOT=root, STATIC_URL="/static/"):
        storage = JoinedStorage(location=root, base_url="/static/")
        paths = {}
        for path in source.rglob("*.*"):
            name = path.relative_to(source).as_posix()
            with there.open(name) as file:
                storage.save(name, file)
            paths[name] = (there, name)
        for _name, _hashed, done in storage.post_process(paths):
            assert not isinstance(done, Exception)
        return storage


def read(storage: JoinedStorage, name: str) -> str:
    return Path(storage.path(storage.stored_name(name))).read_text(encoding="utf-8")


def test_a_sheet_that_only_imports_holds_the_others_in_their_order(source: Path) -> None:
    assert read(gathered(source), "css/page.css") == ".one { color: red }\n.two { color: blue }\n"


def test_modules_in_one_file_keep_their_names_to_themselves(source: Path) -> None:
    joined = read(gathered(source), "js/pages/sell.js")
    assert joined == "{\nconst same = 1;\n}\n{\n// Of its own.\nconst same = 2;\n}\n"


def test_a_list_that_begins_with_another_list_holds_what_is_in_that_one(source: Path) -> None:
    joined = read(gathered(source), "js/pages/pay.js")
    assert joined == "{\nconst same = 1;\n}\n{\n// Of its own.\nconst same = 2;\n}\n{\nconst same = 3;\n}\n"


def test_a_module_that_does_something_itself_stays_as_it_is(source: Path) -> None:
    assert read(gathered(source), "js/does.js") == (source / "js/does.js").read_text(encoding="utf-8")


def test_a_part_that_changes_gives_the_whole_another_name(source: Path) -> None:
    before = gathered(source).stored_name("css/page.css")
    (source / "css/two.css").write_text(".two { color: green }\n", encoding="utf-8")
    for path in sorted((source.parent / "gathered").rglob("*.*")):
        path.unlink()
    assert gathered(source).stored_name("css/page.css") != before
