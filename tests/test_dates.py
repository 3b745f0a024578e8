"""Dates in text, Chinese and English: what is one, what is none, and how it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Language, Span
from retrieval.date_finding import find_dates
from retrieval.dates import DateMention, Moment, show

CASES = [
    # text, what of it is the date, in English, in Chinese
    ("2022年7月12日，大会成立。", "2022年7月12日", "12 July 2022", "2022年7月12日"),
    ("在2022年7月举行", "2022年7月", "July 2022", "2022年7月"),
    ("2022年世界互联网大会", "2022年", "2022", "2022年"),
    ("二〇二二年七月十二日", "二〇二二年七月十二日", "12 July 2022", "2022年7月12日"),
    ("二零一九年发布", "二零一九年", "2019", "2019年"),
    ("2022 年 7 月 12 日", "2022 年 7 月 12 日", "12 July 2022", "2022年7月12日"),
    ("２０２２年７月", "２０２２年７月", "July 2022", "2022年7月"),
    ("於7月12號開幕", "7月12號", "12 July", "7月12日"),
    ("十二月三十一日晚", "十二月三十一日", "31 December", "12月31日"),
    ("每年七月", "七月", "July", "7月"),
    ("1911年的1月14日", "1911年的1月14日", "14 January 1911", "1911年1月14日"),
    ("on 2022-07-12 at", "2022-07-12", "12 July 2022", "2022年7月12日"),
    ("日期：2022/7/12", "2022/7/12", "12 July 2022", "2022年7月12日"),
    ("vom 2022.7.12 an", "2022.7.12", "12 July 2022", "2022年7月12日"),
    ("on 12 July 2022.", "12 July 2022", "12 July 2022", "2022年7月12日"),
    ("July 12, 2022, was hot", "July 12, 2022", "12 July 2022", "2022年7月12日"),
    ("since July 12th 2022", "July 12th 2022", "12 July 2022", "2022年7月12日"),
    ("Feb. 7, 2016", "Feb. 7, 2016", "7 February 2016", "2016年2月7日"),
    ("the 12th of July", "12th of July", "12 July", "7月12日"),
    ("july 12 2022", "july 12 2022", "12 July 2022", "2022年7月12日"),
    ("from July 2022 on", "July 2022", "July 2022", "2022年7月"),
    ("in July, when", "July", "July", "7月"),
    ("in May it opened", "May", "May", "5月"),
    ("founded in 2022", "2022", "2022", "2022年"),
    ("ended (1998)", "1998", "1998", "1998年"),
    ("the 2022 Wuzhen Summit", "2022", "2022", "2022年"),
    ("2015 was a good year", "2015", "2015", "2015年"),
    ("by early 2014", "early 2014", "early 2014", "2014年初"),
    ("in mid-2007", "mid-2007", "mid 2007", "2007年中期"),
    ("2014年底", "2014年底", "late 2014", "2014年末"),
    ("about 1900 it", "about 1900", "about 1900", "约1900年"),
    ("born c. 1900", "c. 1900", "about 1900", "约1900年"),
    ("约1900年", "约1900年", "about 1900", "约1900年"),
    ("1900年左右", "1900年左右", "about 1900", "约1900年"),
    ("the 1990s", "1990s", "1990s", "20世纪90年代"),
    ("the late 1960s", "the late 1960s", "late 1960s", "20世纪60年代末"),
    ("90年代", "90年代", "90s", "90年代"),
    ("二十世纪九十年代", "二十世纪九十年代", "1990s", "20世纪90年代"),
    ("20世纪90年代初", "20世纪90年代初", "early 1990s", "20世纪90年代初"),
    ("2010年代", "2010年代", "2010s", "2010年代"),
    ("late 19th century", "late 19th century", "late 19th century", "19世纪末"),
    ("the nineteenth century", "nineteenth century", "19th century", "19世纪"),
    ("21世紀", "21世紀", "21st century", "21世纪"),
    ("公元前3世纪", "公元前3世纪", "3rd century BC", "公元前3世纪"),
    ("the 3rd century BCE", "3rd century BCE", "3rd century BC", "公元前3世纪"),
    ("公元前221年，", "公元前221年", "221 BC", "公元前221年"),
    ("in 221 BC", "221 BC", "221 BC", "公元前221年"),
    ("公元79年", "公元79年", "AD 79", "公元79年"),
    ("in AD 79", "AD 79", "AD 79", "公元79年"),
    ("618年唐朝", "618年", "AD 618", "公元618年"),
    ("行动计划（2023-2025年）", "2023-2025年", "2023–2025", "2023年至2025年"),
    ("2014年至2019年", "2014年至2019年", "2014–2019", "2014年至2019年"),
    ("从2014年到2019年", "2014年到2019年", "2014–2019", "2014年至2019年"),
    ("between 1990 and 1995", "1990 and 1995", "1990–1995", "1990年至1995年"),
    ("from 1990 to 1995", "1990 to 1995", "1990–1995", "1990年至1995年"),
    ("the years 1990–95", "1990–95", "1990–1995", "1990年至1995年"),
    ("14–16 November 2022", "14–16 November 2022", "14–16 November 2022", "2022年11月14日至16日"),
    ("November 14-16, 2022", "November 14-16, 2022", "14–16 November 2022", "2022年11月14日至16日"),
    ("2022年11月14日至16日", "2022年11月14日至16日", "14–16 November 2022", "2022年11月14日至16日"),
    ("7月12-14日", "7月12-14日", "12–14 July", "7月12日至14日"),
    ("2014年7-9月", "2014年7-9月", "July–September 2014", "2014年7月至9月"),
    ("July to September 2014", "July to September 2014", "July–September 2014", "2014年7月至9月"),
    ("2022年7月12日至8月3日", "2022年7月12日至8月3日", "12 July – 3 August 2022", "2022年7月12日至8月3日"),
    ("July 12 to August 3, 2022", "July 12 to August 3, 2022", "12 July – 3 August 2022", "2022年7月12日至8月3日"),
    (
        "2022年12月30日至2023年1月2日",
        "2022年12月30日至2023年1月2日",
        "30 December 2022 – 2 January 2023",
        "2022年12月30日至2023年1月2日",
    ),
    ("221–206 BC", "221–206 BC", "221–206 BC", "公元前221年至公元前206年"),
    ("2014年至今", "2014年", "2014", "2014年"),
    ("2010年前", "2010年", "2010", "2010年"),
]

NONE = [
    "今年和去年",
    "last year",
    "2022 guests came",
    "约2100多位嘉宾",
    "for 2100 delegates",
    "三年",
    "300年",
    "距今2000年",
    "有2000年历史",
    "3个月",
    "第12届",
    "$2000",
    "1,998 metres",
    "Version 2014.2",
    "at 2000 metres",
    "between 1200 and 1500 people",
    "May I ask?",
    "they march on",
    "2022-13-45",
    "第三年级",
    "明月几时有",
    "10:30",
]


@pytest.mark.parametrize(("text", "quote", "english", "chinese"), CASES, ids=[case[0] for case in CASES])
def test_dates_are_found_and_shown(text: str, quote: str, english: str, chinese: str) -> None:
    """One date in each text: these characters of it, said so in English and so in Chinese."""
    (mention,) = find_dates(text)
    assert text[slice(*mention.span)] == quote
    assert (show(mention, "en"), show(mention, "zh")) == (english, chinese)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    """Durations, counts, prices, versions and what depends on today are no dates."""
    assert find_dates(text) == ()


def test_several_dates_come_in_order() -> None:
    """Three dates of one sentence, each with its own parts."""
    text = "2014年首届，2022年7月12日成立，2023年6月对话。"
    assert [mention.start for mention in find_dates(text)] == [Moment(2014), Moment(2022, 7, 12), Moment(2023, 6)]


YEARS = st.integers(-2200, 2199).filter(lambda year: abs(year) >= 100 or year < 0)
MOMENTS = st.one_of(
    st.builds(Moment, YEARS, st.none(), st.none()),
    st.builds(Moment, st.integers(1000, 2199), st.integers(1, 12), st.none()),
    st.builds(Moment, st.integers(1000, 2199), st.integers(1, 12), st.integers(1, 28)),
    st.builds(Moment, st.none(), st.integers(1, 12), st.integers(1, 28)),
)
LANGUAGES = st.sampled_from(("en", "zh"))


@given(MOMENTS, LANGUAGES)
def test_a_shown_date_is_found_again(moment: Moment, language: Language) -> None:
    """Writing a date in either language and reading it gives the same year, month and day."""
    text = ("It was in {}." if language == "en" else "这是{}的事。").format(
        show(DateMention(Span(0, 0), *moment), language)
    )
    (mention,) = find_dates(text)
    assert mention.start == moment
    assert mention.end is None


@given(st.tuples(MOMENTS, MOMENTS), LANGUAGES)
def test_a_shown_range_is_found_again(moments: tuple[Moment, Moment], language: Language) -> None:
    """Both ends of a range survive being written in either language."""
    first, last = sorted(moments, key=Moment.told)
    alike = [part is None for part in first] == [part is None for part in last]
    if not alike or first == last or (first.year or 1000) < 1000:
        return
    mention = DateMention(Span(0, 0), *first, end=last)
    (found,) = find_dates(f"({show(mention, language)})")
    assert (found.start, found.end) == (first, last)


@given(st.integers(1, 21), st.integers(0, 9), LANGUAGES)
def test_a_shown_decade_or_century_is_found_again(century: int, tens: int, language: Language) -> None:
    """Centuries, and decades from 1000 on, read back as they were written."""
    hundred = DateMention(Span(0, 0), century, period="century")
    (found,) = find_dates(f"in the {show(hundred, language)}")
    assert (found.period, found.year) == ("century", century)
    year = (century - 1) * 100 + tens * 10
    if year >= 1000:
        (ten,) = find_dates(f"in the {show(DateMention(Span(0, 0), year, period='decade'), language)}")
        assert (ten.period, ten.year) == ("decade", year)


@given(st.text(alphabet="0123456789年月日至-–/. 前约七十二世纪JulyBC,", max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, spans lie within it, in order, without overlap, and nothing fails."""
    end = 0
    for mention in find_dates(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
