"""How dates are written in English and in figures alone, as patterns over folded text.

Groups as in ``date_forms_chinese``, and mon for the name of a month. Whether four digits are a year is for the words
around them to say (``date_finding``).
"""

from __future__ import annotations

import re

NAMES = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?"
)
ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first"
)
_ALONE = r"(?<![\w.,:/$£€¥-])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_D = rf"(?P<d>{_DAY})(?:st|nd|rd|th)?"
_D2 = rf"(?P<d2>{_DAY})(?:st|nd|rd|th)?"
_MON = rf"(?P<mon>{NAMES})\b\.?"
_Y = r"(?P<y>[12][0-9]{3})(?![0-9])"
_THEN_YEAR = rf"(?:,?[ ]{{1,2}}{_Y}(?![,.][0-9]))?"
_NO_DAY = r"(?![\w:%]|[.,][0-9])"
_TO = r"[ ]?(?:[-–—]|to|until|through)[ ]?"
_ERA = r"(?P<era>B\.?C\.?(?:E\b\.?)?|C\.?E\b\.?|A\.?D\b\.?)"

LEAD = re.compile(
    r"(?:(?<![A-Za-z])(?P<about>about|around|approximately|circa|ca\.|c\.|大约|约于|约|大概)[ ]?)?"
    r"(?:\b(?:the )?(?P<part>early|mid|late)[- ](?:the )?)?$",
    re.IGNORECASE,
)
"""What may stand before a date of either language and belongs to it."""
BARE_MONTH = re.compile(rf"\b(?P<mon>{NAMES})\b")
"""Case counts here: "may" and "march" are verbs."""


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


FORMS: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = (
    (
        re.compile(r"0['’]?s\b"),
        _compiled(r"\b(?<![\w.-])(?P<dec>[12][0-9]{2}0|(?<![0-9])[1-9]0)['’]?s\b"),
    ),
    (
        re.compile("centur"),
        _compiled(
            rf"\b(?P<cen>[0-9]{{1,2}}(?=st|nd|rd|th)|{ORDINALS})(?:st|nd|rd|th)?[- ]centur(?:y|ies)\b(?:[ ]{_ERA})?"
        ),
    ),
    (
        re.compile(rf"\b(?:{NAMES.lower()})\b"),
        _compiled(
            rf"{_ALONE}{_D}{_TO}{_D2}[ ](?:of )?{_MON}{_THEN_YEAR}",
            rf"\b{_MON}[ ]{_D}{_TO}{_D2}{_NO_DAY}{_THEN_YEAR}",
            rf"{_ALONE}{_D}[ ](?:day )?(?:of )?{_MON}{_THEN_YEAR}",
            rf"\b{_MON}[ ]{_D}{_NO_DAY}{_THEN_YEAR}",
            rf"\b{_MON}(?:,? | of ){_Y}(?![\w]|[,.][0-9])",
        ),
    ),
    (
        re.compile(r"[0-9][ ]?(?:bc|b\.c|ce\b|c\.e|ad\b|a\.d)|\ba\.?d\b"),
        _compiled(
            rf"{_ALONE}(?P<y>[0-9]{{1,4}}){_TO}(?P<y2>[0-9]{{1,4}})[ ]?{_ERA}",
            rf"{_ALONE}(?P<y>[0-9]{{1,4}})[ ]?{_ERA}",
            r"\bA\.?D\.?[ ](?P<y>[0-9]{1,4})(?![\w]|[,.][0-9])",
        ),
    ),
)
"""Groups of forms, each with what a text in lower case must hold for any of them to fit."""
ISO = re.compile(
    rf"(?<![\w.\-/])(?P<y>[12][0-9]{{3}})(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>{_DAY})(?![\w]|[-/.][0-9])"
)
YEARS = re.compile(
    r"(?<![\w.,:/$£€¥#+-])(?P<y>[12][0-9]{3})[ ]?[-–—][ ]?(?P<y2>[12][0-9]{3}|[0-9]{2})(?![\w%]|[,.\-–/][0-9])"
)
YEAR = re.compile(
    r"(?:(?<=mid-)|(?<![0-9A-Za-z_.,:/$£€¥#+-]))(?P<y>[12][0-9]{3})(?![0-9A-Za-z_%㐀-鿿]|[ ][㐀-鿿]|[,.:/][0-9]|-[a-z])"
)
