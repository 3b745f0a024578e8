"""Callback data: what goes in comes out, within 64 bytes; what others made is recognised as such."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.callbacks import NextPassage, Paragraph, decode, name_check
from index.types import Document, Language

LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(("en", "zh"))


@given(LANGUAGES, st.integers(1, 999))
def test_next_passage_comes_back(language: Language, rank: int) -> None:
    """A button "next passage" is read back as it was made."""
    press = NextPassage(language, rank)
    assert decode(press.encode()) == press


@given(LANGUAGES, st.integers(1, 999), st.integers(0, 2**63 - 1), st.text(), st.integers(0, 10**10 - 1))
def test_paragraph_comes_back_within_64_bytes(
    language: Language, rank: int, number: int, name: str, position: int
) -> None:
    """The largest numbers SQLite can give still fit, whatever the document is called."""
    document = Document(number, name, "", "en", 1, "", "")
    press = Paragraph(language, rank, number, name_check(document), position)
    assert decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64


@pytest.mark.parametrize(
    "data", ["", "n", "ne:", "ne:1:2:00000000:3", "pe:1", "xe:1", "next", "pz:1:12:zzzzzzzz:3", "ne:１"]
)
def test_foreign_data_is_no_button(data: str) -> None:
    """Data of another program, or of an older one, is nothing."""
    assert decode(data) is None


@given(st.text())
def test_any_text_is_read_without_error(data: str) -> None:
    """Whatever stands in callback data, reading it does not fail."""
    decode(data)
