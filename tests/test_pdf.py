"""Printed pages become the paragraphs that were printed, in order; what is no text is said to be none."""

from __future__ import annotations

import difflib
import io
import math
import re
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pdf_files
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import CHINESE, ENGLISH, Layout, Made

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.readers.pdf import reader as pdf
from index.readers.pdf.about import day_of
from index.readers.pdf.characters import Run, Sheet
from index.readers.pdf.furniture import Page, with_furniture
from index.readers.pdf.text import joined, repaired
from index.types import Dropped, Paragraph, Place, Reading


def reading(
    data: bytes,
    name: str = "town.pdf",
    dropped: list[Dropped] | None = None,
    password: str = "",
    ocr: bool = False,
) -> Reading:
    on_dropped = None if dropped is None else dropped.append
    return read(File(io.BytesIO(data), name, on_dropped, password, ocr))


def paragraphs(data: bytes, dropped: list[Dropped] | None = None) -> list[Paragraph]:
    return list(reading(data, dropped=dropped).paragraphs)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(data)]


def error(data: bytes, password: str = "", ocr: bool = False) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        list(reading(data, password=password, ocr=ocr).paragraphs)
    return caught.value


def assert_found(made: Made, found: list[str]) -> None:
    """Recall of .97, precision of .95, and what is found in the order it was written."""
    places = {text: at for at, text in enumerate(made.paragraphs)}
    exact = [places[text] for text in found if text in places]
    wrong = [text for text in found if text not in places]
    assert len(exact) >= 0.97 * len(made.paragraphs), wrong[:6]
    assert len(exact) >= 0.95 * len(found), wrong[:6]
    assert exact == sorted(exact)


HELVETICA = [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
MADE: dict[str, Callable[[], Made]] = {
    "Chinese, indented": pdf_files.chinese,
    "Chinese, spaced": lambda: pdf_files.chinese(indent=0, above=9.0),
    "English, justified": pdf_files.english,
    "English, ragged and spaced": lambda: pdf_files.english(indent=0.0, above=6.0, justify=False),
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


def test_headings_are_carried_by_their_size() -> None:
    """A larger line is a heading; what is under two of them has both in its path, without the title of the document."""
    found = reading(pdf_files.headed())
    assert found.title == "河边小镇志"
    assert [(one.heading, one.text) for one in found.paragraphs] == [
        ("", CHINESE[0]),
        ("第一部分 人与水 › 渡船", CHINESE[1]),
        ("第一部分 人与水 › 渡船", CHINESE[2]),
        ("第一部分 人与水 › 水库", CHINESE[6]),
        ("第二部分 手艺", CHINESE[3]),
        ("第二部分 手艺", CHINESE[8]),
    ]


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ("小镇的历史", "小镇的历史"),
        ("Microsoft Word - 新建文档.doc", "河边小镇志"),
        ("final_v3.docx", "河边小镇志"),
        ("untitled", "河边小镇志"),
        ("", "河边小镇志"),
    ],
)
def test_the_metadata_gives_the_title_only_where_it_looks_like_one(metadata: str, title: str) -> None:
    """The name of a file or of a program is no title; then the largest text of the first page is."""
    assert reading(pdf_files.headed({"Title": metadata})).title == title


def test_a_pdf_without_a_title_is_called_by_its_name() -> None:
    """Where neither the metadata nor larger letters name it, the file's name does."""
    assert reading(pdf_files.chinese(times=1).data, "河边.pdf").title == "河边"


def test_author_and_date_come_from_the_metadata() -> None:
    """The date is given as an ISO date; nobody's name stays out."""
    found = reading(pdf_files.headed({"Author": "镇志编写组"}))
    assert (found.author, found.published, found.language) == ("镇志编写组", "2000-01-01", "zh")
    assert reading(pdf_files.headed({"Author": "anonymous"})).author == ""
    assert [day_of(date) for date in ("D:20240229101500+08'00'", "D:20230229", "2024-02-29T10:00", "yesterday")] == [
        "2024-02-29",
        "",
        "2024-02-29",
        "",
    ]


