"""One ranking from the rankings of both languages' passages.

Within a language scores compare. Between languages they do not: a wrong passage in the question's own language shares its very
words, the right one in the other language only translations of them, of which the lexicon knows some. So each language is
ranked by itself, and the two first passages are held against each other by weights of their own, fitted on pools of both
languages. What the first gains, all passages of its language gain: their order stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from index.types import Language
from retrieval.types import Candidate
from retrieval.weights import Merging, Weights


def merged(rankings: Mapping[Language, Sequence[Candidate]], asked_in: Language, weights: Weights) -> list[Candidate]:
    """All candidates in one ranking, best first; those of a single language keep their scores.

    Equal scores stand in the order of their documents and positions.
    """
    found = [ranking for ranking in rankings.values() if ranking]
    if len(found) > 1 and weights.merging is not None:
        found = [_moved(ranking, _gain(ranking[0], asked_in, weights, weights.merging)) for ranking in found]
    return in_order(candidate for ranking in found for candidate in ranking)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first; equal scores in the order of their documents and positions."""
    return sorted(candidates, key=lambda one: (-one.score, one.passage.document.id, one.passage.position))


def _gain(best: Candidate, asked_in: Language, weights: Weights, merging: Merging) -> float:
    """What ``best``, the first of its language, is worth more against the other language's than against its own."""
    if best.passage.language == asked_in:
        return (merging.words - weights.words) * best.coverage
    return (merging.translated - weights.translated) * best.coverage + merging.other


def _moved(ranking: Sequence[Candidate], gain: float) -> list[Candidate]:
    return [replace(candidate, score=candidate.score + gain, moved=gain) for candidate in ranking]
