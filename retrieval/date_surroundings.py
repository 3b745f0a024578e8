"""Whether the words around make a date of what looks like one: a year and no count, a point in time and no duration.

"in 2022", "(1998)" and "the 2022 Wuzhen Summit" have years; "2022 guests", 300年 and "距今2000年" do not.
"""

from __future__ import annotations

import re

from retrieval.date_forms_chinese import ONLY_YEAR
from retrieval.date_forms_english import BARE_MONTH, NAMES, YEAR
from retrieval.dates import Moment

_DURATION_BEFORE = re.compile(r"(?:距今|长达|历时|超过|逾|近|已有|仅有|有)约?[ ]?$")
_DURATION_AFTER = re.compile(r"[ ]?(?:(?:的|悠久)*历史|之久|以前|前|间|来|多|后|的时间)")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|last|next|early|late|mid|during|to|on|through)|[-–—])[ -]?$", re.IGNORECASE
)
_UNTIL_MONTH = re.compile(rf"[ ]?(?:[-–—]|to|until|through)[ ]?(?:{NAMES})\b")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|circa|before|after|from|between|early|late|mid|of|years?|spring|summer|autumn|"
    r"fall|winter|and|to|through|or|on|for|than|around|about|back to|born|died|the|season|easter|christmas)[ ,]+|"
    r"[(–—-]|’s |'s |, )$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:[ ](?:and|to)[ ][0-9,]+)?[ ](?:(?!was|is|has|as|his|its|this|does|towards|series|across|us\b|always)[a-z]+(?<!ward)s|"
    r"people|percent|per cent)\b"
)
_SAYS_YEAR = re.compile(r"[ ](?:was|is|saw|marked|brought|will|edition|season)\b|[ ][A-Z]|\)|,?[ ]?$")


def plausible(match: re.Match[str], text: str, start: Moment) -> bool:
    """Whether the words around say that this is a date and not a number, a duration or a verb."""
    if start.day is not None and start.month is None:
        return False
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 24]
    if match.re is BARE_MONTH:
        return match["mon"] not in ("May", "March", "Mar", "Dec", "Sep", "Jan") or bool(
            _BEFORE_MONTH.search(before) or _UNTIL_MONTH.match(after)
        )
    if match.re is YEAR:
        return _is_year(match, before, after)
    if match.re is ONLY_YEAR and start.year is not None and start.month is None and not match["era"]:
        return _is_chinese_year(match["y"], start.year, before, after)
    return True


def _is_chinese_year(written: str, year: int, before: str, after: str) -> bool:
    """2022年 is a year; 3年 and 300年 are durations, and so is 2000年 where its surroundings speak of a length."""
    if len(written) < 3 or year > 2200:
        return False
    if year % 50 == 0 and (_DURATION_BEFORE.search(before) or _DURATION_AFTER.match(after)):
        return False
    return len(written) == 4 or year % 50 != 0


def uncounted(match: re.Match[str], text: str) -> bool:
    """Whether no counted noun follows four digits that "about" or "early" stands before."""
    return int(match["y"]) <= 2200 and _COUNTED.match(text, match.end()) is None


def _is_year(match: re.Match[str], before: str, after: str) -> bool:
    if int(match["y"]) > 2200 or _COUNTED.match(after):
        return False
    if _BEFORE_YEAR.search(before) or (not before and _SAYS_YEAR.match(after)):
        return True
    return (int(match["y"]) > 1500 and bool(re.match(r"[ ][A-Z]|\)|（", after))) or before.endswith("（")
