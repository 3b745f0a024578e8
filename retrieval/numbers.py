"""A number with its unit as a text mentions it, and how it is written for a reader of either language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from index.types import Language, Span
from retrieval.units import COUNTED, SYMBOLS, Unit, by_chinese, by_english

Qualifier = Literal["about", "over", "nearly", "under", "at least", "at most"]
_QUALIFIER_ZH: dict[Qualifier, str] = {
    "about": "约",
    "over": "超过",
    "nearly": "近",
    "under": "不到",
    "at least": "至少",
    "at most": "最多",
}


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in ``text[span.start:span.end]``, with its qualifier and unit.

    ``value`` is what the numeral is worth (3.2亿 is 320,000,000), ``to`` the upper end of a range (3–5 days).
    ``unit`` is as the text has it, Traditional number words simplified: measure word and noun (个国家), or up to four English
    words; "" where there is none.
    """

    span: Span
    value: Decimal
    qualifier: Qualifier | None = None
    unit: str = ""
    to: Decimal | None = None


def show(mention: NumberMention, language: Language) -> str:
    """The number in words of ``language``: 24个国家 and 24 countries, 150万人 and 1.5 million people.

    A unit already in that language stays as it is; one without a known counterpart is left out: the number alone is still right.
    """
    unit = unit_of(mention.unit)
    number = plain(mention.value, language)
    if mention.to is not None:
        number = _until(number, plain(mention.to, language))
    if language == "zh":
        qualifier = _QUALIFIER_ZH[mention.qualifier] if mention.qualifier else ""
        own = mention.unit if _is_chinese(mention.unit) else ""
        return qualifier + number.replace("–", "至") + (own or ("" if unit is None else _chinese(unit)))
    qualifier = f"{mention.qualifier} " if mention.qualifier else ""
    if mention.unit and mention.unit.isascii() and (unit is None or unit.families & COUNTED):
        return f"{qualifier}{number} {mention.unit}"
    return qualifier + number + ("" if unit is None else _english(unit, singular=mention.value == 1 and not mention.to))


def _until(low: str, high: str) -> str:
    """Both ends of a range; a shared "million" is said once."""
    digits, _, scale = low.partition(" ")
    return f"{digits if scale and high.endswith(scale) else low}–{high}"


def plain(value: Decimal, language: Language) -> str:
    """The digits: 2,100 and 1.5 million in English, 2100 and 150万 in Chinese."""
    if language == "zh":
        for size, word in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
            if value >= size and value % (size / 100) == 0:
                return f"{_short(value / size)}{word}"
        return _short(value)
    for size, word in ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if value >= size and value % (size / 1000) == 0:
            return f"{_short(value / size)} {word}"
    return f"{Decimal(_short(value)):,}"


def _short(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _english(unit: Unit, *, singular: bool) -> str:
    if unit.name == "%":
        return "%"
    if unit.name in SYMBOLS:
        return f" {unit.name}"
    return f" {unit.english[0 if singular or len(unit.english) == 1 else 1]}"


def _chinese(unit: Unit) -> str:
    noun = unit.chinese[0]
    return noun if noun.startswith(unit.measure) else unit.measure + noun


@lru_cache(maxsize=1024)
def unit_of(words: str) -> Unit | None:
    """The unit of the table that ``words`` end with: 位嘉宾 is guest, "high-level guests" too; None where none is known."""
    folded = words.strip().lower()
    if not folded:
        return None
    if not _is_chinese(folded):
        parts = folded.replace("-", " ").split()
        endings = (" ".join(parts[start:]) for start in range(len(parts)))
        return next((by_english()[ending] for ending in endings if ending in by_english()), None)
    compact = words.replace(" ", "")
    return next((by_chinese()[compact[at:]] for at in range(len(compact)) if compact[at:] in by_chinese()), None)


def _is_chinese(words: str) -> bool:
    return any("㐀" <= character <= "鿿" for character in words)
