"""Two legs find candidates, one exact score ranks them: paragraph + best sentence + best window + word coverage.

The word leg can only add candidates, never take one away, and its weight is what the passage covers of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.library import Library, UnitScores
from index.tokens import tokens
from index.types import Passage
from retrieval.coverage import QuestionWords
from retrieval.evidence import has_answer_of_kind
from retrieval.folding import different, first_of_each, scored_alone
from retrieval.renderings import Rendering
from retrieval.types import Question
from retrieval.weights import Weights

NEAREST_UNITS = 64
"""Units the dense leg looks at: some 30 passages, since a good passage brings several of its units."""
MATCHING = 20
"""Passages the word leg may add."""
RANKED = 20
"""Passages of the ranking; the others are only numbers, their texts are never read."""
KIND_AMONG = 10
"""Candidates that are read for it: reading costs a fifth of a millisecond each."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with the parts of its score. ``sentence`` is the number of its best sentence.

    ``fits`` is False where the question asks for a date or a number and the passage is known to have none that fits.
    ``missing`` is the share of the question's words, weighed by rarity, that the passage has in no form at all.
    """

    passage: Passage
    score: float
    paragraph: float
    best_sentence: float
    best_window: float
    coverage: float
    missing: float
    sentence: int
    fits: bool = True


class Retriever:
    """Ranks the passages of one library for the vectors and words of a question.

    Of passages that say the same only the best is ranked where they are ``folded``.
    """

    def __init__(self, library: Library, weights: Weights | None = None, *, folded: bool = True) -> None:
        self._library = library
        self._weights = weights or Weights.shipped()
        self._folded = folded

    def rank(
        self, question: Question, vector: NDArray[np.float32], rendered: Sequence[Rendering] = ()
    ) -> list[Candidate]:
        """All candidates for a question and its unit vector, best first; inside ``library.reading()``.

        ``rendered`` has its words in the other language, which count as far as they translate.

        Equal scores stand in the order of their documents and positions, so that the same question has the same answer.
        """
        found = {*self._near(vector), *self._matching(question)}
        origins = self._library.alike(found) if self._folded else self._library.origins(found)
        ids = scored_alone(origins) if self._folded else list(origins)
        if not ids:
            return []
        words = QuestionWords.read(self._library, question.text, rendered)
        counts = self._library.word_counts(ids, words.counted)
        units = self._library.unit_scores(vector, ids)
        weights = self._weights
        weight = {i: weights.words if counts[i].language == question.language else weights.translated for i in ids}
        scored = [_scored(i, units[i], *words.coverage(counts[i]), weight[i], weights) for i in ids]
        scored.sort(key=lambda one: (-one.score, origins[one.id]))
        if self._folded:
            scored = first_of_each(scored, lambda one: origins[one.id].key)
        best = {one.id: one for one in scored[:RANKED]}
        candidates = [Candidate(passage, **best[passage.id].parts) for passage in self._library.passages(best)]
        ranking = _sorted(candidates)
        bonus = self._weights.kind
        return _sorted([_fitted(question, one, bonus) for one in ranking[:KIND_AMONG]]) + ranking[KIND_AMONG:]

    def _near(self, vector: NDArray[np.float32]) -> Sequence[int]:
        """Passages of the dense leg."""
        return self._different(lambda units: [one for one, _ in self._library.nearest(vector, units)], NEAREST_UNITS)

    def _matching(self, question: Question) -> Sequence[int]:
        """Passages of the word leg."""
        words = tokens(question.text)
        return self._different(lambda limit: self._library.matching(words, limit), MATCHING)

    def _different(self, find: Callable[[int], Sequence[int]], count: int) -> Sequence[int]:
        return different(find, count, self._library.origins) if self._folded else find(count)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A passage's number and the parts of its score, before the passage itself is read."""

    id: int
    score: float
    parts: dict[str, Any]


def _scored(number: int, units: UnitScores, coverage: float, missing: float, words: float, weights: Weights) -> _Scored:
    sentence = float(units.sentences.max()) if len(units.sentences) else units.paragraph
    window = float(units.windows.max()) if len(units.windows) else units.paragraph
    parts = {
        "score": weights.paragraph * units.paragraph
        + weights.sentence * sentence
        + weights.window * window
        + words * coverage,
        "paragraph": units.paragraph,
        "best_sentence": sentence,
        "best_window": window,
        "coverage": coverage,
        "missing": missing,
        "sentence": int(units.sentences.argmax()) if len(units.sentences) else 0,
    }
    return _Scored(number, parts["score"], parts)


def _sorted(candidates: list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (-one.score, one.passage.document.id, one.passage.position))


def _fitted(question: Question, candidate: Candidate, bonus: float) -> Candidate:
    """The candidate with its bonus, where the question asks for what can be looked for."""
    if question.kind not in {"when", "how many"}:
        return candidate
    fits = has_answer_of_kind(question, candidate.passage.text)
    return replace(candidate, fits=fits, score=candidate.score + bonus * fits)
