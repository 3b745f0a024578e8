"""Cheap evidence for and against a passage: the question's numbers and years it lacks, and whether it has any answer of the kind.

Features of the refusal; each call reads one passage and keeps what it found there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from retrieval.asked import asked, fit
from retrieval.chinese_numerals import DIGITS, NUMERAL, fold, value_of
from retrieval.date_finding import find_dates
from retrieval.date_forms_english import ORDINALS
from retrieval.dates import DateMention, Moment
from retrieval.number_finding import find_numbers
from retrieval.types import Question

_BARE_YEAR = re.compile(r"(?<![0-9A-Za-z.,$£€¥])(1[0-9]{3}|20[0-9]{2})(?![0-9A-Za-z%]|[.,][0-9])")
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|(?<![A-Za-z0-9.,])[0-9]{1,15}(?:\.[0-9]{1,8})?"
)
_NAME_GOES_ON = re.compile(r"(?!(?:st|nd|rd|th)\b)[A-Za-z]")
"""5G and 3D are names that word coverage looks after."""
_ORDINAL_ZH = re.compile(rf"第({NUMERAL}{{1,8}})|([{DIGITS}]{{4}})")
_ORDINAL_EN = re.compile(rf"\b(?:{ORDINALS})\b", re.IGNORECASE)
_ORDINAL_VALUES = {word: Decimal(value) for value, word in enumerate(ORDINALS.split("|"), 1)}


@lru_cache(maxsize=64)
def asked_years(question: Question) -> frozenset[int]:
    """The years that the question names; negative before Christ. The years within a range are all named."""
    years = _years(find_dates(question.text))
    numbers = {mention.span for mention in find_numbers(question.text) if mention.unit or mention.qualifier}
    for match in _BARE_YEAR.finditer(fold(question.text)):
        if not any(span.start <= match.start() < span.end for span in numbers):
            years |= {int(match[1])}
    return frozenset(years)


def unsupported_numbers(question: Question, passage_text: str) -> int:
    """How many of the question's years, days, numbers and ordinals the passage doesn't hold, in whatever form."""
    dates = find_dates(passage_text)
    held = _held(passage_text)
    years = sum(year not in held and not _within(year, dates) for year in asked_years(question))
    numbers = sum(value not in held for value in asked_numbers(question))
    days = sum(not any(_agrees(day, date) for date in dates) for day in _asked_days(question))
    return years + numbers + days


def has_answer_of_kind(question: Question, text: str) -> bool:
    """Whether ``text`` has what a when or how-many question asks for, beyond what the question itself says.

    True for every other kind: nothing can be said against the text.
    """
    if question.kind == "when":
        given = [date.start for date in find_dates(question.text)]
        return any(not any(says_no_more(date, moment) for moment in given) for date in find_dates(text))
    if question.kind == "how many":
        wanted, given_values = asked(question), asked_numbers(question)
        return any(mention.value not in given_values and fit(wanted, mention, text) for mention in find_numbers(text))
    return True


def says_no_more(date: DateMention, given: Moment) -> bool:
    """Whether every part of ``date`` stands in the question already."""
    return date.end is None and all(part is None or part == said for part, said in zip(date.start, given, strict=True))


def _years(dates: tuple[DateMention, ...]) -> set[int]:
    years: set[int] = set()
    for date in dates:
        if date.period == "date" and date.year is not None:
            years |= {date.year, (date.end.year or date.year) if date.end else date.year}
    return years


def _within(year: int, dates: tuple[DateMention, ...]) -> bool:
    return any(
        date.year is not None
        and date.end is not None
        and date.end.year is not None
        and date.year <= year <= date.end.year
        for date in dates
    )


@lru_cache(maxsize=512)
def _held(text: str) -> frozenset[Decimal | int]:
    """All numbers of a text: as digits, as words of either language, as parts of dates, as ordinals."""
    folded = fold(text)
    held: set[Decimal | int] = {Decimal(match.group().replace(",", "")) for match in _DIGITS.finditer(folded)}
    held |= {number.value for number in find_numbers(text)} | {number.to for number in find_numbers(text) if number.to}
    held |= _years(find_dates(text)) | _ordinals(folded)
    held |= {Decimal(date.year) for date in find_dates(text) if date.year is not None and date.period != "date"}
    return frozenset(held)


def _ordinals(folded: str) -> set[Decimal | int]:
    found = {value_of(match[1] or match[2]) for match in _ORDINAL_ZH.finditer(folded)}
    values: set[Decimal | int] = {value for value in found if value is not None}
    return values | {_ORDINAL_VALUES[match.group().lower()] for match in _ORDINAL_EN.finditer(folded)}


@lru_cache(maxsize=64)
def asked_numbers(question: Question) -> frozenset[Decimal]:
    """Numbers of the question that aren't parts of its dates. One is left out: "one" and 一个 say too little."""
    text = fold(question.text)
    dates = find_dates(question.text)
    numbers = find_numbers(question.text)
    values = {mention.value for mention in numbers} | {Decimal(value) for value in _ordinals(text)}
    known = [date.span for date in dates] + [number.span for number in numbers]
    for match in _DIGITS.finditer(text):
        named = _NAME_GOES_ON.match(text, match.end())
        if not named and not any(span.start <= match.start() < span.end for span in known):
            values.add(Decimal(match.group().replace(",", "")))
    return frozenset(value for value in values if value != 1 and int(value) not in asked_years(question))


@lru_cache(maxsize=64)
def _asked_days(question: Question) -> tuple[Moment, ...]:
    """Months and days that the question names: 7月12日 of another year's passage is not this day."""
    return tuple(date.start for date in find_dates(question.text) if date.period == "date" and date.month is not None)


def _agrees(day: Moment, date: DateMention) -> bool:
    """Whether a date of the passage is, or may be, the day asked about."""
    if date.end is not None and day.month in (date.month, date.end.month):
        return True
    return date.month == day.month and (day.day is None or date.day is None or day.day == date.day)
