"""Numbers with their units in text, Chinese and English: what is one, what is none, and how it is shown."""

from __future__ import annotations

import pytest

from retrieval.chinese_numerals import value_of
from retrieval.number_finding import find_numbers
from retrieval.numbers import show, unit_of
from retrieval.units import units

CASES = [
    # text, what of it is the number, in English, in Chinese
    ("24个国家的会员", "24个国家", "24 countries", "24个国家"),
    ("有120家互联网领域的机构", "120家", "120", "120家"),
    ("120个国家和地区参加", "120个国家和地区", "120 countries and regions", "120个国家和地区"),
    ("六大洲", "六大洲", "6 continents", "6大洲"),
    ("约2100多位嘉宾参会", "约2100多位嘉宾", "over 2,100 guests", "超过2100位嘉宾"),
    ("近400名高级别代表共聚", "近400名高级别代表", "nearly 400 representatives", "近400名高级别代表"),
    ("近400名", "近400名", "nearly 400", "近400名"),
    ("20余个国家", "20余个国家", "over 20 countries", "超过20个国家"),
    ("百余个国家", "百余个国家", "over 100 countries", "超过100个国家"),
    ("三千多个日日夜夜", "三千多个日", "over 3,000 days", "超过3000个日"),
    ("15家全球单位", "15家全球单位", "15 organisations", "15家全球单位"),
    ("四项原则", "四项原则", "4 principles", "4项原则"),
    ("五点主张", "五点主张", "5 proposals", "5点主张"),
    ("15个多语种平台", "15个多语种", "15 languages", "15个多语种"),
    ("历时三年完成", "三年", "3 years", "3年"),
    ("3个月内", "3个月", "3 months", "3个月"),
    ("三個月", "三個月", "3 months", "3个月"),
    ("等了十天", "十天", "10 days", "10天"),
    ("未来9日", "9日", "9 days", "9日"),
    ("2小时", "2小时", "2 hours", "2小时"),
    ("25岁", "25岁", "25 years old", "25岁"),
    ("220多公里", "220多公里", "over 220 km", "超过220公里"),
    ("长50米", "50米", "50 m", "50米"),
    ("3.5平方公里", "3.5平方公里", "3.5 km²", "3.5平方公里"),
    ("重8吨", "8吨", "8 tonnes", "8吨"),
    ("5800日元左右", "5800日元左右", "about 5,800 yen", "约5800日元"),
    ("1亿2000万元", "1亿2000万元", "120 million yuan", "1.2亿元"),
    ("200美元", "200美元", "200 US dollars", "200美元"),
    ("去了三次", "三次", "3 times", "3次"),
    ("150万人", "150万人", "1.5 million people", "150万人"),
    ("20多万人", "20多万人", "over 200,000 people", "超过20万人"),
    ("共3.2亿", "3.2亿", "320 million", "3.2亿"),
    ("超过1,200位嘉宾", "超过1,200位嘉宾", "over 1,200 guests", "超过1200位嘉宾"),
    ("至少两个国家", "至少两个国家", "at least 2 countries", "至少2个国家"),
    ("不到10人", "不到10人", "under 10 people", "不到10人"),
    ("30人以上", "30人以上", "over 30 people", "超过30人"),
    ("百分之五十", "百分之五十", "50%", "50%"),
    ("占50%", "50%", "50%", "50%"),
    ("百分之3.5", "百分之3.5", "3.5%", "3.5%"),
    ("3至5天", "3至5天", "3–5 days", "3至5天"),
    ("三到五年", "三到五年", "3–5 years", "3至5年"),
    ("24 countries joined", "24 countries", "24 countries", "24个国家"),
    ("1,200 guests", "1,200 guests", "1,200 guests", "1200位嘉宾"),
    ("some 1.5 million people", "some 1.5 million people", "about 1.5 million people", "约150万人"),
    ("over 2,100 guests", "over 2,100 guests", "over 2,100 guests", "超过2100位嘉宾"),
    ("nearly 400 high-level representatives", "nearly 400 high-level representatives", None, "近400名代表"),
    ("twenty-four members", "twenty-four members", "24 members", "24名会员"),
    ("one hundred and twenty companies", "one hundred and twenty companies", "120 companies", "120家企业"),
    ("two hundred thousand soldiers", "two hundred thousand soldiers", "200,000 soldiers", "20万名士兵"),
    ("a million users", "a million users", "1 million users", "100万个用户"),
    ("a 12-member team", "12-member", "12 member", "12名会员"),
    ("at least 5 files", "at least 5 files", "at least 5 files", "至少5份文件"),
    ("fewer than ten days", "fewer than ten days", "under 10 days", "不到10天"),
    ("12 per cent of it", "12 per cent", "12%", "12%"),
    ("$3 million", "$3 million", "3 million US dollars", "300万美元"),
    ("$1.5bn was", "$1.5bn", "1.5 billion US dollars", "15亿美元"),
    ("¥300", "¥300", "300 yuan", "300元"),
    ("10km away", "10km", "10 km", "10公里"),
    ("about 100 square kilometres", "about 100 square kilometres", "about 100 km²", "约100平方公里"),
    ("30°C", "30°C", "30 °C", "30摄氏度"),
    ("5 GB", "5 GB", "5 GB", "5GB"),
    ("3–5 days", "3–5 days", "3–5 days", "3至5天"),
    ("1.5 to 2 million people", "1.5 to 2 million people", "1.5–2 million people", "150万至200万人"),
    ("one country", "one country", "1 country", "1个国家"),
    ("40+ cities", "40+ cities", "over 40 cities", "超过40个城市"),
    ("24 sacks", "24 sacks", "24 sacks", "24"),
    ("forty-two.", "forty-two", "42", "42"),
]

