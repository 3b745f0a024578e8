"""What a "how many" question counts or measures, and how well a number in a text fits it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from retrieval.chinese_numerals import fold
from retrieval.number_units import is_plural
from retrieval.numbers import NumberMention, unit_of
from retrieval.types import Question
from retrieval.units import (
    COUNTED,
    GENERAL,
    MEASURE_FAMILY,
    MEASURE_WORDS,
    Unit,
    by_chinese,
    by_english,
    longest_chinese,
)

_FAMILIES: tuple[tuple[str, frozenset[str]], ...] = (
    (r"how (?:much time|long)\b|多久|多长时间|多少时间", frozenset({"time", "length"})),
    (r"how old\b|多大年[纪龄]|几岁|多少岁", frozenset({"age", "time"})),
    (r"how (?:far|tall|high|wide|deep|thick)\b|多[高远宽深厚]", frozenset({"length"})),
    (r"多长", frozenset({"length", "time"})),
    (r"how heavy\b|多重", frozenset({"weight"})),
    (r"how (?:hot|cold)\b|多少度", frozenset({"temperature"})),
    (r"how fast\b|多快", frozenset({"speed"})),
    (r"percent|per cent|proportion|百分之|比例|占比", frozenset({"share"})),
    (
        r"how much (?:does|did|do|is|was|were|are).*\b(?:cost|pay|paid|worth|price|spend|spent|sell|sold)"
        r"|how much money|多少钱|多少[美欧日]?元",
        frozenset({"money"}),
    ),
    (r"(?:what|which)\b.* (?:cost|price)\b", frozenset({"money"})),
    (r"\barea\b|面积", frozenset({"area"})),
    (r"population|人口|多少人|人数|几人", frozenset({"people"})),
)
_AFTER_ASKING = re.compile(
    r"(?:how (?:many|much)|numbers? of|amount of|quantity of)\s+((?:[\w'’-]+\s*){1,5})", re.IGNORECASE
)
_END_WORDS = (
    "did does do was were is are has have had will would can could may might should must there in on at of from "
    "to by for with that which who came come took take attended joined participated"
)
_ENDS = frozenset(_END_WORDS.split())
_ASKING_ZH = re.compile(r"多少|几|数量|总数")
_PERSONS = re.compile(r"(?:ers|ors|ists|ians|ants)$", re.IGNORECASE)
"""Endings of English nouns that mostly name people: viewers, sailors, immigrants."""
_FILLING_WORDS = "different other total new more main major official the a an such of"
_FILLING = frozenset(_FILLING_WORDS.split())
_ALIKE = ({"country", "countries and regions"}, {"region", "countries and regions"}, {"age", "year"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The unit asked for. ``unit`` where the table knows it; ``families`` that fit (empty: any); ``words`` as they were asked."""

    unit: Unit | None
    families: frozenset[str]
    words: tuple[str, ...]


@lru_cache(maxsize=64)
def asked(question: Question) -> Asked:
    """What ``question`` wants counted or measured."""
    text = fold(question.text).lower()
    words = _words(text)
    unit = _chinese_unit(text) if question.language == "zh" else _last_known(words)
    families = next((families for pattern, families in _FAMILIES if re.search(pattern, text)), None)
    if unit is not None and (families is None or unit.families & families):
        return Asked(unit, unit.families, words)
    if families is not None:
        return Asked(None, families, words)
    counts = re.search(r"how many|numbers? of", text) or ("几" in text and "多少" not in text)
    return Asked(None, COUNTED if counts else frozenset(), words)


def _words(text: str) -> tuple[str, ...]:
    match = _AFTER_ASKING.search(text)
    if match is None:
        return ()
    words: list[str] = []
    for word in match[1].split():
        if word in _ENDS:
            break
        if word not in _FILLING:
            words.append(word)
        if is_plural(word):
            break
    return tuple(words)


def _last_known(words: tuple[str, ...]) -> Unit | None:
    """The head of a noun phrase stands last: "member countries" asks for countries."""
    joined = " ".join(words)
    known = unit_of(joined) if joined else None
    return known or next((by_english()[word] for word in reversed(words) if word in by_english()), None)


