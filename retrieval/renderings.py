"""How stretches of a question may stand in a passage of the other language: each word and name with its translations.

A stretch is up to six English words or up to twelve Chinese characters that the lexicon knows as one term, so that
World Internet Conference is looked for as 世界互联网大会, not only word by word. Nothing is segmented: every stretch is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.normalise import HAN, for_search, simplified
from index.tokens import tokens
from retrieval.function_words import says_something

LONGEST_EN, LONGEST_ZH = 6, 12
"""Words, and characters, of the longest stretch."""

_RUN = re.compile(rf"[{HAN}]+|\d+(?:[.,]\d+)*|[^\W\d_{HAN}]+")
_HAN = re.compile(f"[{HAN}]")

Translations = Sequence[tuple[str, float]]


class Translator(Protocol):
    """What the word leg asks of a lexicon. Terms are written as ``term_of`` writes them."""

    def translations(self, terms: Sequence[str]) -> Sequence[Translations]:
        """Translations of each of ``terms`` with their weight (0..1), the commonest first; none for an unknown one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A Chinese character, a word or a number as it is written, and as the index writes it.

    ``begins``: it is the first character after something that is not Chinese; no stretch goes on over that.
    """

    written: str
    term: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts ``start`` to ``end`` of a question, and the term they would be."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """A stretch's tokens, and the ``terms`` of the index that a passage must all have to hold one translation of it."""

    stretch: Stretch
    tokens: tuple[str, ...]
    written: str
    terms: tuple[str, ...]
    weight: float


def renderings(text: str, translator: Translator) -> list[Rendering]:
    """All translations of all stretches of ``text`` that say something and that ``translator`` knows, in the text's order."""
    found = [stretch for stretch in stretches(parts_of(text)) if says_something(stretch.term)]
    return [
        Rendering(stretch, tuple(tokens_of(stretch.term)), written, tuple(needed(written)), weight)
        for stretch, known in zip(found, translator.translations([one.term for one in found]), strict=True)
        for written, weight in known
    ]


def stretches(parts: Sequence[Part]) -> Iterator[Stretch]:
    """Every run of up to ``LONGEST_EN`` words and of up to ``LONGEST_ZH`` Chinese characters, as terms."""
    for start, first in enumerate(parts):
        chinese = is_chinese(first.term)
        longest, between = (LONGEST_ZH, "") if chinese else (LONGEST_EN, " ")
        term = ""
        for end, part in enumerate(parts[start : start + longest], start + 1):
            if is_chinese(part.term) is not chinese or (part.begins and end > start + 1):
                break
            term = f"{term}{between}{part.term}" if term else part.term
            yield Stretch(start, end, term)


def parts_of(text: str) -> list[Part]:
    """Chinese characters, words and numbers of ``text`` in its order."""
    folded = simplified(for_search(text))
    parts: list[Part] = []
    for match in _RUN.finditer(folded):
        run = match.group()
        if is_chinese(run):
            parts += [Part(character, character, begins=not at) for at, character in enumerate(run)]
        else:
            parts.append(Part(run, tokens(run)[0]))
    return parts


def is_chinese(text: str) -> bool:
    """Whether ``text`` begins with a Chinese character."""
    return _HAN.match(text) is not None


def term_of(text: str) -> str:
    """A word or name as lexicons key it: stems with single spaces between them, Chinese without any."""
    term, before = "", ""
    for part in parts_of(text):
        apart = before and not (is_chinese(before) or is_chinese(part.term))
        term += f" {part.term}" if apart else part.term
        before = part.term
    return term


def tokens_of(term: str) -> list[str]:
    """The tokens of the index that a term is made of."""
    return term.split(" ") if term.isascii() else tokens(term)


def needed(term: str) -> list[str]:
    """The tokens that a passage with ``term`` has: stems, or the pairs of a Chinese word's characters."""
    every = tokens_of(term)
    return [token for token in every if token.isascii() or len(token) > 1] or every
