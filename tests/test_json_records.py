"""JSON: records of lists, lines and objects as paragraphs; broken, deep and endless files refused in little memory."""

from __future__ import annotations

import io
import json
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
from index.readers.json.parts import elements
from index.types import Paragraph, Place

LONG = "Wuzhen is a town of water in the north of Zhejiang. " * 20
RECORD = {"id": 17, "title": "Wuzhen", "text": "A town of water.", "year": 1991, "tags": ["old", "wet"], "gone": None}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", json.dumps([{"x": 1}, RECORD])),
        ("a.json", json.dumps([{"x": 1}, RECORD], indent=2)),
        ("a.jsonl", '{"x": 1}\n' + json.dumps(RECORD)),
        ("a.json", '{"x": 1}\n' + json.dumps(RECORD) + "\n"),
        ("notes", '{"x": 1}\n' + json.dumps(RECORD)),
        ("a.txt", json.dumps([{"x": 1}, RECORD])),
    ],
)
def test_a_record_is_its_text_under_its_title(name: str, data: str) -> None:
    """Other values after their names, ids left out, numbered by element or line; told by the content."""
    found = found_in(data, name)
    assert found.paragraphs == [
        Paragraph("x: 1", "", Place("row", "1")),
        Paragraph("A town of water.\nyear: 1991; tags: old, wet", "Wuzhen", Place("row", "2")),
    ]


@pytest.mark.parametrize(
    ("record", "text", "heading"),
    [
        ({"question": "When was it founded?", "answer": "In 2014."}, "In 2014.", "When was it founded?"),
        ({"标题": "乌镇", "正文": "水乡古镇。", "年": 1991}, "水乡古镇。\n年：1991", "乌镇"),
        ({"name": "Wuzhen", "founded": 1991}, "name: Wuzhen; founded: 1991", ""),
        ({"名称": "乌镇", "别名": ["青镇", "乌墩"]}, "名称：乌镇；别名：青镇、乌墩", ""),
        ({"name": "Wuzhen", "about": LONG}, f"about: {LONG.strip()}", "Wuzhen"),
        (
            {"text": "It rained.", "geo": {"lat": 1.10, "in": {"a": True}}},
            "It rained.\ngeo › lat: 1.1; geo › in › a: true",
            "",
        ),
        ({"text": ["One.", "Two."]}, "One.\nTwo.", ""),
        (
            {"buyer": "Anna", "items": [{"a": "pen", "n": 2}, {"a": "ink"}]},
            "buyer: Anna\nitems: a: pen; n: 2\na: ink",
            "",
        ),
        ("Only a string.", "Only a string.", ""),
    ],
)
def test_the_text_is_found_by_its_name_or_its_length(record: object, text: str, heading: str) -> None:
    """And a record without one reads like a row of a table."""
    found = found_in(json.dumps([record]), "a.json").paragraphs
    assert [(one.text, one.heading) for one in found] == [(text, heading)]


def test_numbers_stay_as_they_are_written() -> None:
    """1.10 is not 1.1, and a number of 5,000 digits is one."""
    digits = "7" * 5_000
    assert found_in('[{"a": 1.10, "b": 1e5, "c": NaN}]', "a.json").texts == ["a: 1.10; b: 1e5"]
    assert digits in found_in(f'[{{"a": {digits}}}]', "a.json").texts[0]


def test_strings_of_a_list_are_paragraphs() -> None:
    """In a list or in an object."""
    assert found_in('["One.", "Two.", 3]', "a.json").texts == ["One.", "Two."]
    assert found_in('["One.", "Two.", 3]', "a.json").places == ["1", "2"]


def test_an_object_of_objects_is_records_under_their_keys() -> None:
    """As dictionaries are written."""
    found = found_in('{"乌镇": {"成立": 1991}, "西塘": {"说明": "古镇"}}', "a.json")
    assert (found.texts, found.headings) == (["成立：1991", "说明：古镇"], ["乌镇", "西塘"])


def test_questions_nested_in_paragraphs_are_readable() -> None:
    """Title, context and the questions under it; the records are counted in the list that holds them."""
    asked = {"question": "What is it?", "id": "abc", "answers": [{"text": "A town", "answer_start": 10}]}
    paragraph = {"context": LONG, "qas": [asked]}
    data = {"version": "1.1", "data": [{"title": "Wuzhen", "paragraphs": [paragraph, paragraph]}]}
    found = found_in(json.dumps(data), "squad.json")
    assert found.headings == ["", "Wuzhen", "Wuzhen"]
    assert found.places == ["", "1", "1"]
    assert found.texts[1] == f"{LONG.strip()}\nqas: question: What is it?; answers: text: A town; answer_start: 10"


