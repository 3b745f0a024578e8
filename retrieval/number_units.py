"""Where a number's unit ends in the text: a measure word and its noun in Chinese, up to three words in English."""

from __future__ import annotations

import re
from functools import cache

from retrieval.units import MEASURE_WORDS, by_chinese, by_english, longest_chinese

_WORD = re.compile(r"[ -]([A-Za-z]+(?:['’][a-z]+)?)")
_HAN = re.compile(r"[㐀-鿿]")
_STOP_WORDS = (
    "a an the of in on at by for from to into and or but nor as than with without within per is are was were be "
    "been being has have had do does did will would can could may might shall should must that which who whom "
    "whose where when while this these those it its he his she her they their them we our us you your i my not no "
    "if so then there here also across over under about after before between during since until against through "
    "each every both all other more most came come went go joined took take made make attended worldwide thus "
    "perhaps always plus became become"
)
_STOPS = frozenset(_STOP_WORDS.split())
_NOT_PLURAL = ("ss", "us", "ous", "'s", "’s")
_REACH = 5
"""Characters between a measure word and its noun that may hold an adjective: 名高级别代表."""
_BREAK = re.compile(r"[^㐀-鿿]|[的和与及在由了是从]")


def unit_end(text: str, at: int, *, alone: bool = True) -> int | None:
    """Where the unit of the number ending at ``at`` ends; ``at`` itself where it has none.

    None where the number is no number after all: part of a name (5G, 24th), or, unless ``alone``, a numeral without a unit.
    """
    start = at + (text[at : at + 1] == " ")
    if text[start : start + 1] in ("%", "°", "℃"):
        return start + (2 if text[start : start + 2] in ("°C", "°F") else 1)
    if _HAN.match(text, start):
        end = _chinese_end(text, start)
        return end if end > start else (at if alone else None)
    if text[at : at + 1].isalpha():
        return _attached_end(text, at)
    return _english_end(text, at)


def _chinese_end(text: str, start: int) -> int:
    noun = _noun_end(text, start)
    if noun > start and text[start:noun] not in MEASURE_WORDS:
        return noun
    measure = next((word for word in ("人次", *MEASURE_WORDS) if text.startswith(word, start)), "")
    if not measure:
        return noun
    after = start + len(measure)
    after += text[after : after + 1] == " "
    for at in range(after, min(after + _REACH, len(text))):
        end = _noun_end(text, at)
        if end > at and (at == after or end - at > 1):
            return end
        if _BREAK.match(text, at):
            break
    return start + len(measure)


def _noun_end(text: str, start: int) -> int:
    """The end of the longest known noun that begins at ``start``, or ``start``."""
    for length in range(longest_chinese(), 0, -1):
        noun = text[start : start + length]
        if noun in by_chinese():
            return start + len(noun)
    return start


def _attached_end(text: str, at: int) -> int | None:
    """10km and 5GB have their unit attached; 5G, 24th and 3D are names and ordinals."""
    match = re.compile(r"[A-Za-z]{1,4}[²³23]?(?:/h)?(?![A-Za-z0-9])").match(text, at)
    if match is None or match.group().lower() not in by_english() or match.group() in ("G", "H", "M", "S"):
        return None
    return (
        None if match.group() == "g" and text[at - 1] in "3456" and not text[at - 2 : at - 1].isdigit() else match.end()
    )


@cache
def _several_words() -> re.Pattern[str]:
    forms = sorted((form for form in by_english() if " " in form), key=len, reverse=True)
    return re.compile(
        rf"[ -](?:{'|'.join(re.escape(form).replace(chr(92) + ' ', '[ -]') for form in forms)})\b", re.IGNORECASE
    )


def _english_end(text: str, at: int) -> int:
    known = _several_words().match(text, at)
    if known is not None:
        return known.end()
    end, singular = at, at
    for _ in range(4):
        match = _WORD.match(text, end)
        if match is None or match[1].lower() in _STOPS:
            break
        word, end = match[1].lower(), match.end()
        if match.start() == at and text[at] == "-":
            return end
        if is_plural(word):
            several = re.compile(r" and regions\b").match(text, end) if word == "countries" else None
            return several.end() if several else end
        singular = end if word in by_english() else singular
    return singular


def is_plural(word: str) -> bool:
    """Whether an English word in lower case is the plural noun that ends a counted phrase."""
    if word in by_english():
        unit = by_english()[word]
        return (
            word not in (unit.english[0].lower(), "user", "plane") or len(unit.english) == 1 or word == unit.english[1]
        )
    return len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL)
