"""Tables: a row is a paragraph, whatever delimiter, encoding and quoting its writer chose."""

from __future__ import annotations

import csv
import io
import tracemalloc
from contextlib import suppress
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import found_in
from test_reading import Repeated

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.readers.table.rows import rows
from index.types import Paragraph, Place

CHINESE = "名称,成立,说明\n乌镇,1991,江南水乡\n西塘,,古镇\n"


def test_a_row_is_its_values_under_their_headings() -> None:
    """Empty cells are left out, and rows are numbered as a spreadsheet does, blank ones and the headings included."""
    found = found_in("name,founded,note\nWuzhen,1991,water town\n\nXitang,,old\n", "towns.csv")
    assert found.paragraphs == [
        Paragraph("name: Wuzhen; founded: 1991; note: water town", "", Place("row", "2")),
        Paragraph("name: Xitang; note: old", "", Place("row", "4")),
    ]
    assert found.reading.title == "towns"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_headings_have_their_own_punctuation(encoding: str) -> None:
    """In whatever encoding."""
    found = found_in(CHINESE.encode(encoding), "towns.csv")
    assert found.texts == ["名称：乌镇；成立：1991；说明：江南水乡", "名称：西塘；说明：古镇"]
    assert found.reading.language == "zh"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_delimiter_is_told_by_the_content(delimiter: str, name: str) -> None:
    """Not by the name."""
    table = [["town", "price", "rank"], ["Wuzhen", "1.5", "first"], ["Xitang", "2.5", "second"]]
    found = found_in("\n".join(map(delimiter.join, table)), name)
    assert found.texts == ["town: Wuzhen; price: 1.5; rank: first", "town: Xitang; price: 2.5; rank: second"]


def test_decimal_commas_part_nothing() -> None:
    """Where semicolons do; a line that names the delimiter is heeded, and is no row."""
    assert found_in("town;price\nWuzhen;1,5\nXitang;2,5\n", "a.csv").texts == [
        "town: Wuzhen; price: 1,5",
        "town: Xitang; price: 2,5",
    ]
    found = found_in("sep=|\ntown|price\nWuzhen|1,5\n", "a.csv")
    assert (found.texts, found.places) == (["town: Wuzhen; price: 1,5"], ["2"])


def test_quotes_hold_line_breaks_delimiters_and_quotes() -> None:
    """A row over several lines is one row, and counts as one."""
    found = found_in('name,note\nWuzhen,"a ""town"",\n\n of water"\nXitang,old\n', "a.csv")
    assert found.texts == ['name: Wuzhen\nnote: a "town",\nof water', "name: Xitang; note: old"]
    assert found.places == ["2", "3"]


def test_sentences_stand_on_lines_of_their_own() -> None:
    """No semicolon follows a full stop."""
    found = found_in("question,answer\nWhen was it founded?,In 2014.\n", "a.csv")
    assert found.texts == ["question: When was it founded?\nanswer: In 2014."]


def test_ragged_rows_are_kept() -> None:
    """What goes beyond the headings stands without one."""
    found = found_in("a,b\nx,y\nlong,er,row\nshort\n", "a.csv")
    assert found.texts == ["a: x; b: y", "a: long; b: er; row", "a: short"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Wuzhen,1991\nXitang,1995\n", "Wuzhen | 1991"),
        ("yes,no\nyes,yes\n", "yes | no"),
        ("a,a\nx,y\n", "a | a"),
        ("It rained all night.,The mill stood still.\nx,y\n", "It rained all night. | The mill stood still."),
    ],
)
def test_a_first_row_of_values_is_a_row(text: str, first: str) -> None:
    """Figures, sentences, or what comes again below are no headings."""
    found = found_in(text, "a.csv")
    assert (found.texts[0], found.places[0]) == (first, "1")


def test_years_may_be_headings() -> None:
    """In order, after a name."""
    assert found_in("town,2019,2020\nWuzhen,5,6\n", "a.csv").texts == ["town: Wuzhen; 2019: 5; 2020: 6"]


def test_what_stands_above_a_table_is_its_title() -> None:
    """A spreadsheet's caption, with the empty row after it."""
    found = found_in("Sales of 2024,,\n,,\ntown,sales,rank\nWuzhen,5,first\n", "a.csv")
    assert (found.reading.title, found.texts, found.places) == (
        "Sales of 2024",
        ["town: Wuzhen; sales: 5; rank: first"],
        ["4"],
    )


