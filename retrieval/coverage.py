"""How far a passage's words cover the question: BM25 divided by the most the question could get, 0 to 1.

BM25 itself has no scale: across languages, where only numbers and names are shared, its best score would still be its best.
Divided by the sum of idf·(k1 + 1) over the question's tokens, one weight serves every pair of languages.
Robertson and Zaragoza 2009, with idf = ln(1 + (N − df + ½) / (df + ½)). A token's translations count as the token, as far as they
are likely: frequencies are sums weighted by probability (probabilistic structured queries, Darwish and Oard 2003).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.library import Library
from index.record import WordCounts
from index.tokens import is_common_part

K1 = 1.2
B = 0.75
PART = 0.3
"""What a single Chinese character is worth as a translation: it is a part of many words."""

Translations = Sequence[tuple[str, float]]


class Translator(Protocol):
    """What coverage asks of a lexicon."""

    def translations(self, term: str) -> Translations:
        """Translations of a token with their probability."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The question's distinct tokens with their idf in one state of the library, and its mean passage length in tokens."""

    idf: Mapping[str, float]
    translations: Mapping[str, Translations]
    mean_length: float

    @classmethod
    def read(cls, library: Library, tokens: Iterable[str], lexicon: Translator) -> QuestionWords:
        """Weigh ``tokens`` by how rare they and their translations are in ``library``; inside ``library.reading()``."""
        passages, words = library.totals()
        distinct = sorted(set(tokens))
        translations = {token: _weighed(lexicon.translations(token)) for token in distinct}
        idf = {}
        for token in distinct:
            frequency = float(library.document_frequency(token))
            frequency += sum(chance * library.document_frequency(term) for term, chance in translations[token])
            idf[token] = _idf(passages, min(frequency, passages))
        return cls(idf, translations, words / passages if passages else 0.0)

    def terms(self) -> set[str]:
        """Tokens of the question and all their translations: what has to be counted in a passage."""
        return set(self.idf).union(*({term for term, _ in found} for found in self.translations.values()))

    def coverage(self, words: WordCounts) -> float:
        """BM25 of one passage as a share of the most this question could get."""
        most = sum(self.idf.values()) * (K1 + 1)
        if not most or not words.counts:
            return 0.0
        norm = K1 * (1 - B + B * words.length / self.mean_length)
        score = 0.0
        for token, idf in self.idf.items():
            count = words.counts[token] + sum(chance * words.counts[term] for term, chance in self.translations[token])
            score += idf * count * (K1 + 1) / (count + norm)
        return score / most

    def missing(self, words: WordCounts) -> float:
        """Share of the question's words, weighed by idf, that the passage has neither as such nor in translation."""
        total = sum(self.idf.values())
        absent = sum(
            idf
            for token, idf in self.idf.items()
            if not words.counts[token] and not any(words.counts[term] for term, _ in self.translations[token])
        )
        return absent / total if total else 0.0


def _weighed(translations: Translations) -> Translations:
    return [(term, chance * PART if is_common_part(term) else chance) for term, chance in translations]


def _idf(passages: int, frequency: float) -> float:
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
