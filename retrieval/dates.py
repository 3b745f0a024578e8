"""A date as a text mentions it, and how it is written for a reader of either language.

Finding dates in a text is the subject of ``date_finding``; what they mean relative to today (last year, 去年) is nobody's:
a document does not say when it will be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.types import Language, Span

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
Part = Literal["early", "mid", "late"]
_PART_ZH = {"early": "初", "mid": "中期", "late": "末"}


class Moment(NamedTuple):
    """As much of a date as is told. ``year`` is negative before Christ: 221 BC is −221."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def told(self) -> tuple[int, ...]:
        """The parts that are told, in order; two moments with the same parts compare by it."""
        return tuple(part for part in self if part is not None)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in ``text[span.start:span.end]``; of ``year``, ``month`` and ``day`` at least one is told.

    ``end`` is the last moment of a range. A decade has its first year as ``year`` (1990, or 90 where no century is told),
    a century its number (20, or −3 for the third before Christ).
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end: Moment | None = None
    period: Literal["date", "decade", "century"] = "date"
    part: Part | None = None
    about: bool = False

    @property
    def start(self) -> Moment:
        """The date itself, or the first moment of a range."""
        return Moment(self.year, self.month, self.day)


def show(mention: DateMention, language: Language) -> str:
    """The date in words of ``language``: 12 July 2022 and 2022年7月12日, 2023–2025 and 2023年至2025年."""
    if language == "zh":
        part = _PART_ZH[mention.part] if mention.part else ""
        return ("约" if mention.about else "") + _chinese(mention) + part
    part = f"{mention.part} " if mention.part else ""
    return ("about " if mention.about else "") + part + _english(mention)


def _english(mention: DateMention) -> str:
    if mention.period != "date":
        assert mention.year is not None
        return _english_century(mention.year) if mention.period == "century" else f"{mention.year}s"
    start, end = mention.start, mention.end
    if end is None:
        return _english_moment(start)
    if start.year is not None and start.year < 0 and end.year is not None and end.year < 0:
        return f"{-start.year}–{-end.year} BC"
    if start.year == end.year and start.month == end.month and start.day is not None:
        return f"{start.day}–{_english_moment(end)}"
    if start.year == end.year:
        start = start._replace(year=None)
    narrow = len(start.told()) == 1
    return f"{_english_moment(start)}{'–' if narrow else ' – '}{_english_moment(end)}"


def _english_moment(moment: Moment) -> str:
    day = [str(moment.day)] if moment.day is not None else []
    month = [MONTHS[moment.month - 1]] if moment.month is not None else []
    year = [] if moment.year is None else [_english_year(moment.year)]
    return " ".join(day + month + year)


def _english_year(year: int) -> str:
    if year < 0:
        return f"{-year} BC"
    return f"AD {year}" if year < 1000 else str(year)


def _english_century(number: int) -> str:
    count = abs(number)
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending} century" + (" BC" if number < 0 else "")


def _chinese(mention: DateMention) -> str:
    if mention.period != "date":
        assert mention.year is not None
        return _chinese_period(mention.year, mention.period)
    start, end = mention.start, mention.end
    if end is None:
        return _chinese_moment(start)
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month and start.day is not None
    told = Moment(None if same_year else end.year, None if same_month else end.month, end.day)
    return f"{_chinese_moment(start)}至{_chinese_moment(told)}"


def _chinese_moment(moment: Moment) -> str:
    year = "" if moment.year is None else f"{_chinese_year(moment.year)}年"
    month = "" if moment.month is None else f"{moment.month}月"
    return year + month + ("" if moment.day is None else f"{moment.day}日")


def _chinese_year(year: int) -> str:
    if year < 0:
        return f"公元前{-year}"
    return f"公元{year}" if year < 1000 else str(year)


def _chinese_period(year: int, period: Literal["decade", "century"]) -> str:
    if period == "century":
        return f"公元前{-year}世纪" if year < 0 else f"{year}世纪"
    if year < 100:
        return f"{year}年代"
    # the first two decades of a century have no customary name with the century's number
    return f"{year // 100 + 1}世纪{year % 100}年代" if year % 100 >= 20 else f"{year}年代"
