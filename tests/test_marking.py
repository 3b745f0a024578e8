"""Marks: where words of a question stand in a passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lexicon import Lexicon
from retrieval.marking import marks
from retrieval.question import understand


def marked(question: str, text: str) -> list[str]:
    return [text[start:end] for start, end in marks(understand(question), text, Lexicon.shipped())]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("when did it become an international organization?", "大会成为国际组织。", ["成为国际组织"]),
        ("when did it become an international organization?", "大會成為國際組織。", ["成為國際組織"]),
        ("哪个国际组织？", "It became an International Organization.", ["International Organization"]),
        ("Where is IBM in 2022?", "IBM 在 2022 年。", ["IBM", "2022"]),
        ("the apples", "An apple of the tree.", ["apple"]),
        ("什么时候的事？", "什么时候都是的。", []),
        ("of the and", "这的了。", []),
    ],
)
def test_what_is_marked(question: str, text: str, expected: list[str]) -> None:
    """Translations and the words themselves, Traditional as well; never what only asks or joins."""
    assert marked(question, text) == expected


@given(st.text(min_size=1, max_size=40), st.text(max_size=80))
def test_marks_lie_in_order_inside_the_text(question: str, text: str) -> None:
    """Whatever is asked of whatever text: ascending, apart, never empty."""
    found = marks(understand(f"a {question}"), text, Lexicon.shipped())
    ends = [end for span in found for end in span]
    assert ends == sorted(ends)
    assert len(set(ends)) == len(ends)
    assert not ends or 0 <= ends[0] < ends[-1] <= len(text)