def test_tables_stay_readable() -> None:
    """The cells of a row stay together, parted by bars, and the text around the table keeps out of it."""
    rows = [
        ("Crossing", "Passengers", "Letters"),
        ("morning", "41", "312"),
        ("evening", "27", "120"),
        ("night", "3", "9"),
    ]
    cells = [(72 + 140 * at, 640 - 16 * row, 11, cell) for row, line in enumerate(rows) for at, cell in enumerate(line)]
    before, after = (
        (72, 690, 11, "The ferry carries this many people and letters."),
        (72, 550, 11, "Winter is not counted."),
    )
    assert texts(pdf_files.drawn([before, *cells, after])) == [
        before[3],
        "Crossing | Passengers | Letters\nmorning | 41 | 312\nevening | 27 | 120\nnight | 3 | 9",
        after[3],
    ]


def test_notes_at_the_foot_do_not_cut_a_paragraph() -> None:
    """A paragraph goes on overleaf past the small print, which follows it; the mark of the note is not glued to a word."""
    first = [
        (72, 700, 11, "The warehouse was used for storing grain until the railway"),
        (372, 704, 7, "2"),
        (380, 700, 11, "arrived from"),
        (72, 684, 11, "the north, and then for timber of all kinds, which came down the river"),
        (72, 60, 8, "2 The line was opened in 1871 and closed after a flood, eighty years later."),
    ]
    second = [(72, 700, 11, "on rafts.")]
    text, note = texts(pdf_files.drawn(first, second))
    assert text.startswith("The warehouse was used for storing grain until the railway arrived from the north")
    assert text.endswith("came down the river on rafts.")
    assert note.startswith("2 The line was opened")


def test_powers_stay_powers() -> None:
    """A raised figure behind a unit is no mark of a note."""
    page = [(72, 700, 11, "The field has 250 m"), (170, 704, 7, "2"), (175, 700, 11, " of thin soil.")]
    assert texts(pdf_files.drawn(page)) == ["The field has 250 m² of thin soil."]


def test_readings_above_characters_stay_out() -> None:
    """Ruby is reported, not glued into the sentence."""
    dropped: list[Dropped] = []
    page = [(72, 700, 12, "乌镇在浙江省北部，是一座水乡古镇，有一千三百年的历史。"), (74, 713, 5, "wuzhen")]
    assert [one.text for one in paragraphs(pdf_files.drawn(page), dropped)] == [page[0][3]]
    assert [(one.text, one.reason) for one in dropped] == [("wuzhen", "ruby")]


def test_items_of_a_list_are_one_paragraph() -> None:
    """Bullets stay under each other; a second line of an item goes on with it."""
    page = [
        (72, 700, 11, "Bring these things to the boat:"),
        (72, 684, 11, "- a dry rope, which has to be at least as long as the boat and the"),
        (80, 668, 11, "jetty together,"),
        (72, 652, 11, "- two lamps."),
    ]
    assert texts(pdf_files.drawn(page)) == [
        "Bring these things to the boat:",
        "- a dry rope, which has to be at least as long as the boat and the jetty together,\n- two lamps.",
    ]


def test_a_heading_that_nothing_follows_is_not_lost() -> None:
    """Large lines of a cover become paragraphs where the next of their kind comes before any text."""
    page = [
        (72, 700, 16, "The Harbour"),
        (72, 640, 16, "Ropes"),
        (72, 600, 11, "A good rope has to be kept dry."),
        (72, 540, 16, "Ships"),
    ]
    lines = [(72.0, 500.0 - 14 * row, 11.0, "The ropes and the ships of the harbour.") for row in range(9)]
    found = list(
        reading(pdf_files.drawn([(72, 760, 24, "Coast"), *page[:3], *lines, (72, 80, 16, "Ships")])).paragraphs
    )
    assert [(one.heading, one.text) for one in found][:2] == [("", "The Harbour"), ("Ropes", page[2][3])]
    assert found[-1].text == "Ships"


