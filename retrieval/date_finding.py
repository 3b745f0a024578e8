"""Find the dates of a text, Chinese and English, and join the two ends of a range.

A bare number is a year only where the words around it say so: "in 2022", "(1998)", "the 2022 Wuzhen Summit", but not
"2022 guests" nor 2100多位.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from index.types import Span
from retrieval import date_forms_chinese, date_forms_english
from retrieval.chinese_numerals import fold, value_of
from retrieval.date_forms_english import BARE_MONTH, ISO, LEAD, ORDINALS, YEAR, YEARS
from retrieval.date_surroundings import plausible, uncounted
from retrieval.dates import MONTHS, DateMention, Moment, Part

_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_ORDINAL_NUMBER = {name: number for number, name in enumerate(ORDINALS.split("|"), 1)}
_BEFORE_CHRIST = ("公元前", "西元前", "前", "b")
_PARTS: dict[str, Part] = {"早": "early", "初": "early", "中": "mid", "mid": "mid", "early": "early"}
_CONNECTOR = re.compile(r"[ ]?(?:to|until|till|through|[-–—~～]|至|到)[ ]?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween[ ]$", re.IGNORECASE)


@lru_cache(maxsize=512)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """The dates of ``text`` in order, none overlapping; spans are positions in ``text`` as it is."""
    folded = fold(text)
    found: list[DateMention] = []
    taken = bytearray(len(text))
    for form in _forms(folded):
        for match in form.finditer(folded):
            mention = _read(match, folded)
            if mention is not None and not any(taken[mention.span.start : mention.span.end]):
                taken[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
                found.append(mention)
    return tuple(_joined(sorted(found, key=lambda mention: mention.span), folded))


def _forms(folded: str) -> list[re.Pattern[str]]:
    """The patterns worth trying: some characters must be there for any of a language's forms to fit."""
    chinese = [form for hint, forms in date_forms_chinese.FORMS if hint.search(folded) for form in forms]
    lowered = folded.lower()
    english = [form for hint, forms in date_forms_english.FORMS if hint.search(lowered) for form in forms]
    # a month alone is what the longer forms have left
    return [*chinese, ISO, *english, YEARS, YEAR, BARE_MONTH]


def _read(match: re.Match[str], text: str) -> DateMention | None:
    told = match.groupdict()
    lead = LEAD.search(text[max(0, match.start() - 30) : match.start()])
    assert lead is not None
    span = _trimmed(text, match.start() - len(lead.group()), match.end())
    part = _part(told.get("part") or lead["part"])
    about = bool(lead["about"] or told.get("about2"))
    if told.get("cen") or told.get("dec"):
        return _period(told, span, part)
    start = Moment(_year(told, "y", "era"), _month(told.get("m") or told.get("mon")), _number(told.get("d")))
    end = Moment(_year(told, "y2", "era2"), _month(told.get("m2")), _number(told.get("d2")))
    led = match.re is YEAR and lead.group() and uncounted(match, text)
    if not start.told() or not (led or plausible(match, text, start)):
        return None
    mention = DateMention(span, *start, part=part, about=about)
    return mention if not end.told() else _until(mention, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    return Span(start + len(body) - len(body.lstrip()), end - len(body) + len(body.rstrip()))


def _period(told: dict[str, str | None], span: Span, part: Part | None) -> DateMention | None:
    century, decade = told.get("cen"), told.get("dec")
    number = None if century is None else _ORDINAL_NUMBER.get(century.lower()) or _number(century)
    if decade is None:
        if not number or number > 21:
            return None
        before = (told.get("era") or "").lower().startswith(_BEFORE_CHRIST)
        return DateMention(span, -number if before else number, period="century", part=part)
    year = _number(decade)
    if year is not None and number:
        year += (number - 1) * 100
    return DateMention(span, year, period="decade", part=part)


def _year(told: dict[str, str | None], name: str, era: str) -> int | None:
    year = _number(told.get(name))
    if year is None:
        return None
    before = told.get(era) or told.get("era") or ""
    if len(told.get(name) or "") == 2 and name == "y2" and not before:
        year += (_number(told.get("y")) or 0) // 100 * 100
    return -year if before.lower().startswith(_BEFORE_CHRIST) else year


def _month(name: str | None) -> int | None:
    if name is None:
        return None
    return _MONTH_NUMBER.get(name[:3].lower()) or _number(name)


def _number(numeral: str | None) -> int | None:
    value = value_of(numeral) if numeral else None
    return None if value is None else int(value)


def _part(word: str | None) -> Part | None:
    if not word:
        return None
    word = word.removeprefix("年").lower()
    return _PARTS.get(word) or _PARTS.get(word[0], "late")


def _until(mention: DateMention, end: Moment) -> DateMention | None:
    """A range; what its end leaves unsaid is as in the beginning (12 to 14 July). None where it would run backwards."""
    start = mention.start
    if end.year is None:
        end = end._replace(year=start.year, month=end.month or (start.month if end.day else None))
    elif start.year is None:
        start = start._replace(year=end.year, month=start.month or (end.month if start.day else None))
    if len(start.told()) != len(end.told()) or not start.told() < end.told():
        return None
    return replace(mention, year=start.year, month=start.month, day=start.day, end=end)


def _joined(mentions: list[DateMention], text: str) -> list[DateMention]:
    """Neighbours with only "to", a dash or, after "between", "and" in the middle are one range."""
    joined: list[DateMention] = []
    for mention in mentions:
        whole = _range(joined[-1], mention, text) if joined else None
        if whole is None:
            joined.append(mention)
        else:
            joined[-1] = whole
    return joined


def _range(first: DateMention, second: DateMention, text: str) -> DateMention | None:
    if first.end or second.end or first.period != "date" or second.period != "date":
        return None
    between = text[first.span.end : second.span.start]
    if not _CONNECTOR.fullmatch(between):
        lead = text[max(0, first.span.start - 9) : first.span.start]
        if between != " and " or not _BETWEEN.search(lead):
            return None
    return _until(replace(first, span=Span(first.span.start, second.span.end)), second.start)
