"""What is drawn in a PDF, line by line, becomes text as it was written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.pdf.text import joined, repaired


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
