"""How dates are written in Chinese, as patterns over folded text (``chinese_numerals.fold``).

The named groups say what was told: y, m, d of the date, y2, m2, d2 of the end of a range, era and era2 for before Christ;
cen and dec for centuries and decades; part for early, mid and late; about. Every repetition has a bound, so that no text
takes longer than its length.
"""

from __future__ import annotations

import re

from retrieval.chinese_numerals import DIGITS

_TO = r"[ ]?(?:至|到|一直到|—{1,2}|[-–~～－])[ ]?"
_ALONE = rf"(?<![0-9.第个{DIGITS}十百千万])"
_YEAR = rf"(?:[0-9]{{1,4}}|[{DIGITS}]{{4}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]|二?十|[一二三四五六七八九])"
_CENTURY = rf"(?:[0-9]{{1,2}}|二?十[{DIGITS}]?|[{DIGITS}])"
_DECADE = r"(?P<dec>[1-9]0|[12][0-9]{2}0|[一二三四五六七八九]十)[ ]?年代"
_ERA = r"(?:公元前|西元前|公元|西元|(?<![以之日天月年])前(?=[0-9 ]))"
_Y = rf"(?P<y>{_YEAR})[ ]?年"
_M = rf"(?P<m>{_MONTH})[ ]?月"
_D = rf"(?P<d>{_DAY})[ ]?[日号]"
_PART = r"(?P<part>早期|年?初(?![次始步中一二三])期?|中期|中叶|末期?|后期|晚期|年?底)?"
_ROUGHLY = r"(?P<about2>左右|前后)?"
_MORE_FOLLOWS = rf"(?=(?:公元|西元|前)?[ ]?(?:[0-9]{{1,4}}|[{DIGITS}十]{{1,4}})[ ]?[年月日号])"
_END = (
    rf"(?:{_TO}{_MORE_FOLLOWS}(?:(?P<era2>{_ERA})?[ ]?(?P<y2>{_YEAR})[ ]?年)?"
    rf"(?:[ ]?(?P<m2>{_MONTH})[ ]?月)?(?:[ ]?(?P<d2>{_DAY})[ ]?[日号])?)?"
)
_NO_MONTH = "球亮光刊饼薪租票经"
"""Characters after which 月 is the moon or "monthly"."""

ONLY_YEAR = re.compile(
    rf"{_ALONE}(?P<era>{_ERA})?[ ]?{_Y}(?:[ ]?的?{_M}(?:[ ]?{_D})?)?{_END}{_PART}{_ROUGHLY}",
)
"""A year, with its month and day where they follow; a year alone may be a duration."""
FORMS: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = (
    (
        re.compile("世纪|年代"),
        (
            re.compile(rf"{_ALONE}(?:(?P<cen>{_CENTURY})[ ]?世纪[ ]?)?{_DECADE}{_PART}"),
            re.compile(rf"(?P<era>{_ERA})?[ ]?{_ALONE}(?P<cen>{_CENTURY})[ ]?世纪{_PART}"),
        ),
    ),
    (
        # 2023-2025年, 7-9月, 7月12至14日: the ends share what follows them
        re.compile(rf"[0-9{DIGITS}十]{_TO}[0-9{DIGITS}十]"),
        (
            re.compile(rf"{_ALONE}(?P<y>[12][0-9]{{3}}){_TO}(?P<y2>[12][0-9]{{3}})[ ]?年"),
            re.compile(rf"{_ALONE}(?:{_Y}[ ]?)?(?P<m>{_MONTH}){_TO}(?P<m2>{_MONTH})[ ]?月(?![0-9])"),
            re.compile(rf"{_ALONE}(?:{_Y}[ ]?)?{_M}[ ]?(?P<d>{_DAY}){_TO}(?P<d2>{_DAY})[ ]?[日号]"),
        ),
    ),
    (re.compile("年"), (ONLY_YEAR,)),
    (re.compile("月"), (re.compile(rf"{_ALONE}{_M}(?![{_NO_MONTH}])(?:[ ]?{_D})?{_END}"),)),
)
"""Groups of forms, each with what a text must hold for any of them to fit."""