NONE = [
    "第24届",
    "the 24th summit",
    "5G and ipv6",
    "A4 paper",
    "version 3.11.2",
    "at 10:30",
    "下午3点",
    "12日开幕",
    "2022年7月12日",
    "dozens of people",
    "数十个",
    "几百人",
    "一些",
    "十分重要",
    "万一",
    "统一",
    "唯一",
    "老百姓",
    "one of the best",
    "no one",
    "Super Bowl 50",
    "嘉靖九年",
    "二十国集团",
    "三分之二",
    "thousands of guests",
]


@pytest.mark.parametrize(("text", "quote", "english", "chinese"), CASES, ids=[case[0] for case in CASES])
def test_numbers_are_found_and_shown(text: str, quote: str, english: str | None, chinese: str) -> None:
    """One number in each text: these characters of it, said so in English (None: as they stand) and so in Chinese."""
    (mention,) = find_numbers(text)
    assert text[slice(*mention.span)] == quote
    assert (show(mention, "en"), show(mention, "zh")) == (quote if english is None else english, chinese)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number(text: str) -> None:
    """Ordinals, names, versions, times of day, dates, idioms and vague counts are no numbers."""
    assert find_numbers(text) == ()


def test_the_members_sentence() -> None:
    """Continents, countries and members stand side by side, each with its own number."""
    text = "目前，已有来自六大洲24个国家的120家互联网领域的机构、组织、企业及个人加入成为会员。"
    assert [(int(mention.value), mention.unit) for mention in find_numbers(text)] == [
        (6, "大洲"),
        (24, "个国家"),
        (120, "家"),
    ]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三千二百", 3200),
        ("二〇二二", 2022),
        ("1亿2000万", 120_000_000),
        ("百", 100),
        ("十二", 12),
        ("两万五", 25_000),
        ("两万零五", 20_005),
        ("一千零五", 1005),
        ("三万亿", 3 * 10**12),
        ("1,200", 1200),
    ],
)
def test_chinese_numerals(numeral: str, value: int) -> None:
    """Numerals are worth what they say, with digits of either kind."""
    assert value_of(numeral) == value


def test_every_unit_has_a_word_on_both_sides() -> None:
    """Each form of the table leads back to a unit."""
    for unit in units():
        assert unit.english
        assert unit.chinese
        assert unit_of(unit.english[0]) is not None
        assert unit_of(unit.chinese[0]) is not None
