"""Short answers: the right date or number out of several, in the asker's language, or none at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.types import Language, Span
from retrieval.question_kinds import kind_of
from retrieval.short_answer import short_answer
from retrieval.types import Question, ShortAnswer

ARTICLE = Path(__file__).parents[2] / "shared" / "seeds" / "wic-article.txt"


def asks(text: str) -> Question:
    language: Language = "zh" if re.search("[一-鿿]", text) else "en"
    return Question(text, language, kind_of(text))


def sentences_of(text: str) -> list[Span]:
    ends = r"[^。！？]+[。！？”]*" if re.search("[一-鿿]", text) else r"\S.*?(?:[.!?](?=\s)|$)"
    return [Span(*match.span()) for match in re.finditer(ends, text)]


def answer(question: str, text: str, best: int = 0) -> ShortAnswer | None:
    found = short_answer(asks(question), text, sentences_of(text), best)
    assert found is None or text[slice(*found.span)] == found.quote
    return found


def said(question: str, text: str, best: int = 0) -> str | None:
    found = answer(question, text, best)
    return None if found is None else found.text


MEMBERS = "目前，已有来自六大洲24个国家的120家互联网领域的机构、组织、企业及个人加入成为会员。平台使用15个多语种。"
GUESTS = "2022年峰会吸引了来自全球120个国家和地区约2100多位嘉宾参会。2023年6月，近400名代表共聚尼山。"
RETOLD = "By 2023, 120 organisations from 24 countries on six continents had joined as members. They met twice."


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many members does WIC have?", MEMBERS, "120"),
        ("From how many countries do the members come?", MEMBERS, "24 countries"),
        ("How many continents?", MEMBERS, "6 continents"),
        ("世界互联网大会有多少会员？", MEMBERS, "120家"),
        ("会员来自多少个国家？", MEMBERS, "24个国家"),
        ("How many guests came in 2022?", GUESTS, "over 2,100 guests"),
        ("2022年有多少位嘉宾？", GUESTS, "约2100多位嘉宾"),
        ("How many countries took part in 2022?", GUESTS, "120 countries and regions"),
        ("有多少会员？", RETOLD, "120家机构"),
        ("来自几个国家？", RETOLD, "24个国家"),
        ("How many countries?", RETOLD, "24 countries"),
        ("How many members?", RETOLD, "120 organisations"),
        ("How long did it take?", "The work of 12 people took three months.", "three months"),
        ("How many people worked?", "The work of 12 people took three months.", "12 people"),
        ("用了多长时间？", "The work of 12 people took three months.", "3个月"),
        ("How much did it cost?", "They paid $3 million for 24 rooms.", "$3 million"),
        ("花了多少钱？", "They paid $3 million for 24 rooms.", "300万美元"),
        ("What percentage voted?", "Of 900 members 60% voted.", "60%"),
        ("How old was she?", "In 1990 she was 30 years old and had 2 children.", "30 years old"),
    ],
)
def test_how_many(question: str, text: str, expected: str) -> None:
    """The number whose unit is asked for, among others in the same sentence, in the asker's language."""
    assert said(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many days did it last?", "There were 24 countries and 120 guests."),
        ("How many countries?", "There were 120 guests for 3 days."),
        ("多少个国家？", "两个平台开放三天。"),
        ("How much did it cost?", "It took 3 years."),
        ("How many guests came?", "One of them came early."),
        ("How many of the 24 members came?", "There are 24 members."),
        ("When was it founded?", "It was founded by 24 members."),
        ("What happened in 2022?", "It became an organisation on 12 July 2022."),
        ("Who came?", "On 12 July 2022 the members came."),
    ],
)
def test_nothing_is_guessed(question: str, text: str) -> None:
    """Another unit, what the question says itself, or a question of another kind gives no short answer."""
    assert said(question, text) is None


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When was it founded?", "大会于2022年7月12日成立。", "12 July 2022"),
        ("什么时候成立的？", "It was founded on July 12, 2022.", "2022年7月12日"),
        ("When in 2022 was it founded?", "In 2022, on 12 July 2022, it was founded.", "12 July 2022"),
        ("Which month was it?", "In 2022 it was planned, in July 2023 held.", "July 2023"),
        ("哪一天成立的？", "2022年筹备，2022年7月12日成立。", "2022年7月12日"),
        ("What year did it start?", "The start was in 2014 and the end in 2019.", "2014"),
        ("When did it end?", "The start was in 2014 and the end in 2019.", "2019"),
        ("What years does the plan cover?", "发布行动计划（2023-2025年）。", "2023–2025"),
        ("计划是哪几年的？", "The plan covers 2023–2025.", "2023年至2025年"),
        ("When was the 2015 law signed?", "It was signed on 3 May 2015, and changed in 2018.", "3 May 2015"),
    ],
)
def test_when(question: str, text: str, expected: str) -> None:
    """The date with the part asked for, nearest to the question's words, more than the question says."""
    assert said(question, text) == expected


