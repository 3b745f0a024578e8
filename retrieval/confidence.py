"""How sure we are that the best passage answers: a logistic model over what the ranking shows, per pair of languages.

One threshold on a cosine cannot do it: scores of this kind of encoder are squeezed into .7 to .9 and differ by language pair, so
that an unanswerable Chinese question scores higher than an answerable English one. The weights (``confidence.json``) were
fitted by training/fit_confidence.py on questions with and without their right passage in the collection.
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from retrieval.evidence import asked_years, unsupported_numbers
from retrieval.merging import in_order
from retrieval.types import Candidate, Question

WEIGHTS = Path(__file__).parent / "confidence.json"
PAIRS = ("en-en", "en-zh", "zh-en", "zh-zh")
"""Language of the question, then of its best passage."""
FEATURES = (
    "paragraph",
    "sentence",
    "window",
    "coverage",
    "margin",
    "height",
    "unsupported number",
    "another year",
    "no answer of kind",
    "words missing",
)
_RIVALS = 5
"""Passages behind the first that its height is measured over."""
_UNRELATED = 2.4
"""Score of a passage that has nothing to do with the question: stands in for rivals that a small library lacks."""


def pair_of(question: Question, candidates: Sequence[Candidate]) -> str:
    """Which of ``PAIRS`` the question and its best passage are."""
    return f"{question.language}-{candidates[0].passage.language}"


def features(question: Question, candidates: Sequence[Candidate]) -> list[float]:
    """One number for each of ``FEATURES``; ``candidates`` is a ranking with at least one passage.

    Inner products are moved and stretched to about −1 … 1, so that one regularisation suits all.
    """
    best = candidates[0]
    # where rankings were merged, only a language's own scores compare
    merged = any(one.moved for one in candidates)
    language = best.passage.language
    rivals = [one.own for one in candidates[1:] if not merged or one.passage.language == language][:_RIVALS]
    rivals += [_UNRELATED] * (_RIVALS - len(rivals))
    text = f"{best.passage.heading}\n{best.passage.text}"
    unsupported = unsupported_numbers(question, text)
    return [
        10 * (best.paragraph - 0.85),
        10 * (best.best_sentence - 0.85),
        10 * (best.best_window - 0.85),
        best.coverage,
        10 * (best.own - rivals[0]),
        10 * (best.own - sum(rivals) / _RIVALS),
        float(unsupported > 0),
        float(unsupported > 0 and bool(asked_years(question))),
        float(not best.fits),
        best.missing,
    ]


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights of each pair of languages (intercept first, then one for each feature) and the threshold of an answer."""

    weights: Mapping[str, Sequence[float]]
    threshold: float

    @classmethod
    @cache
    def shipped(cls) -> Judge:
        """The judge with the fitted weights."""
        facts = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return cls(facts["weights"], facts["threshold"])

    def confidence(self, question: Question, candidates: Sequence[Candidate]) -> float:
        """Probability (0..1) that the first of ``candidates`` answers ``question``; 0 where there is none.

        In a library of both languages the order of the scores alone, as without merging, must be as sure: what merging lifts
        to the first place of nothing but far ones is no answer.
        """
        if not candidates:
            return 0.0
        sure = self._of(question, candidates)
        if not any(one.moved for one in candidates):
            return sure
        return min(sure, self._of(question, in_order(replace(one, score=one.own, moved=0.0) for one in candidates)))

    def _of(self, question: Question, candidates: Sequence[Candidate]) -> float:
        intercept, *weights = self.weights[pair_of(question, candidates)]
        return 1 / (1 + math.exp(-intercept - sum(map(operator.mul, weights, features(question, candidates)))))
