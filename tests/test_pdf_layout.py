"""Headings, tables, lists, notes and turned pages of a PDF: what is told by where and how large it stands."""

from __future__ import annotations

import math

import pdf_files
import pytest
from pdf_files import CHINESE
from pdf_reading import paragraphs, reading, texts

from index.readers.pdf.about import day_of
from index.types import Dropped

HELVETICA = [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]


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
