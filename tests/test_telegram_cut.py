"""Cutting texts to Telegram's limits, which count UTF-16 code units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.cut import clean, shorten, units, window
from index.types import Span

TEXTS = st.text(alphabet=st.sampled_from("ab 中文。\u0301🙂𠮷"), max_size=120)


def test_emoji_counts_two() -> None:
    """An emoji is two units, a Chinese character one, a rare Chinese character two."""
    assert (units("🙂"), units("镇"), units("𠮷")) == (2, 1, 2)


@given(st.text())
def test_units_are_what_utf16_says(text: str) -> None:
    """The count equals the length of the UTF-16 encoding."""
    assert units(text) == len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.integers(3, 60), st.data())
def test_window_fits_with_both_marks(text: str, limit: int, data: st.DataObject) -> None:
    """What is shown, with … at each cut end, never exceeds the limit."""
    ends = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    start, end = window(text, Span(*ends), limit)
    shown = ("…" if start > 0 else "") + text[start:end] + ("…" if end < len(text) else "")
    assert units(shown) <= limit


@given(TEXTS, st.integers(20, 60), st.integers(0, 120))
def test_window_keeps_a_focus_that_fits(text: str, limit: int, at: int) -> None:
    """A sentence that fits is shown whole, wherever in the text it stands."""
    focus = Span(min(at, len(text)), min(at + 8, len(text)))
    start, end = window(text, focus, limit)
    assert start <= focus.start
    assert focus.end <= end


def test_window_surrounds_its_focus() -> None:
    """Both sides of the focus get their share, and words stay whole."""
    text = "one two three four five six seven eight nine ten"
    start, end = window(text, Span(19, 23), 22)
    assert text[19:23] == "five"
    assert text[start:end] == "four five six"


def test_window_keeps_an_accent_with_its_letter() -> None:
    """A cut never parts a combining accent from the letter before it."""
    text = "x" * 5 + "e\u0301" * 40
    start, end = window(text, Span(0, 0), 20)
    assert text[end] != "\u0301"
    assert start == 0


@given(TEXTS, st.integers(3, 30))
def test_shortened_text_fits_and_says_that_it_was_cut(text: str, limit: int) -> None:
    """A text that fits stays as it is; a longer one ends with …."""
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == text if units(text) <= limit else short.endswith("…")


@given(st.text(alphabet=st.characters(), max_size=50))
def test_clean_text_can_be_sent(text: str) -> None:
    """Cleaning keeps every position and leaves only what UTF-8 and Telegram take."""
    cleaned = clean(text)
    cleaned.encode()
    assert len(cleaned) == len(text)
    assert not {"\x00", "\x1b", "\r", "\t"} & set(cleaned)


def test_clean_replaces_half_a_character() -> None:
    """A lone half of a surrogate pair becomes a space."""
    assert clean("a\ud83dx\x00") == "a x "
