"""The short answer to a when or how-many question, picked out of a passage: a date or a number with its unit, never a guess.

The best sentence comes first, then its neighbours. What the question says already is no answer, and neither is a number
whose unit contradicts what was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.types import Span
from retrieval.asked import asked, fit
from retrieval.chinese_numerals import fold
from retrieval.date_finding import find_dates
from retrieval.dates import DateMention
from retrieval.dates import show as show_date
from retrieval.evidence import asked_numbers, asked_years, says_no_more
from retrieval.nearness import nearness
from retrieval.number_finding import find_numbers
from retrieval.numbers import NumberMention
from retrieval.numbers import show as show_number
from retrieval.types import Question, ShortAnswer

_MONTH_ASKED = re.compile(r"(?:what|which)(?: \w+)? month|几月|哪个?月|何月", re.IGNORECASE)
_DAY_ASKED = re.compile(r"(?:what|which)(?: \w+)? (?:day|date)\b|哪一?[天日]|几[日号]|什么日期|何日", re.IGNORECASE)
_YEAR_ASKED = re.compile(r"(?:what|which)(?: \w+)? year|哪个?一?年|何年|几几年", re.IGNORECASE)
_SAME_YEAR = re.compile(r"(?:同年|当年|翌年|次年|that year|the same year)\W{0,3}(?:on |in )?$", re.IGNORECASE)
_NEXT_YEAR = re.compile(r"(?:翌年|次年)\W?$")


@dataclass(frozen=True, slots=True, order=True)
class _Choice:
    """Candidates compare by these, the greatest wins; the earlier of equals is chosen by ``-start``."""

    fit: float
    precise: int
    near: float
    start: int


def short_answer(question: Question, text: str, sentences: Sequence[Span], best: int | Span) -> ShortAnswer | None:
    """A date or number of ``text`` in the asker's language, with its verbatim quote; None where nothing fits.

    ``best`` is the best sentence, by its number in ``sentences`` or as its span.
    """
    spans = list(sentences) or [Span(0, len(text))]
    number = best if isinstance(best, int) else _number_of(best, spans)
    if question.kind == "when":
        return _when(question, text, spans, number)
    return _how_many(question, text, spans, number) if question.kind == "how many" else None


def _number_of(best: Span, sentences: Sequence[Span]) -> int:
    """The sentence that shares most with ``best``."""
    shared = [min(best.end, sentence.end) - max(best.start, sentence.start) for sentence in sentences]
    return shared.index(max(shared))


def _rings(sentences: Sequence[Span], best: int) -> Iterator[list[Span]]:
    """The best sentence alone, then the ones before and after it."""
    yield [sentences[best]]
    yield [sentences[number] for number in (best - 1, best + 1) if 0 <= number < len(sentences)]


def _when(question: Question, text: str, sentences: Sequence[Span], best: int) -> ShortAnswer | None:
    for ring in _rings(sentences, best):
        choices = [
            (_date_choice(question, text, sentence, date), date)
            for sentence in ring
            for date in _dates(text, sentences, sentence)
            if _answers_when(question, date)
        ]
        if choices:
            date = max(choices, key=lambda choice: choice[0])[1]
            return ShortAnswer(show_date(date, question.language), text[slice(*date.span)], date.span)
    return None


def _dates(text: str, sentences: Sequence[Span], sentence: Span) -> list[DateMention]:
    """The dates of a sentence, a missing year filled in from before where there is no doubt about it."""
    dates = _within(sentence, find_dates(text))
    before = [other for other in sentences if other.end <= sentence.start][-1:]
    earlier = _within(before[0], find_dates(text)) if before else []
    return [_with_year(text, date, [*earlier, *(other for other in dates if other.span < date.span)]) for date in dates]


def _within(sentence: Span, dates: Sequence[DateMention]) -> list[DateMention]:
    return [date for date in dates if sentence.start <= date.span.start and date.span.end <= sentence.end]


def _with_year(text: str, date: DateMention, earlier: Sequence[DateMention]) -> DateMention:
    if date.year is not None or date.period != "date":
        return date
    years = [
        moment.year
        for other in earlier
        if other.period == "date"
        for moment in (other.start, other.end)
        if moment and moment.year
    ]
    lead = text[max(0, date.span.start - 16) : date.span.start]
    if years and _SAME_YEAR.search(fold(lead)):
        years = [years[-1] + (1 if _NEXT_YEAR.search(fold(lead)) else 0)]
    if len(set(years)) != 1 or "每年" in lead:
        return date
    return replace(date, year=years[0], end=date.end and date.end._replace(year=years[0]))


def _answers_when(question: Question, date: DateMention) -> bool:
    """Whether the date has the part asked for, and more than the question says itself."""
    if _MONTH_ASKED.search(question.text) and date.month is None:
        return False
    if _DAY_ASKED.search(fold(question.text)) and date.day is None:
        return False
    if _YEAR_ASKED.search(question.text) and (date.year is None or (date.period == "decade" and date.year < 100)):
        return False
    return not any(says_no_more(date, given.start) for given in find_dates(question.text))


def _date_choice(question: Question, text: str, sentence: Span, date: DateMention) -> _Choice:
    years = asked_years(question)
    agrees = 1.0 if not years or date.year is None or date.year in years else 0.0
    near = nearness(question.text, text[slice(*sentence)], _relative(date.span, sentence))
    return _Choice(agrees, 0, near, -date.span.start)


def _relative(span: Span, sentence: Span) -> Span:
    return Span(span.start - sentence.start, span.end - sentence.start)


def _how_many(question: Question, text: str, sentences: Sequence[Span], best: int) -> ShortAnswer | None:
    rings = [
        [choice for sentence in ring for choice in _number_choices(question, text, sentence)]
        for ring in _rings(sentences, best)
    ]
    inside, around = rings
    # a number of the right unit next door is better than one of unknown unit at home
    for choices, least in ((inside, 2), (around, 3), (inside, 1)):
        fitting = [choice for choice in choices if choice[0].fit >= least]
        if fitting:
            number = max(fitting, key=lambda choice: choice[0])[1]
            quote = text[slice(*number.span)]
            return ShortAnswer(_say(question, number, quote), quote, number.span)
    return None


def _number_choices(question: Question, text: str, sentence: Span) -> list[tuple[_Choice, NumberMention]]:
    wanted, words = asked(question), text[slice(*sentence)]
    choices: list[tuple[_Choice, NumberMention]] = []
    for number in find_numbers(text):
        if not (sentence.start <= number.span.start and number.span.end <= sentence.end):
            continue
        fits = 0 if number.value in asked_numbers(question) else fit(wanted, number, words)
        # a lone "one" or 一个 is mostly an article
        several = 0 if number.value == 1 and not text[number.span.start].isdigit() else 1
        if fits > 1 - several:
            near = nearness(question.text, words, _relative(number.span, sentence))
            choices.append((_Choice(fits, several, near, -number.span.start), number))
    return choices


def _say(question: Question, number: NumberMention, quote: str) -> str:
    """The text's own words where asker and text share the language; else the number with its unit translated."""
    chinese = any("㐀" <= character <= "鿿" for character in quote)
    if chinese == (question.language == "zh") and number.unit:
        return " ".join(quote.split())
    return show_number(number, question.language)
