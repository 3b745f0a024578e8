"""Where words of a question stand in a passage, as such or in translation: the proof that people see.

The weights that rank passages are soft; a mark is a claim, so only what the lexicon is sure of is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from index.normalise import simplified
from index.tokens import tokens
from index.types import Span
from retrieval.function_words import ASKING, says_something
from retrieval.renderings import LONGEST_EN, Rendering, Translator, is_chinese, parts_of, renderings, stretches
from retrieval.types import Question

SURE = 0.25
"""Least weight of a translation that is marked."""
SURE_CHARACTER = 0.5
"""The same for a single Chinese character, which is a part of many words."""
_LATIN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_㐀-鿿豈-\ufaff]+")


def marks(question: Question, text: str, translator: Translator) -> tuple[Span, ...]:
    """Stretches of ``text`` that are words of ``question``; ascending, none touches another."""
    return places(wanted(question, renderings(question.text, translator)), text)


def wanted(question: Question, rendered: Iterable[Rendering]) -> frozenset[str]:
    """Terms to look for: what the question says itself, and what that surely is in the other language."""
    asked = ASKING.sub("，", question.text) if question.language == "zh" else question.text
    own = {one.term for one in stretches(parts_of(asked)) if says_something(one.term)}
    found = {one.written for one in rendered if _is_sure(one.stretch.term, one.written, one.weight)}
    return frozenset(found) | {term for term in own if not is_chinese(term) or len(term) > 1}


def places(terms: Set[str], text: str) -> tuple[Span, ...]:
    """Where any of ``terms`` stands in ``text``; ascending, none touches another."""
    chinese = {term for term in terms if is_chinese(term)}
    return _merged([*_chinese_places(text, chinese), *_latin_places(text, terms - chinese)], text)


def _is_sure(term: str, written: str, weight: float) -> bool:
    least = SURE_CHARACTER if len(term) == 1 or len(written) == 1 else SURE
    return weight >= least and says_something(term) and says_something(written)


def _chinese_places(text: str, terms: Iterable[str]) -> Iterator[Span]:
    folded = _folded(text)
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            yield Span(at, at + len(term))
            at = folded.find(term, at + 1)


def _latin_places(text: str, terms: Set[str]) -> Iterator[Span]:
    words = [(match.span(), tokens(match.group())) for match in _LATIN.finditer(text)]
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST_EN, len(words))):
            term = " ".join(stem for _, stems in words[first : last + 1] for stem in stems)
            if term in terms:
                yield Span(words[first][0][0], words[last][0][1])


def _folded(text: str) -> str:
    """The text in Simplified characters and lower case, every character in its place."""
    whole = simplified(text).lower()
    if len(whole) == len(text):
        return whole
    return "".join(one if len(one) == 1 else c for c in text for one in [simplified(c).lower()])


def _merged(found: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Spans joined where they overlap or only white space is between them."""
    merged: list[Span] = []
    for place in sorted(found):
        if merged and (place.start <= merged[-1].end or text[merged[-1].end : place.start].isspace()):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, place.end))
        else:
            merged.append(place)
    return tuple(merged)
