"""Numbers of any value, shown and found again, and texts of any kind."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Language, Span
from retrieval.date_finding import find_dates
from retrieval.number_finding import find_numbers
from retrieval.numbers import NumberMention, Qualifier, plain, show, unit_of

VALUES = st.one_of(
    st.integers(2, 10**12).map(Decimal), st.decimals(2, 9999, places=2, allow_nan=False, allow_infinity=False)
)
QUALIFIERS: st.SearchStrategy[Qualifier | None] = st.sampled_from(
    (None, "about", "over", "nearly", "under", "at least", "at most")
)
UNITS = st.sampled_from(("countries", "guests", "个国家", "位嘉宾", "days", "公里", "people", "%", "美元", "小时", ""))


@given(VALUES, QUALIFIERS, UNITS, st.sampled_from(("en", "zh")))
def test_a_shown_number_is_found_again(
    value: Decimal, qualifier: Qualifier | None, unit: str, language: Language
) -> None:
    """Value, qualifier and unit survive being written in either language."""
    shown = show(NumberMention(Span(0, 0), value, qualifier, unit), language)
    (mention,) = find_numbers(f"; {shown}.")
    assert (mention.value, mention.qualifier) == (value, qualifier)
    assert unit_of(mention.unit) == unit_of(unit)


@given(st.integers(0, 10**15), st.sampled_from(("en", "zh")))
def test_plain_numbers_keep_their_value(value: int, language: Language) -> None:
    """The digits shown, with their thousands or their 万 and 亿, are worth the same."""
    (mention,) = find_numbers(f"共{plain(Decimal(value), language)}")
    assert mention.value == value


@given(st.text(alphabet="0123456789,.%$ 一二三十百千万亿多余个年人至-ten hundredKm", max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, spans lie within it, in order, without overlap, and nothing fails."""
    end = 0
    for mention in find_numbers(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end


@pytest.mark.parametrize(
    "run", ["1", "1,", "1.2.", "百", "一二三", "twenty ", "a million and ", "近约", "1个", "12 to ", "1990–"]
)
def test_ten_thousand_characters_are_read(run: str) -> None:
    """Long runs of what numbers and dates are made of come to an end."""
    text = run * (10_000 // len(run))
    assert all(mention.span.end <= len(text) for mention in find_dates(text))
    assert all(mention.span.end <= len(text) for mention in find_numbers(text))
