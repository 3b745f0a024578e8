"""How far a passage's words cover the question: BM25 divided by the most the question could get, 0 to 1.

BM25 itself has no scale: across languages, where only numbers and names are shared, its best score would still be its best.
Divided by the sum of idf·(k1 + 1) over the question's tokens, one weight serves every pair of languages.
Robertson and Zaragoza 2009, with idf = ln(1 + (N − df + ½) / (df + ½)).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.library import Library
from index.record import WordCounts

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The question's distinct tokens with their idf in one state of the library, and its mean passage length in tokens."""

    idf: Mapping[str, float]
    mean_length: float

    @classmethod
    def read(cls, library: Library, tokens: Iterable[str]) -> QuestionWords:
        """Weigh ``tokens`` by how rare they are in ``library``; inside ``library.reading()``."""
        passages, words = library.totals()
        idf = {token: _idf(passages, library.document_frequency(token)) for token in sorted(set(tokens))}
        return cls(idf, words / passages if passages else 0.0)

    def coverage(self, words: WordCounts) -> float:
        """BM25 of one passage as a share of the most this question could get."""
        most = sum(self.idf.values()) * (K1 + 1)
        if not most:
            return 0.0
        norm = K1 * (1 - B + B * words.length / self.mean_length)
        return sum(self.idf[token] * n * (K1 + 1) / (n + norm) for token, n in words.counts.items()) / most


def _idf(passages: int, frequency: int) -> float:
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
