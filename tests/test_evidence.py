"""Evidence for refusing: which numbers of the question a passage lacks, and whether it has an answer of the kind asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Language
from retrieval.evidence import asked_years, has_answer_of_kind, unsupported_numbers
from retrieval.question_kinds import kind_of
from retrieval.types import Question


def asks(text: str) -> Question:
    language: Language = "zh" if re.search("[一-鿿]", text) else "en"
    return Question(text, language, kind_of(text))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("What happened in 2022?", {2022}),
        ("what happened at the 2022 summit", {2022}),
        ("2022年和二〇一四年有什么不同", {2022, 2014}),
        ("from 2014 to 2019", {2014, 2019}),
        ("公元前221年发生了什么", {-221}),
        ("How many of the 2100 guests came?", set()),
        ("2100多位嘉宾是谁", set()),
        ("世界互联网大会", set()),
    ],
)
def test_asked_years(question: str, years: set[int]) -> None:
    """Years of the question in whatever form; counts are none."""
    assert asked_years(asks(question)) == years


@pytest.mark.parametrize(
    ("question", "passage", "missing"),
    [
        ("What happened in 1998?", "2022年大会成立。", 1),
        ("What happened in 2022?", "2022年大会成立。", 0),
        ("What happened in 2022?", "二〇二二年大会成立。", 0),
        ("2022年发生了什么", "It was founded in July 2022.", 0),
        ("2016年发生了什么", "2014年至2019年每年举行。", 0),
        ("What did the 24 countries do?", "来自二十四个国家的代表", 0),
        ("What did the twenty-four countries do?", "来自24个国家的代表", 0),
        ("What did the 25 countries do?", "来自24个国家的代表", 1),
        ("What of the 3.5% growth?", "增长百分之三点五。", 0),
        ("What of the 3.5% growth?", "增长35%。", 1),
        ("Who are the 1.5 million people?", "150万人参加。", 0),
        ("第三届大会在哪里", "the third summit in Wuzhen", 0),
        ("第四届大会在哪里", "the third summit in Wuzhen", 1),
        ("What happened on 12 July 2022?", "2022年7月12日成立。", 0),
        ("What happened on 13 July 2022?", "2022年7月12日成立。", 1),
        ("What happened on 12 July 1998?", "2022年8月1日成立。", 2),
        ("What is wuzhen?", "2022年大会成立。", 0),
        ("What does 5G do?", "没有数字。", 0),
    ],
)
def test_unsupported_numbers(question: str, passage: str, missing: int) -> None:
    """Numbers, years, days and ordinals that the passage doesn't hold, across the two languages."""
    assert unsupported_numbers(asks(question), passage) == missing


@pytest.mark.parametrize(
    ("question", "text", "has"),
    [
        ("When was it founded?", "2022年7月12日成立。", True),
        ("When was it founded?", "它成立了。", False),
        ("When in 2022 was it founded?", "2022年成立。", False),
        ("When in 2022 was it founded?", "2022年7月成立。", True),
        ("How many countries took part?", "24个国家参加。", True),
        ("How many days did it last?", "24个国家参加。", False),
        ("多少位嘉宾？", "over 2,100 guests", True),
        ("多少钱？", "over 2,100 guests", False),
        ("How many of the 24 members came?", "There are 24 members.", False),
        ("What is it?", "Nothing here.", True),
    ],
)
def test_has_answer_of_kind(question: str, text: str, has: bool) -> None:
    """A when question needs a date it doesn't say itself; a how-many question a number whose unit doesn't contradict."""
    assert has_answer_of_kind(asks(question), text) is has


@given(st.text(alphabet="2022年7月24个国家百 in July,.%第", max_size=80))
def test_a_text_supports_itself(text: str) -> None:
    """Nothing that a question says is missing from a passage with the same words."""
    assert unsupported_numbers(asks(text), text) == 0
