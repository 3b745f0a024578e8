"""``wuzhen add --explain``, ``--password`` and ``--ocr``: what a person sees, what is kept, and what a rebuild makes of it."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from terminal import Terminal
from wuzhen_process import Wuzhen

from bot.console.explain import explanation_text
from bot.console.reasons import REASONS, reason_words
from bot.console.style import Style
from index.adding import add_file
from index.errors import DocumentError
from index.explaining import MOST, Explanation, explain
from index.library import LocalLibrary
from index.readers import formats
from index.readers.formats import Format
from index.readers.process.worker import close_all
from index.rebuilding import rebuild
from index.types import Dropped, Progress

ROOT = Path(__file__).parents[1]
PAGE = (
    "当前位置：首页 > 新闻\n古镇的早晨\n清早有人在河边洗衣，也有人摇着船去买菜。\n"
    "责任编辑：某人\n雨下得久了，石桥上便生出青苔。\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[LocalLibrary]:
    opened = LocalLibrary.open(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def unruly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files called .unruly are read by the tests' own reader, in its process."""
    found = Format("unruly", "unruly_reader", lambda _head, suffix: suffix == ".unruly", contained=True)
    monkeypatch.setattr(formats, "FORMATS", (found, *formats.FORMATS))
    yield
    close_all()


def written(folder: Path, text: str) -> Path:
    path = folder / "page.unruly"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_file_would_become(page: Path) -> None:
    """Title, paragraphs, and each dropped line with its number and reason; nothing is added, no encoder opened."""
    wuzhen = Wuzhen(page.parent / "library")
    ran = wuzhen("--encoder", page.parent / "no-such-encoder", "add", "--explain", page)
    assert ran.status == 0
    assert ran.out.splitlines() == [
        "page.txt",
        "title       古镇的早晨",
        "language    Chinese",
        "paragraphs  2",
        "left out    2",
        "  1  breadcrumb  当前位置：首页 > 新闻",
        "  4  credit      责任编辑：某人",
        "Nothing was added.",
        "",
    ]
    assert "no documents" in wuzhen("list").out


def test_the_same_in_chinese(page: Path) -> None:
    """Reasons included."""
    ran = Wuzhen(page.parent / "library", "zh_CN.UTF-8")("add", "--explain", page)
    assert "  1  面包屑导航  当前位置：首页 > 新闻" in ran.out
    assert ran.out.rstrip().endswith("未添加任何内容。")


def test_a_bad_file_is_told_and_does_not_stop_the_others(page: Path) -> None:
    """Status 1, one line on standard error, the other files explained."""
    ran = Wuzhen(page.parent / "library")("add", "--explain", page.parent / "gone.txt", page)
    assert ran.status == 1
    assert "There is no file" in ran.err
    assert "古镇的早晨" in ran.out


def test_author_date_and_what_is_too_much_to_show() -> None:
    """Facts a file does not give have no line; what a terminal would obey is shown harmless."""
    dropped = (Dropped(12, "a\x1b[31m\nb", "menu"), Dropped(3, "c", "by {someone}"))
    explanation = Explanation("a.pdf", "Title", "en", "Ann", "2020-01-31", 7, dropped, 5)
    assert explanation_text(explanation, Style(), None, "en").splitlines() == [
        "a.pdf",
        "title       Title",
        "author      Ann",
        "published   2020-01-31",
        "language    English",
        "paragraphs  7",
        "left out    7",
        "  12  menu          a\ufffd[31m b",
        "   3  by {someone}  c",
        "… and 5 more",
        "Nothing was added.",
    ]


def test_dropped_lines_are_counted_past_those_kept(tmp_path: Path) -> None:
    """A file of nothing but credits is explained in bounded memory."""
    path = tmp_path / "credits.txt"
    path.write_text("The mill stood still for years.\n" + "Copyright 2020\n" * (MOST + 5), encoding="utf-8")
    explanation = explain(path)
    assert (explanation.paragraphs, len(explanation.dropped), explanation.uncounted) == (1, MOST, 5)


