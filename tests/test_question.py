"""Questions are cleaned, refused where there is nothing to ask, and told apart by what they ask for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from retrieval.question import LONGEST, clean, understand
from retrieval.question_kinds import kind_of
from retrieval.types import Kind

KINDS: dict[Kind, list[str]] = {
    "when": [
        "when did WIC become an international organization?",
        "What year was it founded?",
        "In which year did it start?",
        "on what date was it signed",
        "In what month does it open?",
        "How long ago was it built?",
        "Since when has it been there?",
        "tell me when WIC became international",
        "when WIC became an international organization",
        "WIC was founded when?",
        "Do you know when it opened?",
        "When's the next summit?",
        "What is the founding date of WIC?",
        "大会什么时候成立",
        "何时发布",
        "是哪一年成为国际组织的",
        "几月几日",
        "在哪天举行",
        "什么时间开会",
        "多会儿",
        "什麼時候成立的",
        "哪年",
        "多少年前建成的",
        "公元几年",
    ],
    "how many": [
        "How many members does it have?",
        "how much does it cost",
        "what number of people came",
        "what percentage of users",
        "From how many countries do they come?",
        "How long does rebuilding take?",
        "how old is it",
        "What is the population of Wuzhen?",
        "有多少会员",
        "有几个国家",
        "几家公司",
        "来了几位",
        "多大年纪",
        "河有多长",
        "用了多少年",
        "幾個國家",
        "会员人数是什么",
        "要多久",
        "占百分之几",
    ],
    "where": [
        "Where was it held?",
        "Which city hosted it?",
        "In what country is it?",
        "在哪里举行",
        "何处",
        "在哪儿",
        "什么地方",
        "哪个城市",
        "在哪個城市",
    ],
    "who": ["Who founded it?", "whom did he meet", "Whose idea was it?", "谁写的", "哪位", "何人", "創辦人是誰"],
    "which": [
        "which document says so",
        "In which languages?",
        "第几届",
        "哪些原则",
        "星期几",
        "what day of the week was it",
    ],
    "open": [
        "what happens when I remove a document?",
        "When I remove a document, what happens?",
        "how do I add a document",
        "How do I know when the index is done?",
        "Does it break when I add a file?",
        "Explain what happens when the index is rebuilt",
        "why",
        "几乎所有人都来了，为什么",
        "几何是什么",
        "如何添加文档",
        "多伦多大学是什么",
        "很多高校参加了吗",
        "介绍一下世界互联网大会",
        "tell me about WIC",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_kinds(kind: Kind, text: str) -> None:
    """The first asking word decides; "when" that joins clauses and 几 that doesn't ask are not taken for one."""
    assert kind_of(text) == kind


def test_cleaning() -> None:
    """Invisible characters go, white space folds, wide digits narrow; what people see stays."""
    assert clean("  when\u200b did\n\tWIC\x07 start？ ") == "when did WIC start？"
    assert clean("２０２２年ＷＩＣ") == "2022年WIC"
    assert clean("½ ² ，。《》") == "½ ² ，。《》"
    assert clean("cafe\u0301") == "café"


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A clean question is clean: no control characters, no white space but single spaces between words."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())
    assert all(unicodedata.category(character) not in ("Cc", "Cs") for character in cleaned)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\x00", "?!？", "。。。"])
def test_blank_questions_are_refused(text: str) -> None:
    """Without a word there is no question, and both languages say what to type."""
    with pytest.raises(QuestionError) as refused:
        understand(text)
    assert "Next: wuzhen ask" in refused.value.en
    assert "下一步：wuzhen ask" in refused.value.zh


def test_long_questions_are_refused() -> None:
    """The longest question passes, one character more does not, and the message has both figures."""
    understand("w" * LONGEST)
    with pytest.raises(QuestionError) as refused:
        understand("w" * (LONGEST + 1))
    assert "2,001" in refused.value.en
    assert "2,000" in refused.value.en
    assert "2001" in refused.value.zh
    assert "Next: wuzhen add" in refused.value.en


def test_understanding() -> None:
    """Text, language and kind of the founding question in both languages."""
    english = understand(" when did WIC become an international organization? ")
    assert (english.text, english.language, english.kind) == (
        "when did WIC become an international organization?",
        "en",
        "when",
    )
    chinese = understand("世界互联网大会什么时候成为国际组织？")
    assert (chinese.language, chinese.kind) == ("zh", "when")