def _chinese_unit(text: str) -> Unit | None:
    """The noun after 多少 or 几 with its measure word, else the one just before: 会员有多少家."""
    match = _ASKING_ZH.search(text)
    if match is None:
        return None
    after, before = text[match.end() : match.end() + 10], text[: match.start()]
    at = 1 if after[:1] in MEASURE_WORDS else 0
    nouns = (_noun_at(after, start) for start in range(at, min(at + 5, len(after))))
    direct = _noun_at(after, 0)
    if direct is not None and (at == 0 or len(direct.chinese[0]) > 1):
        return direct
    found = next((noun for noun in nouns if noun is not None), None)
    return found or _last_noun(before[-12:])


def _noun_at(text: str, start: int) -> Unit | None:
    forms = (text[start : start + length] for length in range(longest_chinese(), 0, -1))
    return next((by_chinese()[form] for form in forms if form in by_chinese()), None)


def _last_noun(text: str) -> Unit | None:
    for end in range(len(text), 0, -1):
        for start in range(max(0, end - longest_chinese()), end - 1):
            if text[start:end] in by_chinese():
                return by_chinese()[text[start:end]]
    return None


def fit(wanted: Asked, mention: NumberMention, sentence: str) -> int:
    """How well a number answers: 3 its unit is the one asked for, 2 of its kind, 1 nothing against it, 0 it contradicts."""
    unit = unit_of(mention.unit)
    if unit is None:
        return _unknown(wanted, mention, sentence)
    if wanted.unit is not None:
        return _known(wanted, wanted.unit, unit, sentence)
    if wanted.families and not (wanted.families & unit.families):
        return 0
    if wanted.words and unit.families & COUNTED:
        # the question's own noun is unknown to the table: another known noun is another thing, unless they share the word
        return 2 if set(mention.unit.lower().split()) & set(wanted.words) else 0
    return 2 if wanted.families else 1


def _known(wanted: Asked, asked_for: Unit, unit: Unit, sentence: str) -> int:
    if _same(asked_for, unit):
        return 3
    if not asked_for.families & unit.families:
        return 0
    if asked_for.name in GENERAL or unit.name in GENERAL:
        return 2
    return 1 if unit.families & COUNTED and _named(wanted, sentence) else 0


def _same(one: Unit, other: Unit) -> bool:
    return one == other or {one.name, other.name} in _ALIKE


def _unknown(wanted: Asked, mention: NumberMention, sentence: str) -> int:
    """A number without a unit, with a bare measure word, or with a noun that the table doesn't know."""
    if not mention.unit or (wanted.families and not wanted.families & COUNTED):
        return 0 if mention.unit else 1
    measure = mention.unit[:1]
    if wanted.unit is not None and measure in MEASURE_FAMILY:
        return 2 if MEASURE_FAMILY[measure] in wanted.unit.families else 0
    if wanted.unit is not None and measure == wanted.unit.measure != "个":
        return 2
    if not mention.unit.isascii():
        # 个 with a noun that isn't known says nothing for the noun asked for, unless the sentence has that noun too
        return 1 if wanted.unit is None or _named(wanted, sentence) else 0
    return _unknown_english(wanted, mention.unit.lower(), sentence)


def _unknown_english(wanted: Asked, words: str, sentence: str) -> int:
    if wanted.unit is not None and wanted.unit.name == "person" and _PERSONS.search(words):
        return 2
    if not wanted.words:
        return 1
    if {_stem(word) for word in words.split()} & {_stem(word) for word in wanted.words}:
        return 3
    return 1 if _named(wanted, sentence) else 0


def _named(wanted: Asked, sentence: str) -> bool:
    """Whether the sentence itself names what is asked for, in either language."""
    lowered = sentence.lower()
    if wanted.unit is None:
        return any(_stem(word) in lowered for word in wanted.words)
    return any(form in sentence for form in wanted.unit.chinese if len(form) > 1) or any(
        form.lower() in lowered for form in wanted.unit.english if len(form) > 3
    )


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|y)$", "", word) if len(word) > 4 else word.rstrip("s")