def test_every_reason_has_words_in_both_languages() -> None:
    """Those that the readers of this project give: the third argument of ``drop``, and what ``boilerplate`` returns."""
    given: set[str] = set()
    for path in [*(ROOT / "index" / "readers").rglob("*.py"), ROOT / "index" / "boilerplate.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "drop" and len(node.args) == 3:
                given |= {str(node.args[2].value)} if isinstance(node.args[2], ast.Constant) else set()
            if path.stem == "boilerplate" and isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
                given |= {node.value.value} if isinstance(node.value.value, str) else set()
    assert given
    assert given <= set(REASONS)
    assert reason_words("menu").zh == "菜单"


def test_a_password_is_asked_for_unseen(page: Path) -> None:
    """Typed on the terminal it shows nowhere; it is no value of the option; the file is added."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WUZHEN_", "LC_"))}
    home = page.parent / "library"
    environment |= {"WUZHEN_HOME": str(home), "LANG": "en_GB.UTF-8", "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    command = [sys.executable, "-m", "bot.cli", "add", "--explain", "--password", str(page)]
    with Terminal.start(command, environment) as terminal:
        terminal.expect("Password: ")
        terminal.send("open sesame\n")
        terminal.expect("Nothing was added.")
        assert terminal.status() == 0
        assert "sesame" not in terminal.screen
    assert not any(b"sesame" in path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert Wuzhen(home)("add", "--password=sesame", page).status == 1


@pytest.mark.usefixtures("unruly")
def test_an_encrypted_file(library: LocalLibrary, tmp_path: Path) -> None:
    """Refused without its password with the next command, added with it; a rebuild keeps its passages and says so."""
    path = written(tmp_path, "locked A goat in a hat.")
    encoder = FakeEncoder()
    with pytest.raises(DocumentError, match=r"Next: wuzhen add --password"):
        add_file(library, encoder, path)
    added = add_file(library, encoder, path, password="sesame")
    assert added.change == "added"
    kept: list[str] = []
    other = FakeEncoder("other#1", "other")
    assert rebuild(library, other, on_kept=kept.append) == 1
    assert kept == ["page.unruly"]
    assert other.calls > 0
    with library.reading():
        (document,) = library.documents()
        (passage,) = library.document_passages(document.id)
        assert library.matching(["goat"], 5) == [passage.id]
    assert (document.name, document.title, passage.text) == ("page.unruly", "said", "A goat in a hat.")
    rebuild(library, other, on_kept=kept.append)
    assert kept == ["page.unruly"] * 2


@pytest.mark.usefixtures("unruly")
def test_a_document_read_by_ocr(library: LocalLibrary, tmp_path: Path) -> None:
    """A rebuild, which does no OCR, does not lose the pages that only OCR could read; pages are progress."""
    path = written(tmp_path, "scan The second shows a boat.")
    seen: list[Progress] = []
    encoder = FakeEncoder()
    added = add_file(library, encoder, path, ocr=True, progress=seen.append)
    assert added.document.count == 2
    assert seen[0] == Progress("page.unruly", 1, 2, "page")
    for _ in range(2):
        kept: list[str] = []
        assert rebuild(library, encoder, on_kept=kept.append) == 2
        assert kept == ["page.unruly"]
    path.write_text("scan The second shows a hat.", encoding="utf-8")
    assert add_file(library, encoder, path).change == "replaced"
    assert rebuild(library, encoder, on_kept=kept.append) == 1
    assert kept == ["page.unruly"]


@pytest.mark.usefixtures("unruly")
@pytest.mark.parametrize("what", ["segfault", "break", "quietly", "recurse"])
def test_a_library_is_unchanged_by_what_is_refused(what: str, library: LocalLibrary, tmp_path: Path) -> None:
    """Whatever becomes of the reader."""
    good = tmp_path / "good.txt"
    good.write_text("A cat at the door.", encoding="utf-8")
    add_file(library, FakeEncoder(), good)
    with library.reading() as before:
        pass
    with pytest.raises(DocumentError):
        add_file(library, FakeEncoder(), written(tmp_path, what))
    with library.reading() as after:
        assert after == before
    assert [document.name for document in library.documents()] == ["good.txt"]