def test_the_best_sentence_comes_first_then_its_neighbours() -> None:
    """A date next door answers where the best sentence has none; one in the best sentence always wins."""
    text = "第一届在2014年举行。乌镇是会址。大会在2022年转型。此后平静。再无日期。"
    assert said("什么时候举行？", text, 0) == "2014年"
    assert said("什么时候转型？", text, 2) == "2022年"
    assert said("什么时候举行？", text, 1) == "2014年"
    assert said("什么时候？", text, 4) is None


def test_the_best_sentence_may_be_given_as_a_span() -> None:
    """A span picks the sentence that it lies in."""
    text = "It opened in 2014. It closed in 2019."
    found = short_answer(asks("When?"), text, sentences_of(text), Span(19, 37))
    assert found is not None
    assert found.text == "2019"


def test_a_year_is_filled_in_where_there_is_no_doubt() -> None:
    """7月12日 takes the only year of the sentence before, and none where two years stand there."""
    sure = answer("when was it founded?", "2022年筹备工作完成。7月12日，大会成立。", 1)
    assert sure is not None
    assert (sure.text, sure.quote) == ("12 July 2022", "7月12日")
    assert said("when was it founded?", "2021年和2022年筹备。7月12日，大会成立。", 1) == "12 July"
    assert said("when was it?", "2021年开工，2022年完工。同年7月，大会成立。", 1) == "July 2022"
    assert said("when is it held?", "2022年成立。每年7月12日举行。", 1) == "12 July"


@pytest.mark.skipif(not ARTICLE.exists(), reason="the seed article is not here")
@pytest.mark.parametrize(
    ("question", "best", "text", "quote"),
    [
        ("when did WIC become an international organization?", "2022年7月12日", "12 July 2022", "2022年7月12日"),
        ("世界互联网大会什么时候成为国际组织？", "2022年7月12日", "2022年7月12日", "2022年7月12日"),
        ("How many members does WIC have?", "120家", "120", "120家"),
        ("From how many countries do the members come?", "120家", "24 countries", "24个国家"),
        ("How many guests came in 2022?", "2100多位", "over 2,100 guests", "约2100多位嘉宾"),
        ("多少位嘉宾参加了2022年峰会？", "2100多位", "约2100多位嘉宾", "约2100多位嘉宾"),
        ("When was the Nishan dialogue held?", "近400", "June 2023", "2023年6月"),
        ("How many representatives came to Nishan?", "近400", "nearly 400 representatives", "近400名高级别代表"),
        ("When was the first conference held?", "首届世界互联网大会", "2014", "2014年"),
    ],
)
def test_the_article(question: str, best: str, text: str, quote: str) -> None:
    """The seed article's own sentences give the answers that stand in them."""
    paragraph = next(line for line in ARTICLE.read_text(encoding="utf-8").splitlines() if best in line)
    sentences = sentences_of(paragraph)
    number = next(n for n, span in enumerate(sentences) if best in paragraph[slice(*span)])
    found = short_answer(asks(question), paragraph, sentences, number)
    assert found is not None
    assert (found.text, found.quote) == (text, quote)
    assert paragraph[slice(*found.span)] == quote