def test_a_list_of_texts_is_no_table() -> None:
    """Commas in sentences stay commas."""
    found = found_in("text\nIt rained, all night, in the valley.\nThe mill, they said, stood still.\n", "a.csv")
    assert found.texts == ["It rained, all night, in the valley.", "The mill, they said, stood still."]


def test_a_mark_in_a_few_lines_parts_no_cells() -> None:
    """Lines without a delimiter and without headings are texts."""
    lines = ["It rained; all night; in the valley.", "The mill stood still.", "Nobody knew why."]
    assert found_in("\n".join(lines), "a.csv").texts == lines


def test_repeated_headings_are_no_row() -> None:
    """As tables that were put together have them."""
    found = found_in("town,rank\nWuzhen,x\ntown,rank\nXitang,y\n" + "Nanxun,z\n" * 100 + "town,rank\n", "a.csv")
    assert found.texts[0] == "town | rank"  # seen again at once: perhaps values
    found = found_in("town,rank\n" + "Wuzhen,x\n" * 100 + "town,rank\nXitang,y\n", "a.csv")
    assert (found.texts[-1], found.places[-1], found.reasons) == ("town: Xitang; rank: y", "103", ["repeated headings"])


@pytest.mark.parametrize("after", ['3,"y"\n4,z\n', "3,y\n4,z\n"])
def test_an_unclosed_quote_costs_no_other_row(after: str) -> None:
    """Whether another quote follows or not."""
    found = found_in(f'a,b\n1,"open\n2,x\n{after}', "a.csv")
    assert found.texts == ["a: 1; b: open", "a: 2; b: x", "a: 3; b: y", "a: 4; b: z"]


def test_quotes_within_quotes_stay() -> None:
    """As people write them who know no CSV."""
    assert found_in('a,b\n1,"He said "hi" there"\n', "a.csv").texts == ['a: 1; b: He said "hi" there']


def test_long_cells_are_read_whole() -> None:
    """Longer than the 131,072 characters of the standard library's limit; NULs are left out."""
    cell = "It rained all night. " * 20_000
    found = found_in(f'a,b\nx,"{cell}"\ny,z\0z\n', "a.csv")
    assert found.texts == [f"a: x\nb: {cell.strip()}", "a: y; b: zz"]


def test_broken_quotes_take_time_in_proportion() -> None:
    """A quote open in each of many lines is looked for to the limit a few times, not in each."""
    assert sum(1 for _ in rows(iter(['a","b'] * 100_000), ",")) == 100_000


@pytest.mark.parametrize("line", [b"Wuzhen,1991," + b"a water town, " * 30 + b"\n", b'"x', b","])
def test_tables_larger_than_memory_are_read_row_by_row(line: bytes) -> None:
    """10 MB in rows, in one open quote, or in nothing but commas: a row of a million cells is the most that is held."""
    stream = io.BufferedReader(cast("io.RawIOBase", Repeated(line, 10_000_000 // len(line) * len(line))))
    tracemalloc.start()
    for _ in read(File(stream, "long.csv")).paragraphs:
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff", exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=8), st.sampled_from(",;\t"))
@settings(max_examples=200, deadline=None)
def test_what_the_csv_module_writes_comes_back(table: list[list[str]], delimiter: str) -> None:
    """Every cell, in its row."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(table)
    lines = iter(text.getvalue().removesuffix("\n").split("\n"))
    assert list(rows(lines, delimiter)) == table


@given(st.lists(st.tuples(st.text("ab 乌镇.。", max_size=9), st.text('ab,"\n乌', max_size=9)), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_no_cell_is_lost(table: list[tuple[str, str]]) -> None:
    """From the bytes to the paragraphs, whatever is taken for headings."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("first", "second"), *table])
    shown = "\n".join(found_in(text.getvalue(), "a.csv").texts)
    for cell in (cell for row in table for cell in row):
        assert all(part.strip() in shown for part in cell.split("\n"))


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.tsv"]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Nothing but a DocumentError comes out."""
    with suppress(DocumentError):
        found_in(data, name)