def test_many_texts_under_their_names_are_paragraphs_each() -> None:
    """Questions with their answers as one flat object."""
    flat = {f"Question {n}?": f"Answer {n}: {LONG}" for n in range(3)}
    found = found_in(json.dumps(flat), "faq.json")
    assert [text[:21] for text in found.texts] == [f"Question {n}?: Answer {n}" for n in range(3)]


def test_broken_lines_are_left_out_and_told() -> None:
    """With their numbers; half surrogates and NULs become what a file can hold."""
    found = found_in('{"a": "x"}\n{"a": \n\n{"a": "\\ud800\\u0000\\ud83d\\ude00"}\n' + "[" * 100_000, "a.jsonl")
    assert (found.texts, found.places) == (["a: x", "a: \ufffd😀"], ["1", "4"])
    assert [(one.line, one.reason) for one in found.dropped] == [(2, "broken JSON"), (5, "broken JSON")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('[{"a": 1},\n {"b" 2}]', "line 2, column 7"),
        ('{"a":\n x}', "line 2, column 2"),
        ("[1, 2", "line 1, column 6"),
        ("[1, 2]\n]", "line 2, column 1"),
        ('[{"a": 1} {"b": 2}]', "line 1, column 11"),
        ('{"a": 1}\n{"a"', "line 2"),
        ("[" * 1_000_000, "Nested too deeply"),
        ('{"a":' * 100_000, "Nested too deeply"),
        ('["' + "x" * 9_000_000 + '"]', "over 8 million characters"),
        ('{"a": [' + "1," * 2_000_001 + "1]}", "2 million values"),
        ("[" + "1," * 20_000 + "1]", "list of figures"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(data: str, said: str) -> None:
    """Line and column as editors count."""
    if said == "line 2":
        assert found_in(data, "a.json").reasons == ["broken JSON"]
        return
    with pytest.raises(DocumentError, match=said) as raised:
        found_in(data, "a.json")
    assert "下一步" in raised.value.zh


def test_lines_that_are_all_broken_are_refused() -> None:
    """With the place of the first."""
    with pytest.raises(DocumentError, match="line 1, column 2"):
        found_in("{x\n{y\n", "a.jsonl")


def test_prose_that_begins_like_json_is_prose() -> None:
    """An example at the start of a text does not make it JSON."""
    assert found_in('{"a": 1} is how such a record looks. It has one value.\n', "notes.txt").dropped == []


@pytest.mark.parametrize(
    "line",
    [b'{"title": "Wuzhen", "text": "' + b"A town of water. " * 30 + b'"},\n ', b'"' + b"It rained. " * 50 + b'", '],
)
def test_lists_larger_than_memory_are_read_piece_by_piece(line: bytes) -> None:
    """10 MB of elements in less than 2 MB; the list is never closed, which is told at its end."""

    class Opened(Repeated):
        """The lines after a bracket."""

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            if self.at == 0:
                buffer[:1] = b"["
                self.at = len(self.line)
                return 1
            return super().readinto(buffer)

    stream = io.BufferedReader(cast("io.RawIOBase", Opened(line, 10_000_000 // len(line) * len(line))))
    tracemalloc.start()
    with pytest.raises(DocumentError, match="not valid JSON"):
        for _ in read(File(stream, "long.json")).paragraphs:
            pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


SOUND = st.characters(exclude_categories=["Cc", "Cn", "Co", "Cs"])
"""Others are gibberish, which is refused at the door."""
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(SOUND, max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(SOUND, max_size=8), inner, max_size=4),
    max_leaves=20,
)


class Dripping(io.StringIO):
    """A text that gives a few characters at a time, whatever is asked for."""

    few = 1

    def read(self, _size: int | None = -1, /) -> str:
        return super().read(self.few)


@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 2]), st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_elements_come_one_by_one_as_they_were(values: list[object], indent: int | None, few: int) -> None:
    """As the whole list at once would give them, wherever its parts are cut."""
    text = json.dumps(values, indent=indent, ensure_ascii=few % 2 == 0)
    dripping = Dripping(text)
    dripping.few = few
    assert list(elements(dripping)) == json.loads(text, parse_int=str)


@given(st.lists(VALUES, max_size=6))
@settings(max_examples=200, deadline=None)
def test_any_records_are_read(values: list[object]) -> None:
    """As a list, as lines and as one object; every paragraph can be written."""
    for name, data in (
        ("a.json", json.dumps(values)),
        ("a.jsonl", "\n".join(map(json.dumps, values)) or "[]"),
        ("a.json", json.dumps({"x": values})),
    ):
        for one in found_in(data, name).paragraphs:
            assert (one.text + one.heading).encode()


@given(
    st.binary(max_size=200) | st.text('[]{}",:\\u1a \n', max_size=60).map(str.encode),
    st.sampled_from(["a.json", "a.jsonl", "a"]),
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Nothing but a DocumentError comes out."""
    with suppress(DocumentError):
        found_in(data, name)
