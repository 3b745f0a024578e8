"""Readers that other packages bring: found by their entry points, asked in their turn, and never fatal."""

from __future__ import annotations

import importlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from read_files import found_in

from index.errors import DocumentError
from index.readers.plugins import plugged_in
from index.types import Paragraph

PAGE = Path(__file__).parents[1] / "docs" / "readers.md"
READ = "def read(file):\n    return Reading('t', 'en', iter([Paragraph('Read by a plug-in.')]))\n"
START = "from index.types import Paragraph, Reading\nfrom index.readers.formats import Format\n"

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a package of one module, with its entry point, where Python finds it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    modules: list[str] = []

    def put(module: str, code: str, entry: str) -> None:
        (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        about = tmp_path / f"{module}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8")
        (about / "entry_points.txt").write_text(f"[wuzhen.readers]\n{entry}\n", encoding="utf-8")
        modules.append(module)
        importlib.invalidate_caches()
        plugged_in.cache_clear()

    yield put
    plugged_in.cache_clear()
    for module in modules:
        sys.modules.pop(module, None)


def block(language: str) -> str:
    """The code of the page in that language."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_reader_of_the_page_works(install: Install) -> None:
    """The very code that docs/readers.md shows, with the entry point it shows."""
    install("shelf_notes", block("python"), block("toml").split("\n")[1].replace('"', ""))
    found = found_in("NOTES 1\n%%\nRain\nIt rained all night.\n%%\nNothing\n%%\nSun\nThen the sun came.\n", "a.txt")
    assert found.paragraphs == [Paragraph("It rained all night.", "Rain"), Paragraph("Then the sun came.", "Sun")]
    assert found.reasons == ["empty note"]
    assert found_in("It rained.\n", "b.txt").texts == ["It rained."]


def test_it_is_asked_before_what_is_told_by_a_name(install: Install) -> None:
    """And after what is told beyond doubt."""
    install("mine", f"{START}{READ}\nFORMAT = Format('mine', 'mine', lambda head, suffix: True)", "mine = mine:FORMAT")
    assert found_in("# Heading\n\nText.\n", "a.md").texts == ["Read by a plug-in."]
    assert found_in("a,b\nx,y\n", "a.csv").texts == ["Read by a plug-in."]
    assert found_in("WEBVTT\n\n00:01.000 --> 00:02.000\nIt rained.\n", "a.vtt").texts == ["It rained."]


def test_a_format_made_of_a_zip_can_be_brought(install: Install) -> None:
    """A workbook is a zip; its own reader gets it, other zips are read as ever."""
    sign = "lambda head, suffix: head.startswith(b'PK') and suffix == '.xlsx'"
    install("books", f"{START}{READ}\nFORMAT = Format('books', 'books', {sign})", "books = books:FORMAT")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "It rained.\n")
    assert found_in(packed.getvalue(), "a.xlsx").texts == ["Read by a plug-in."]
    assert found_in(packed.getvalue(), "a.zip").texts == ["It rained."]


def test_any_object_with_the_attributes_will_do(install: Install) -> None:
    """It need not be a Format."""
    body = "name, module, recognises = 'mine', 'mine', staticmethod(lambda head, suffix: suffix == '.mine')"
    code = f"{START}{READ}\nclass FORMAT:\n    {body}\n"
    install("mine", code, "mine = mine:FORMAT")
    assert found_in("x", "a.mine").texts == ["Read by a plug-in."]


@pytest.mark.parametrize(
    "code",
    [
        "raise RuntimeError('no')",
        "import not_there",
        "FORMAT = 3",
        "class FORMAT:\n    name = module = recognises = 'x'",
        "OTHER = 1",
        "class FORMAT:\n    name = module = 'mine'\n    def recognises(head, suffix): raise KeyError(suffix)",
    ],
)
def test_a_broken_one_is_logged_and_left_aside(install: Install, caplog: pytest.LogCaptureFixture, code: str) -> None:
    """The file is read as if it were not there."""
    install("mine", code, "mine = mine:FORMAT")
    assert found_in("It rained.\n", "a.txt").texts == ["It rained."]
    assert "mine" in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        "raise KeyError('no')",
        "return None",
        "return Reading('t', 'en', (1 / 0 for _ in range(3)))",
    ],
)
def test_one_that_fails_on_a_file_refuses_it(install: Install, caplog: pytest.LogCaptureFixture, body: str) -> None:
    """With a DocumentError in both languages, at once or while its paragraphs are taken; the log says why."""
    code = f"{START}def read(file):\n    {body}\nFORMAT = Format('mine', 'mine', lambda head, suffix: True)"
    install("mine", code, "mine = mine:FORMAT")
    with pytest.raises(DocumentError, match="the added reader for mine failed") as raised:
        found_in("It rained.\n", "a.txt")
    assert "mine" in raised.value.zh
    assert "Traceback" in caplog.text


def test_its_own_refusals_stay_as_they_are(install: Install) -> None:
    """A DocumentError is its text."""
    code = f"from index.errors import DocumentError\n{START}def read(file):\n    raise DocumentError('torn', '破了')\n"
    install("mine", code + "FORMAT = Format('mine', 'mine', lambda head, suffix: True)", "mine = mine:FORMAT")
    with pytest.raises(DocumentError, match="^torn$"):
        found_in("It rained.\n", "a.txt")


def test_they_are_looked_up_when_a_file_is_read_and_not_before() -> None:
    """What answers questions and shows help never looks for packages."""
    code = "import sys, index.adding, index.readers.formats; print('index.readers.plugins' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
