"""How numbers are written, as patterns over folded text (``chinese_numerals.fold``); every repetition has a bound.

Groups: about (the words before that qualify), cur, num, scale, more (多, 余, +), rest (the 万 of 20多万), part (percent).
"""

from __future__ import annotations

import re

from retrieval.chinese_numerals import DIGITS, NUMERAL
from retrieval.numbers import Qualifier

QUALIFIERS: dict[str, Qualifier | None] = {
    **dict.fromkeys(("大约", "约", "大概", "about", "around", "approximately", "approx.", "roughly", "some"), "about"),
    **dict.fromkeys(("将近", "接近", "近", "nearly", "almost", "close to", "just under"), "nearly"),
    **dict.fromkeys(("超过", "超", "逾", "多于", "大于", "突破", "over", "more than", "above", "exceeding"), "over"),
    **dict.fromkeys(("upwards of", "in excess of"), "over"),
    **dict.fromkeys(("不到", "不足", "少于", "低于", "under", "fewer than", "less than", "below"), "under"),
    **dict.fromkeys(("至少", "不少于", "不低于", "at least", "no fewer than", "no less than"), "at least"),
    **dict.fromkeys(("最多", "至多", "不超过", "at most", "up to", "no more than", "not more than"), "at most"),
}
AFTER: dict[str, Qualifier] = {
    **dict.fromkeys(("多", "余", "几", "以上", "+"), "over"),
    **dict.fromkeys(("来", "左右", "上下", "or so", "-odd"), "about"),
    "以下": "under",
}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_ONE_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ONES = tuple(_ONE_WORDS.split())
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = tuple(_TEN_WORDS.split())
WORDS = {word: value for value, word in enumerate(_ONES)} | {word: 10 * value for value, word in enumerate(_TENS, 2)}

_QUALIFIER = "|".join(sorted(map(re.escape, QUALIFIERS), key=len, reverse=True))
LEAD = re.compile(rf"(?<![A-Za-z最附])({_QUALIFIER})[ ]?(?:约[ ]?)?$", re.IGNORECASE)
"""The words that qualify a number, right before it."""
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,8})?(?![0-9])(?!\.[0-9])"
_MORE = r"(?P<more>[ ]?[多余几来]|\+|[ ]or so\b|-odd\b)?(?:[ ]?(?P<rest>[百千万亿]{1,2}))?"
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_AND = "(?:" + "|".join(f"(?<={scale})" for scale in SCALES) + ")[ ]and[ ]"

ARABIC = re.compile(
    rf"(?P<cur>(?:US|HK)?\$|[£€¥])?[ ]?(?<![0-9A-Za-z_:/第])(?<![A-Za-z]-)(?<![0-9][,.])(?P<num>{_ARABIC})(?![:/][0-9])"
    rf"(?:[ -]?(?P<scale>(?:{_SCALE})\b|[十百千万亿]{{1,3}}(?:[0-9]{{1,4}}[百千万]){{0,2}}))?{_MORE}",
    re.IGNORECASE,
)
CHINESE = re.compile(
    rf"(?<![第几数每这那另某同统唯单任专之{DIGITS}十百千万亿])(?P<num>{NUMERAL}{{1,16}}(?:点[{DIGITS}]{{1,8}})?)"
    rf"(?!分之|{NUMERAL}){_MORE}"
)
PERCENT = re.compile(
    rf"百分之[ ]?(?P<part>[0-9]{{1,9}}(?:\.[0-9]{{1,8}})?|{NUMERAL}{{1,8}}(?:点[{DIGITS}]{{1,8}})?)(?P<more>[多余])?"
)
ENGLISH = re.compile(
    rf"(?<![\w-])(?P<num>(?:a (?={_SCALE})|)(?:{_WORD}|{_SCALE})(?:(?:[ -]|{_AND})(?:{_WORD}|{_SCALE})\b){{0,12}})"
    rf"(?![\w])(?P<more>[ ]or so\b|-odd\b)?",
    re.IGNORECASE,
)
