"""Two legs find candidates, one exact score ranks them: paragraph + best sentence + best window + word coverage.

The word leg can only add candidates, never take one away, and its weight is what the passage covers of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.copies import Origin
from index.library import Library, UnitScores
from index.tokens import tokens
from index.types import Language
from retrieval.coverage import QuestionWords
from retrieval.evidence import has_answer_of_kind
from retrieval.folding import different, first_of_each, scored_alone
from retrieval.merging import in_order, merged
from retrieval.renderings import Rendering
from retrieval.types import Candidate, Question
from retrieval.weights import Weights

NEAREST_UNITS = 64
"""Units of each language that the dense leg looks at: some 30 passages, since a good passage brings several of its units."""
MATCHING = 20
"""Passages the word leg may add."""
RANKED = 20
"""Passages of the ranking, and of each language's; the others are only numbers, their texts are never read."""
KIND_AMONG = 10
"""Candidates of a language that are read for it: reading costs a fifth of a millisecond each."""


class Retriever:
    """Ranks the passages of one library for the vectors and words of a question.

    Where passages are ``folded``, only the best of those that say the same is ranked, and none that a site repeats on its pages.
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
        ranked = self.by_language(question, vector, rendered)
        return merged(ranked, question.language, self._weights)[:RANKED]

    def by_language(
        self, question: Question, vector: NDArray[np.float32], rendered: Sequence[Rendering] = ()
    ) -> dict[Language, list[Candidate]]:
        """The best ``RANKED`` candidates in each language, ranked among themselves; inside ``library.reading()``."""
        found = {*self._near(vector), *self._matching(question)}
        origins = self._library.alike(found) if self._folded else self._library.origins(found)
        ids = self._worth_scoring(origins) if self._folded else list(origins)
        if not ids:
            return {}
        words = QuestionWords.read(self._library, question.text, rendered)
        counts = self._library.word_counts(ids, words.counted)
        units = self._library.unit_scores(vector, ids)
        ranked: dict[Language, list[Candidate]] = {}
        for language in sorted({one.language for one in counts.values()}):
            weight = self._weights.words if language == question.language else self._weights.translated
            scored = [
                _scored(i, units[i], *words.coverage(counts[i]), weight, self._weights)
                for i in ids
                if counts[i].language == language
            ]
            scored.sort(key=lambda one: (-one.score, origins[one.id]))
            if self._folded:
                scored = first_of_each(scored, lambda one: origins[one.id].key)
            ranked[language] = self._read(question, scored[:RANKED])
        return ranked

    def _worth_scoring(self, origins: Mapping[int, Origin]) -> list[int]:
        """One of each that say the same, and none that a site says on all its pages."""
        repeated = self._library.repeated(origins)
        return scored_alone({one: origin for one, origin in origins.items() if one not in repeated})

    def _read(self, question: Question, scored: Sequence[_Scored]) -> list[Candidate]:
        best = {one.id: one for one in scored}
        found = [Candidate(passage, **best[passage.id].parts) for passage in self._library.passages(best)]
        ranking = in_order(found)
        bonus = self._weights.kind
        return in_order([_fitted(question, one, bonus) for one in ranking[:KIND_AMONG]]) + ranking[KIND_AMONG:]

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


def _fitted(question: Question, candidate: Candidate, bonus: float) -> Candidate:
    """The candidate with its bonus, where the question asks for what can be looked for."""
    if question.kind not in {"when", "how many"}:
        return candidate
    fits = has_answer_of_kind(question, candidate.passage.text)
    return replace(candidate, fits=fits, score=candidate.score + bonus * fits)
