"""Find the numbers of a text with their qualifiers and units, Chinese and English. Dates and ordinals are none."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from index.types import Span
from retrieval.chinese_numerals import NUMERAL, fold, value_of
from retrieval.date_finding import find_dates
from retrieval.number_forms import (
    AFTER,
    ARABIC,
    CHINESE,
    ENGLISH,
    LEAD,
    PERCENT,
    QUALIFIERS,
    SCALES,
    SHORT_SCALES,
    WORDS,
)
from retrieval.number_units import unit_end
from retrieval.numbers import NumberMention, Qualifier

_CONNECTOR = re.compile(r"[ ]?(?:--?|[–—~～]|至|到|to)[ ]?", re.IGNORECASE)
_RANGE_BEGINS = re.compile(rf"[ ]?(?:[-–—~～]|至|到)[ ]?(?:{NUMERAL}|[0-9])")
_SHORT_SCALE = re.compile(r"[ ]?(bn|mn|m|k)(?![A-Za-z])", re.IGNORECASE)
_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_AFTER = re.compile("左右|上下|以上|以下")
_SCALE = re.compile("hundred|thousand|million|billion|trillion|[百千万亿]+", re.IGNORECASE)
_CURRENCY = {"$": "US dollars", "us$": "US dollars", "hk$": "HK$", "£": "pounds", "€": "euros", "¥": "yuan"}
_NAMED = re.compile(r"\b[A-Z][A-Za-z.]+[ ]$")
_REGNAL = re.compile(
    "(?:[王帝宗祖]|康熙|乾隆|雍正|嘉庆|道光|咸丰|同治|光绪|宣统|洪武|永乐|嘉靖|万历|崇祯|贞观|开元|天宝|民国"
    "|昭和|明治|大正|平成|令和)[ ]?$"
)
_DAYS = re.compile("(?:未来|今后|过去|连续|为期|历时|长达|达|共|近)[ ]?$")
_CLOCK = re.compile(r"(?:上午|下午|凌晨|晚上|中午|早上|傍晚|晚|早)[ ]?$")
_IDIOM = re.compile(
    r"十分(?!钟)|万一|二十国集团|一[些样定般起直边旦切度时下点]|千万(?=别|不|要)|百姓|四周(?![后前内以之时])|一分[为子]|两点一线"
)
_NOT_ONE = re.compile(r"(?:\b(?:no|any|every|some|which|this|that|each|another|the)[ -])$", re.IGNORECASE)
_ONE_OF = re.compile(r"[ ](?:of|another|can|day|by one|hand|thing)\b", re.IGNORECASE)


@lru_cache(maxsize=512)
def find_numbers(text: str) -> tuple[NumberMention, ...]:
    """The numbers of ``text`` in order, none overlapping, none within a date; spans are positions in ``text``."""
    folded = fold(text)
    taken = bytearray(len(text))
    for date in find_dates(text):
        taken[date.span.start : date.span.end] = b"\1" * (date.span.end - date.span.start)
    found: list[NumberMention] = []
    for form in (PERCENT, ARABIC, CHINESE, ENGLISH):
        for match in form.finditer(folded):
            group = "part" if form is PERCENT else "num"
            if any(taken[match.start(group) : match.end(group)]):
                continue
            mention = _read(match, folded)
            if mention is not None:
                found.append(mention)
                taken[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
    return tuple(_joined(sorted(found, key=lambda mention: mention.span), folded))


def _read(match: re.Match[str], text: str) -> NumberMention | None:
    if match.re is PERCENT:
        return _mention(match, text, value_of(match["part"]), match.end(), "%")
    if match.re is CHINESE and (_IDIOM.match(text, match.start("num")) or match["num"] in ("万", "亿", "零", "〇")):
        return None
    if match.re is ENGLISH:
        return _english(match, text)
    value = value_of(match["num"] + _chinese_scale(match)) if match.re is ARABIC else value_of(match["num"])
    if value is None:
        return None
    if match["rest"]:
        value *= value_of("一" + match["rest"]) or 1
    end = match.end()
    if match.re is ARABIC:
        value *= SCALES.get((match["scale"] or "").lower(), 1)
        if match["cur"]:
            return _money(match, text, value)
    return _with_unit(match, text, value, end)


def _chinese_scale(match: re.Match[str]) -> str:
    scale = match["scale"] or ""
    return "" if scale.lower() in SCALES else scale


def _money(match: re.Match[str], text: str, value: Decimal) -> NumberMention | None:
    end = match.end()
    short = _SHORT_SCALE.match(text, end)
    if short is not None:
        value, end = value * SHORT_SCALES[short[1].lower()], short.end()
    return _mention(match, text, value, end, _CURRENCY[match["cur"].lower()])


def _with_unit(match: re.Match[str], text: str, value: Decimal, end: int) -> NumberMention | None:
    stop = unit_end(text, end, alone=match.re is not CHINESE or _RANGE_BEGINS.match(text, end) is not None)
    if stop is None:
        return None
    unit = text[end:stop].strip(" -")
    if _is_no_amount(match, text, value, unit):
        return None
    return _mention(match, text, value, stop, unit)


def _is_no_amount(match: re.Match[str], text: str, value: Decimal, unit: str) -> bool:
    """Super Bowl 50 is a name, 下午3点 a time of day, 嘉靖九年 a year, and 12日 without a month a day of the month."""
    before = text[max(0, match.start("num") - 12) : match.start("num")]
    if LEAD.search(before) or match["more"]:
        return False
    if not unit:
        return match.re is ARABIC and _NAMED.search(before) is not None
    if unit == "日":
        return value <= 31 and not _DAYS.search(before)
    return (unit.startswith("点") and bool(_CLOCK.search(before))) or (unit == "年" and bool(_REGNAL.search(before)))


def _mention(match: re.Match[str], text: str, value: Decimal | None, end: int, unit: str) -> NumberMention | None:
    if value is None:
        return None
    after = _AFTER.match(text, end)
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    lead = LEAD.search(text[max(0, start - 20) : start])
    qualifier: Qualifier | None = QUALIFIERS[lead[1].lower()] if lead else None
    start -= len(lead.group()) if lead else 0
    if match["more"]:
        qualifier = AFTER[match["more"].lower().strip()]
    elif after is not None:
        qualifier = AFTER[after.group()]
    return NumberMention(Span(start, after.end() if after else end), value, qualifier, unit)


def _english(match: re.Match[str], text: str) -> NumberMention | None:
    words = match["num"].lower().replace("-", " ").split()
    lone_one = words == ["one"]
    if lone_one and (
        _NOT_ONE.search(text[max(0, match.start() - 9) : match.start()]) or _ONE_OF.match(text, match.end())
    ):
        return None
    value = _words_value(words)
    if value is None:
        return None
    return _with_unit(match, text, value, match.end())


def _words_value(words: list[str]) -> Decimal | None:
    """Twenty-four is 24; None for what only counts vaguely (hundreds) or is no number (two three)."""
    total = section = 0
    last = 0
    for word in words:
        if word in SCALES and word != "hundred":
            total, section = total + (section or 1) * SCALES[word], 0
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in WORDS:
            if 0 < last < 20 or (last >= 20 and WORDS[word] >= 10):
                return None
            section += WORDS[word]
        last = WORDS.get(word, 0)
    return Decimal(total + section)


def _joined(mentions: list[NumberMention], text: str) -> list[NumberMention]:
    """3–5 days and 3至5天 are one number with an upper end."""
    joined: list[NumberMention] = []
    for mention in mentions:
        first = joined[-1] if joined else None
        if (
            first
            and not first.unit
            and first.value < mention.value
            and _CONNECTOR.fullmatch(text[first.span.end : mention.span.start])
        ):
            span = Span(first.span.start, mention.span.end)
            low = first.value * _shared_scale(text[slice(*mention.span)])
            if low < mention.value:
                first = replace(first, value=low)
            joined[-1] = replace(mention, span=span, value=first.value, to=mention.value, qualifier=first.qualifier)
        else:
            joined.append(mention)
    # a Chinese numeral without a unit was kept only as the beginning of a range
    return [mention for mention in joined if mention.unit or text[slice(*mention.span)].strip(_NUMERALS)]


def _shared_scale(text: str) -> int:
    """What multiplies both ends of 1.5 to 2 million and of 3至5万."""
    scale = _SCALE.search(text)
    return 1 if scale is None else SCALES.get(scale.group().lower()) or int(value_of("一" + scale.group()) or 1)
