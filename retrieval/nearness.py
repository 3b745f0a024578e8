"""How near a stretch of a sentence stands to the words of the question that the sentence shares.

Within a language these are word stems and pairs of Chinese characters; across languages only Latin terms and numbers.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from index.types import Span
from retrieval.chinese_numerals import fold

_TERM = re.compile(r"[a-z]{2,}|[0-9]{2,}|[㐀-鿿]+", re.IGNORECASE)
_PLAIN_WORDS = (
    "the and did does was were are has had have how many much what when which year who where whom that this with "
    "from for into been will would can could number of in on at by to is it its as an date month day long"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
_ASKING = re.compile("什么时候|什么时间|哪一?[年天日月]|何时|多少|几[个位名家年月日号]?|是在|[是在了的有于和被]")
_CLAUSE = re.compile(r"[，,；;：:。.!！?？（）()]| (?:and|but|while) ")
_REACH = 20.0
"""Characters at which a shared word counts half."""


def nearness(question: str, sentence: str, span: Span) -> float:
    """Sum over the question's words found in ``sentence`` of 1 / (1 + distance/20), more for those in the same clause."""
    lowered = fold(sentence).lower()
    total = 0.0
    for term in terms(question):
        nearest = min((_distance(lowered, at, len(term), span) for at in _places(lowered, term)), default=None)
        if nearest is not None:
            total += 1 / (1 + nearest / _REACH)
    return total


@lru_cache(maxsize=64)
def terms(question: str) -> tuple[str, ...]:
    """The words of a question that can be looked for: stems of English words, pairs of Chinese characters, numbers."""
    found: dict[str, None] = {}
    for match in _TERM.finditer(_ASKING.sub(" ", fold(question).lower())):
        run = match.group()
        if not run.isascii():
            found |= dict.fromkeys(map("".join, itertools.pairwise(run)))
        elif run not in _PLAIN:
            found[_stem(run)] = None
    return tuple(found)


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e|y)$", "", word) if len(word) > 4 else word


def _places(text: str, term: str) -> list[int]:
    places: list[int] = []
    at = text.find(term)
    while at >= 0 and len(places) < 20:
        places.append(at)
        at = text.find(term, at + 1)
    return places


def _distance(text: str, at: int, length: int, span: Span) -> float:
    """Characters between, with as many again for every clause mark in between."""
    if at < span.end and at + length > span.start:
        return 0.0
    between = text[at + length : span.start] if at < span.start else text[span.end : at]
    # a Chinese character carries about as much as three letters
    width = sum(1 if character.isascii() else 2.5 for character in between)
    return width + 20 * len(_CLAUSE.findall(between))