def test_numbered_lines_are_headings() -> None:
    """A short line that begins as a chapter does is one, in whatever size."""
    lines = [
        (72, 700, 11, "第一章 总则"),
        (94, 670, 11, "这里说明小镇的水利工作怎样进行，由谁负责，以及什么时候完成。"),
        (94, 640, 11, "一、目标"),
        (94, 610, 11, "修好两座水库，疏通三条河道，使下游的村子不再受淹，田里有水。"),
    ]
    assert [one.heading for one in paragraphs(pdf_files.drawn(lines))] == ["第一章 总则", "第一章 总则 › 一、目标"]


def test_cells_that_stand_close_are_told_by_the_other_rows() -> None:
    """White too narrow to part cells parts them where other rows have cells at the same place."""
    rows = [
        ("Name", 72),
        ("Year", 140),
        ("Use", 180),
        ("Warehouse", 72),
        ("1871", 140),
        ("timber", 175),
        ("Tower", 72),
        ("1836", 140),
    ]
    cells = [(x, 700 - 16 * (at // 3), 11, text) for at, (text, x) in enumerate([*rows, ("bells", 175)])]
    assert texts(pdf_files.drawn(cells)) == ["Name | Year | Use\nWarehouse | 1871 | timber\nTower | 1836 | bells"]


def test_lines_that_hang_stay_with_their_first() -> None:
    """Where paragraphs are indented, a list of books with all but the first lines indented is still read as such."""
    books = [
        (72, "Ward, E.: The ropes of the northern harbours, and how"),
        (94, "they were made before the railway came, with a list"),
        (94, "of makers."),
    ]
    lines = [(x, 500 - 14 * at, 11, text) for at, (x, text) in enumerate(books * 3)]
    prose = [
        (
            72.0 + (14 if at % 3 == 0 else 0),
            760 - 14 * at,
            11,
            "The ropes and the ships of this harbour are" + (" old." if at % 3 == 2 else " as"),
        )
        for at in range(12)
    ]
    found = texts(pdf_files.drawn([*prose, *lines]))
    assert found[-3:] == [" ".join(text for _, text in books)] * 3


def test_a_small_bullet_does_not_make_a_line_small() -> None:
    """The size of a line is that of most of it, not of its first character."""
    page = [
        (72, 700, 7, "*"),
        (77, 700, 11, "a dry rope, which has to be at least as long as the boat and"),
        (77, 684, 11, "the jetty."),
    ]
    assert texts(pdf_files.drawn(page)) == ["* a dry rope, which has to be at least as long as the boat and the jetty."]


def test_chinese_written_downwards_is_read_from_the_right() -> None:
    """Lines that run from top to bottom come back as paragraphs."""
    assert texts(pdf_files.vertical()) == list(CHINESE[:3])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_held(turn: int) -> None:
    """Text set sideways, as for a wide table, is text like any other."""
    placed = {90: (842, 0), 180: (595, 842), 270: (0, 595)}[turn]
    radians = math.radians(turn)
    matrix = f"{math.cos(radians):.0f} {math.sin(radians):.0f} {-math.sin(radians):.0f} {math.cos(radians):.0f}"
    start = f"{matrix} {placed[0] / 2} {placed[1] / 2 + 60} Tm 15 TL"
    content = f"BT /F 11 Tf {start} (Ropes have to be kept) ' (dry, and used.) ' ET"
    assert texts(pdf_files.bare(content.encode(), HELVETICA)) == ["Ropes have to be kept dry, and used."]


def test_a_stamp_across_the_page_is_no_text() -> None:
    """Slanted letters are reported and do not fall between the lines."""
    dropped: list[Dropped] = []
    line = b"BT /F 11 Tf 72 700 Td 15 TL (The rope maker keeps his ropes dry.) ' ET"
    data = pdf_files.bare(line + b" BT /F 60 Tf .7 .7 -.7 .7 150 500 Tm (DRAFT) ' ET", HELVETICA)
    assert [one.text for one in paragraphs(data, dropped)] == ["The rope maker keeps his ropes dry."]
    assert [(one.text, one.reason) for one in dropped] == [("DRAFT", "slanted text")]


def test_lines_of_contents_are_left_out() -> None:
    """Dots and a page number say where something is, not what."""
    dropped: list[Dropped] = []
    page = [(72, 700, 11, "The ferry " + "." * 40 + " 12"), (72, 640, 11, "The ferry crosses the estuary every hour.")]
    assert [one.text for one in paragraphs(pdf_files.drawn(page), dropped)] == [page[1][3]]
    assert dropped[0].reason == "table of contents"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("⽹⻚⾸⻓", "网页首长"),
        ("乌镇⸺水乡", "乌镇——水乡"),
        ("oﬃce, ﬂat", "office, flat"),
        ("李\u3000明\u00a0a", "李 明 a"),
        ("\uf0b7 one\x01", "• one"),
    ],
)
def test_glyphs_become_characters(written: str, read_as: str) -> None:
    """What a font calls its glyphs is turned back into what people type."""
    assert repaired(written) == read_as


@pytest.mark.parametrize(
    ("text", "more", "together"),
    [
        ("石桥", "下面", "石桥下面"),
        ("在2024", "年春天", "在2024年春天"),
        ("the har-", "bour", "the harbour"),
        ("Anglo-", "Saxon", "Anglo-Saxon"),
        ("the old", "harbour", "the old harbour"),
        ("he said “no”", "“Why?”", "he said “no” “Why?”"),
        ("他说：“好。”", "“走吧”", "他说：“好。”“走吧”"),
    ],
)
def test_lines_are_joined_as_they_were_cut(text: str, more: str, together: str) -> None:
    """No space between Han, none for a cut word, one between words."""
    assert joined(text, more) == together


@given(st.lists(st.text(alphabet="乌镇，。the-Aﬁ \u3000⽹“”—1", max_size=12), max_size=6))
def test_joining_loses_and_adds_nothing(lines: list[str]) -> None:
    """Only white space and hyphens at line ends may differ between the lines and what is made of them."""
    whole = ""
    for line in map(repaired, lines):
        whole = joined(whole, line)
    written = "".join(map(repaired, lines))
    assert re.sub(r"[\s-]", "", whole) == re.sub(r"[\s-]", "", written)


def test_a_scan_is_said_to_be_one() -> None:
    """Pictures of pages are no text: the error says so, with their number and what reads them, in both languages."""
    said = error(pdf_files.scan(pdf_files.chinese(times=3).data, dots=40))
    assert said.en.startswith("town.pdf is a scan: all 2 pages are pictures without text.")
    assert "共 2 页" in said.zh
    assert all(text.endswith("wuzhen add --ocr 'town.pdf'") for text in (said.en, said.zh))


def test_one_picture_among_pages_of_text_is_reported() -> None:
    """A page that is a picture does not keep the others out."""
    dropped: list[Dropped] = []
    data = _with_picture()
    assert [one.text for one in paragraphs(data, dropped)] == list(CHINESE * 2)
    assert [(one.line, one.reason) for one in dropped] == [(2, "picture without text")]


def _with_picture() -> bytes:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    page = pdf_files.chinese(times=1).data
    for data in (page, pdf_files.scan(page, dots=40), page):
        whole.import_pages(pypdfium2.PdfDocument(data))
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_is_read_where_that_is_wanted() -> None:
    """Tesseract's lines become paragraphs like any others, and each page is told."""
    told: list[tuple[int, int]] = []
    file = File(io.BytesIO(pdf_files.scan(pdf_files.english(times=1).data)), "town.pdf", ocr=True)
    found = [one.text for one in read(replace(file, on_page=lambda page, count: told.append((page, count)))).paragraphs]
    assert told == [(1, 1)]
    assert [difflib.get_close_matches(text, found, 1, 0.9) != [] for text in ENGLISH] == [True] * len(ENGLISH)
    assert len(found) == len(ENGLISH)


def test_without_tesseract_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked to read a scan on a machine that cannot, the error names the packages."""
    monkeypatch.setenv("PATH", "")
    data = pdf_files.scan(pdf_files.drawn([(72, 700, 11, CHINESE[0])]), dots=40)
    with pytest.raises(DocumentError) as caught:  # read here: a process of its own has the PATH it was started with
        list(pdf.read(File(io.BytesIO(data), "town.pdf", ocr=True)).paragraphs)
    said = caught.value
    assert said.en.endswith("Next: apt install tesseract-ocr tesseract-ocr-chi-sim")


def test_an_encrypted_file_asks_for_its_password() -> None:
    """Without the password the error says how to give it, with a wrong one that it is wrong, with the right one it opens."""
    data = pdf_files.locked("ferry", "owner")
    said = error(data)
    assert "needs a password" in said.en
    assert said.en.endswith("wuzhen add --password 'town.pdf'")
    assert "this password does not open it" in error(data, password="horse").en
    assert [one.text for one in reading(data, password="ferry").paragraphs] == [CHINESE[0]]


def test_a_file_locked_against_changes_alone_is_read() -> None:
    """An owner's password says who may change it, not who may read it."""
    assert texts(pdf_files.locked("", "owner")) == [CHINESE[0]]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_said_to_be_damaged(share: float) -> None:
    """A download that broke off gives no half a document."""
    data = pdf_files.english().data
    assert "damaged or incomplete" in error(data[: int(share * len(data))]).en


@pytest.mark.parametrize("data", [b"%PDF", b"%PDF-1.7\n" + bytes(range(256)) * 40, b"\n\n%PDF-1.4\n%%EOF"])
def test_what_only_begins_as_a_pdf_is_damaged(data: bytes) -> None:
    """Random bytes behind the first four are no document."""
    assert "damaged or incomplete" in error(data).en


def test_pages_without_anything_are_empty() -> None:
    """Blank pages are neither a scan nor damage."""
    assert "has no text on its 2 page(s)" in error(pdf_files.drawn([], [])).en


def test_letters_without_a_meaning_are_refused() -> None:
    """A font that does not say which characters its letters are gives an error, not garbage."""
    said = error(pdf_files.meaningless())
    assert "does not say which characters its letters are" in said.en
    assert "无法读出正文" in said.zh


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_broken_file_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever happens to its bytes, nothing but a DocumentError comes out."""
    broken = bytearray(pdf_files.headed())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(5, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.one_of(st.just(len(broken)), st.integers(10, len(broken))))
    with suppress(DocumentError):
        paragraphs(bytes(broken[:end]))


def test_content_says_that_it_is_a_pdf() -> None:
    """A PDF called .txt is a PDF; a text called .pdf is a text."""
    data = pdf_files.drawn([(72, 700, 11, CHINESE[0])])
    assert [one.text for one in reading(data, "notes.txt").paragraphs] == [CHINESE[0]]
    assert [one.text for one in reading(CHINESE[0].encode(), "notes.pdf").paragraphs] == [CHINESE[0]]


def test_pages_are_read_one_by_one() -> None:
    """Many pages take the memory of few: never are all of them held at once."""
    peaks = []
    for times in (8, 48):
        data = pdf_files.english(Layout(pitch=13.0, bottom=600.0), times=times).data
        file = File(io.BytesIO(data), "town.pdf")  # read here, not in the process of its own
        peaks.append(_peak(partial(_paragraphs, file)))
    assert peaks[1] < 1.5 * peaks[0] + 500_000


def test_few_pages_are_compared_at_a_time() -> None:
    """Looking for what pages repeat holds some of them, however many there are."""
    row = [Run(f"The line {at} of the page.", 72, 300, 700 - 14 * at, 11) for at in range(40)]

    def pages(count: int) -> Iterator[object]:
        return with_furniture(Page.of(Sheet(at, tuple(row), "", "")) for at in range(count))

    peaks = [_peak(partial(pages, count)) for count in (20, 600)]
    assert peaks[1] < 1.5 * peaks[0]


def _paragraphs(file: File) -> Iterable[object]:
    return pdf.read(file).paragraphs


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
