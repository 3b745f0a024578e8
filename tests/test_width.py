"""The width of text in a terminal, and fitting it there."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.style import visible
from bot.console.width import cut, pad, width, wrap, wrap_spans

TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("abc de  fg.,!?-，。、；：“”《》（）『』——……国际组织成立于年月日　\n")),
        st.sampled_from(["\u0301", "\u200d", "\ufe0f", "\u00a0", "😀", "👍", "\U0001f3fd", "🇨", "🇳", "é", "가"]),
        st.characters(exclude_categories=["Cc", "Cs"]),
    ),
    max_size=120,
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("乌镇", 4),
        ("2022年7月12日", 13),
        ("，。", 4),
        ("“”…", 3),
        ("ｗｉｃ", 6),
        ("e\u0301", 1),
        ("zero\u200bwidth", 9),
        ("😀", 2),
        ("👍\U0001f3fd", 2),
        ("❤\ufe0f", 2),
        ("🇨🇳", 2),
    ],
)
def test_width_counts_columns(text: str, columns: int) -> None:
    """Chinese takes two columns, letters one, marks and zero-width characters none, an emoji two."""
    assert width(text) == columns


def test_pad_counts_columns() -> None:
    """Padding aligns by columns and leaves longer text whole."""
    assert pad("乌镇", 6) == "乌镇  "
    assert pad("12", 4, right=True) == "  12"
    assert pad("乌镇峰会", 6) == "乌镇峰会"


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("乌镇峰会", 8, "乌镇峰会"),
        ("乌镇峰会", 7, "乌镇峰…"),
        ("乌镇峰会", 6, "乌镇…"),
        ("two words", 5, "two…"),
        ("one\n two", 80, "one two"),
        ("乌镇", 1, "…"),
        ("乌镇", 0, ""),
    ],
)
def test_cut_says_that_it_cut(text: str, columns: int, expected: str) -> None:
    """Cut text ends in an ellipsis, fits, and stands on one line."""
    assert cut(text, columns) == expected


@given(TEXTS, st.integers(0, 30))
def test_cut_fits(text: str, columns: int) -> None:
    """Whatever the text, cut leaves at most the columns asked for."""
    assert width(cut(text, columns)) <= columns


def test_wrap_breaks_english_at_spaces() -> None:
    """English breaks at spaces, and a word longer than the line is divided."""
    assert wrap("the quick brown fox", 10) == ["the quick", "brown fox"]
    assert wrap("a internationalization b", 10) == ["a", "internatio", "nalization", "b"]


def test_wrap_breaks_chinese_anywhere_but_at_punctuation() -> None:
    """No line begins with closing punctuation or ends with opening punctuation."""
    assert wrap("世界互联网大会", 6) == ["世界互", "联网大", "会"]
    assert wrap("国际组织，成立。", 8) == ["国际组", "织，成", "立。"]
    assert wrap("国际组织（会）", 10) == ["国际组织", "（会）"]
    assert wrap("他说：“好。”", 8) == ["他说：", "“好。”"]


def test_wrap_keeps_words_inside_chinese() -> None:
    """A Latin word or number within Chinese stays whole and may begin or end a line."""
    assert wrap("大会WIC在2022年成立", 8) == ["大会WIC", "在2022年", "成立"]


def test_wrap_keeps_newlines() -> None:
    """A newline always breaks, an empty line stays, and empty text is one empty line."""
    assert wrap("one\n\ntwo", 10) == ["one", "", "two"]
    assert wrap("", 10) == [""]


@given(TEXTS, st.integers(2, 30))
def test_wrap_fits_and_loses_nothing(text: str, columns: int) -> None:
    """No line is wider than asked, and only white space is left out."""
    lines = wrap(text, columns)
    assert max(map(width, lines)) <= columns
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.integers(2, 30))
def test_wrap_leaves_out_white_space_only_at_breaks(text: str, columns: int) -> None:
    """Lines are slices of the text, in order, with nothing but white space between them."""
    at = 0
    for start, end in wrap_spans(text, columns):
        assert start >= at
        assert text[at:start].strip() == ""
        at = end
    assert text[at:].strip() == ""


@given(st.text("国际组织，。；（）《》“”", max_size=60), st.integers(12, 30))
def test_wrap_never_begins_a_line_with_a_full_stop(text: str, columns: int) -> None:
    """A line begins with closing punctuation only where the line before had no place to break."""
    closing, opening = "，。；）》”", "（《“"
    for before, line in itertools.pairwise(wrap(text, columns)):
        if line[0] in closing or before[-1] in opening:
            pairs = itertools.pairwise(before)  # two quotation marks, which are narrow, are not parted either
            assert all(right in closing or left in opening or {left, right} <= {"“", "”"} for left, right in pairs)


def test_wrap_refuses_one_column() -> None:
    """A Chinese character does not fit one column, so fewer than two are refused."""
    with pytest.raises(ValueError, match="1 columns"):
        wrap("字", 1)


@given(st.text(st.characters(), max_size=60))
def test_visible_keeps_places_and_removes_controls(text: str) -> None:
    """What a terminal would obey is replaced one for one, so spans still hold."""
    shown = visible(text)
    assert len(shown) == len(text)
    assert all(char == "\n" or char.isprintable() or ord(char) >= 0xA0 for char in shown)
    shown.encode()


def test_visible_disarms_escape_sequences() -> None:
    """An escape sequence in a document is shown, not obeyed."""
    assert visible("a\x1b[31mb\tc") == "a\ufffd[31mb c"
