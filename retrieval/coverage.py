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
    """The question's distinct tokens with their idf in one state of the library, and its mean passage length in tokens.

    ``counted`` names each term that counts in a passage, with the tokens it counts for and how much.
    """

    idf: Mapping[str, float]
    counted: Mapping[str, Translations]
    mean_length: float

    @classmethod
    def read(cls, library: Library, tokens: Iterable[str], lexicon: Translator) -> QuestionWords:
        """Weigh ``tokens`` by how rare they and their translations are in ``library``; inside ``library.reading()``."""
        passages, words = library.totals()
        counted: dict[str, list[tuple[str, float]]] = {}
        forms = {token: [(token, 1.0), *_weighed(lexicon.translations(token))] for token in sorted(set(tokens))}
        for token, terms in forms.items():
            for term, weight in terms:
                counted.setdefault(term, []).append((token, weight))
        frequencies = library.document_frequencies(counted)
        idf = {
            token: _idf(passages, min(sum(weight * frequencies.get(term, 0) for term, weight in terms), passages))
            for token, terms in forms.items()
        }
        return cls(idf, counted, words / passages if passages else 0.0)

    def coverage(self, words: WordCounts) -> tuple[float, float]:
        """BM25 of one passage as a share of the most this question could get, and the share it has in no form at all.

        The second is the idf of the question's words that stand in the passage neither as such nor in translation.
        """
        total = sum(self.idf.values())
        if not total:
            return 0.0, 0.0
        counts: dict[str, float] = {}
        for term, count in words.counts.items():
            for token, weight in self.counted[term]:
                counts[token] = counts.get(token, 0.0) + weight * count
        norm = K1 * (1 - B + B * words.length / self.mean_length)
        score = sum(self.idf[token] * count / (count + norm) for token, count in counts.items())
        return score / total, 1 - sum(self.idf[token] for token in counts) / total


def _weighed(translations: Translations) -> Translations:
    return [(term, chance * PART if is_common_part(term) else chance) for term, chance in translations]


def _idf(passages: int, frequency: float) -> float:
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
