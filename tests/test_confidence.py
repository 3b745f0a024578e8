"""The judge: more evidence makes it surer, a wrong year less so, and no passage at all is no answer."""

from __future__ import annotations

import json
from dataclasses import replace

from index.types import Document, Passage, Span
from retrieval.confidence import FEATURES, PAIRS, WEIGHTS, Judge, features
from retrieval.question import understand
from retrieval.types import Candidate

TEXT = "In 2022 the summit had 2,100 guests."
DOCUMENT = Document(1, "a.txt", "a", "en", 1, "a.txt", "2026-01-01T00:00:00+00:00")


def candidate(score: float, coverage: float = 0.4) -> Candidate:
    """A passage whose three inner products are a third of ``score`` each."""
    passage = Passage(1, DOCUMENT, 1, TEXT, "", "en", (Span(0, len(TEXT)),))
    third = score / 3
    return Candidate(passage, score, third, third, third, coverage, 1 - coverage, 0)


def confidence(question: str, *ranking: Candidate) -> float:
    return Judge.shipped().confidence(understand(question), ranking)


def test_the_shipped_weights_fit_the_features() -> None:
    """An intercept and one weight for each feature, for every pair of languages; the threshold is one half."""
    facts = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert facts["features"] == list(FEATURES)
    assert set(facts["weights"]) == set(PAIRS)
    assert {len(weights) for weights in facts["weights"].values()} == {len(FEATURES) + 1}
    assert facts["threshold"] == 0.5
    assert len(features(understand("who?"), [candidate(2.6)])) == len(FEATURES)


def test_no_passage_is_no_answer() -> None:
    """Confidence 0."""
    assert confidence("how many guests came?") == 0


def test_a_passage_far_ahead_is_surer_than_one_among_equals() -> None:
    """With the same score, what stands behind it decides."""
    ahead = confidence("how many guests came?", candidate(2.7), *[candidate(2.3)] * 5)
    among = confidence("how many guests came?", candidate(2.7), *[candidate(2.69)] * 5)
    assert ahead > 0.5 > among


def test_the_wrong_year_makes_it_unsure() -> None:
    """The right subject, another year: far less than with the right one."""
    ranking = (candidate(2.7), *[candidate(2.4)] * 5)
    right, wrong = (confidence(f"how many guests came in {year}?", *ranking) for year in (2022, 2018))
    assert right > 0.5
    assert wrong < right / 2


def test_a_when_question_without_a_date_is_less_sure() -> None:
    """As the retriever found out."""
    ranking = (candidate(2.6), *[candidate(2.4)] * 5)
    without = (replace(ranking[0], fits=False), *ranking[1:])
    assert confidence("when was it?", *without) < confidence("when was it?", *ranking)
