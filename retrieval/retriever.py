"""Two legs find candidates, one exact score ranks them: paragraph, best sentence, best window and word coverage, weighted.

The word leg can only add candidates, never take one away, and its weight is what the passage covers of the question.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.library import Library, UnitScores
from index.tokens import tokens
from index.types import Passage
from retrieval.coverage import QuestionWords, Translator
from retrieval.lexicon import Lexicon

NEAREST_UNITS = 200
"""Units the dense leg looks at: some 40 passages, since a good passage brings several of its units."""
MATCHING = 30
"""Passages the word leg may add."""
PARAGRAPH_WEIGHT = 0.6
COVERAGE_WEIGHT = 0.65
"""Weights beside best sentence and best window, which have 1; how they were chosen: benchmarks/README.md."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with the parts of its score. ``sentence`` is the number of its best sentence."""

    passage: Passage
    score: float
    paragraph: float
    best_sentence: float
    best_window: float
    coverage: float
    sentence: int


class Retriever:
    """Ranks the passages of one library for the vectors and words of a question."""

    def __init__(
        self, library: Library, coverage_weight: float = COVERAGE_WEIGHT, lexicon: Translator | None = None
    ) -> None:
        self._library = library
        self._lexicon = lexicon or Lexicon.shipped()
        self._coverage_weight = coverage_weight

    def rank(self, text: str, vector: NDArray[np.float32]) -> list[Candidate]:
        """All candidates for a question and its unit vector, best first; inside ``library.reading()``.

        Equal scores stand in the order their passages were added, so that the same question has the same answer.
        """
        words = tokens(text)
        near = [passage for passage, _ in self._library.nearest(vector, NEAREST_UNITS)]
        ids = sorted({*near, *self._library.matching(words, MATCHING)})
        if not ids:
            return []
        question = QuestionWords.read(self._library, words, self._lexicon)
        counts = self._library.word_counts(ids, question.terms())
        scores = self._library.unit_scores(vector, ids)
        candidates = [
            self._candidate(passage, scores[passage.id], question.coverage(counts[passage.id]))
            for passage in self._library.passages(ids)
        ]
        return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.passage.id))

    def _candidate(self, passage: Passage, units: UnitScores, coverage: float) -> Candidate:
        sentence = units.sentences.max() if len(units.sentences) else units.paragraph
        window = units.windows.max() if len(units.windows) else units.paragraph
        vectors = PARAGRAPH_WEIGHT * units.paragraph + float(sentence) + float(window)
        score = vectors + self._coverage_weight * coverage
        best = int(units.sentences.argmax()) if len(units.sentences) else 0
        return Candidate(passage, score, units.paragraph, float(sentence), float(window), coverage, best)
