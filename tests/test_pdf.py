"""Printed pages become the paragraphs that were printed, in order, one page after the other."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pdf_files
import pytest
from pdf_files import CHINESE, ENGLISH, Layout, Made
from pdf_reading import assert_found, paragraphs, reading, texts

from index.readers import read
from index.readers.file import File
from index.readers.pdf.characters import Run, Sheet
from index.readers.pdf.furniture import with_furniture
from index.readers.pdf.pages import Page
from index.types import Dropped, Place

MADE: dict[str, Callable[[], Made]] = {
    "Chinese, indented": pdf_files.chinese,
    "Chinese, spaced": lambda: pdf_files.chinese(indent=0, above=9.0),
    "English, justified": pdf_files.english,
    "English, ragged and spaced": lambda: pdf_files.english(times=30, indent=0.0, above=6.0, justify=False),
    "Chinese, two columns": lambda: pdf_files.two_columns("zh"),
    "English, two columns": lambda: pdf_files.two_columns("en"),
    "Chinese, two columns by rows": lambda: pdf_files.two_columns("zh", by_rows=True),
    "English, two columns by rows": lambda: pdf_files.two_columns("en", by_rows=True),
    "English, three columns": lambda: pdf_files.english(Layout((50.0, 222.0, 394.0), 152.0, pitch=13.0)),
    "furniture": lambda: pdf_files.chinese(Layout(head="河边小镇志 第三卷", foot="镇志编写组", numbered=True)),
}


@pytest.mark.parametrize("name", MADE)
def test_paragraphs_come_back_as_they_were_written(name: str) -> None:
    """Lines, columns and pages leave no trace: of 100 paragraphs 97 come back exactly, and in order."""
    made = MADE[name]()
    assert_found(made, texts(made.data))


@pytest.mark.parametrize(
    ("written", "css"),
    [
        (CHINESE, "body{font-family:'Noto Serif CJK SC','WenQuanYi Zen Hei'}"),
        (CHINESE, "main{columns:2;font-size:13px} p{margin:0;text-indent:2em;text-align:justify}"),
        (ENGLISH, "p{text-align:justify}"),
        (ENGLISH, "main{columns:2;font-size:13px} p{margin:0;text-indent:1.5em;text-align:justify}"),
    ],
)
def test_pages_printed_by_chromium_come_back(written: tuple[str, ...], css: str) -> None:
    """Its fonts call characters by the names of radicals, and it prints its own head and foot on every page."""
    written = pdf_files.repeated(written, 3)
    data = pdf_files.by_chromium(pdf_files.article(written, css))
    if data is None:
        pytest.skip("chromium is not installed")
    if written[0][0] > "\u2e7f" and not _chinese_fonts():
        pytest.skip("there is no Chinese font to print with")
    assert_found(Made(data, written), texts(data))
    found = reading(data)
    assert found.title == "小镇"
    assert {one.heading for one in found.paragraphs} == {"One 一", "Two 二", "Three 三"}


def test_marks_and_readings_printed_by_chromium_are_not_glued_in() -> None:
    """Its Chinese fonts have boxes as high as each letter: marks of notes and ruby are told by their base line."""
    css = "body{font-family:'Noto Serif CJK SC','WenQuanYi Zen Hei'}"
    marked = "桥头有一座钟楼。<sup>[1]</sup>二十六米高，一座<ruby>钟<rt>zhong</rt></ruby>重八百公斤<sup>2</sup>一天敲十二下。"
    data = pdf_files.by_chromium(pdf_files.article([marked + CHINESE[1]] * 3, css))
    if data is None:
        pytest.skip("chromium is not installed")
    if not _chinese_fonts():
        pytest.skip("there is no Chinese font to print with")
    assert texts(data) == ["桥头有一座钟楼。二十六米高，一座钟重八百公斤一天敲十二下。" + CHINESE[1]] * 3


def _chinese_fonts() -> str:
    program = shutil.which("fc-list")
    return subprocess.run([program, ":lang=zh"], capture_output=True, text=True, check=False).stdout if program else ""


def test_a_paragraph_has_the_page_it_begins_on() -> None:
    """A paragraph that goes on overleaf belongs to the page of its first line."""
    made = pdf_files.drawn(
        [(72, 700 - 16 * row, 11, "这一行说明船夫每天清晨都要撑着长篙从石桥下面经过，一直到") for row in range(3)],
        [(72, 700, 11, "河的对岸。"), (94, 684, 11, "后来镇上修了新桥，船夫们就少了。")],
    )
    first, second = paragraphs(made)
    assert first.text.endswith("一直到河的对岸。")
    assert [first.place, second.place] == [Place("page", "1"), Place("page", "2")]


def test_what_every_page_repeats_is_left_out_and_reported() -> None:
    """Heads, feet and page numbers are no text, and each of them is reported with its page and the reason."""
    dropped: list[Dropped] = []
    made = pdf_files.two_columns("zh")
    paragraphs(made.data, dropped)
    assert {(one.text, one.reason) for one in dropped if one.line == 2} == {
        ("河边小镇志 第三卷", "running head or foot"),
        ("镇志编写组", "running head or foot"),
        ("2", "page number"),
    }


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [("11", "12", 0), ("第 7 页", "第 9 页", 0), ("- 3 -", "- 4 -", 0), ("1871", "1984", 2)],
)
def test_page_numbers_are_told_by_their_counting(first: str, second: str, left: int) -> None:
    """A last line that is a number counts along with the pages, or is marked as a page number, or is text."""
    pages = [
        [
            *((72.0, 700.0 - 16 * row, 11.0, f"The ferry number {name} carries letters.") for row in range(4)),
            (280.0, 636.0, 11.0, number),
        ]
        for name, number in (("one", first), ("two", second))
    ]
    whole = " ".join(texts(pdf_files.drawn(*pages)))
    assert sum(number in whole for number in (first, second)) == left


def test_the_number_of_an_only_page_is_left_out() -> None:
    """A page that counts as the page it is needs no other to be told by."""
    page = [(72.0, 700.0 - 16 * row, 11.0, "The ferry carries letters.") for row in range(4)]
    assert "1" not in " ".join(texts(pdf_files.drawn([*page, (280.0, 636.0, 11.0, "1")])))


def test_a_line_of_text_that_two_pages_have_stays() -> None:
    """What looks like a running head but belongs to the lines below it is text."""
    page = [
        (72.0, 700.0 - 16 * row, 11.0, text) for row, text in enumerate(["The same line begins both pages here,"] * 4)
    ]
    assert sum(text.count("The same line") for text in texts(pdf_files.drawn(page, page))) == 8


def test_content_says_that_it_is_a_pdf() -> None:
    """A PDF called .txt is a PDF; a text called .pdf is a text."""
    for data, name in ((pdf_files.drawn([(72, 700, 11, CHINESE[0])]), "notes.txt"), (CHINESE[0].encode(), "notes.pdf")):
        found = read(File(io.BytesIO(data), name))
        assert [one.text for one in found.paragraphs] == [CHINESE[0]]


def test_pages_are_read_one_by_one() -> None:
    """Many pages take the memory of few: never are all of them held at once."""
    peaks = []
    for times in (8, 48):
        data = pdf_files.english(Layout(pitch=13.0, bottom=600.0), times=times).data
        peaks.append(_peak(partial(paragraphs, data)))
    assert peaks[1] < 1.5 * peaks[0] + 500_000


def test_few_pages_are_compared_at_a_time() -> None:
    """Looking for what pages repeat holds some of them, however many there are."""
    row = tuple(Run(f"The line {at} of the page.", 72, 300, 700 - 14 * at, 11) for at in range(40))

    def compared(count: int) -> Iterable[object]:
        return with_furniture(Page.of(Sheet(at, row, "", "")) for at in range(count))

    few, many = _peak(partial(compared, 20)), _peak(partial(compared, 600))
    assert many < 1.5 * few


def _peak(made: Callable[[], Iterable[object]]) -> int:
    """Bytes that Python held at most while going through what is made."""
    tracemalloc.start()
    for _ in made():
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_files_can_be_read_in_threads() -> None:
    """One waits for the other, since pdfium is not made for threads."""
    made = [pdf_files.english(times=2), pdf_files.two_columns("zh"), pdf_files.chinese(times=2)] * 5
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(texts, [one.data for one in made]))
    for one, read_texts in zip(made, found, strict=True):
        assert_found(one, read_texts)


def test_reading_a_text_does_not_import_pdfium() -> None:
    """It waits until there is a PDF."""
    script = (
        "import io, sys\nfrom index.readers import read\nfrom index.readers.file import File\n"
        "list(read(File(io.BytesIO(b'One line.'), 'a.txt')).paragraphs)\nassert 'pypdfium2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[1])
