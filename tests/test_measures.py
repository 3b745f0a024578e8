"""Measures of ranks: by hand, against a longer way round, and within their bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.measures import MEASURES, figures, gains, with_intervals

RANKS = st.lists(st.integers(1, 30).map(float) | st.just(math.inf), min_size=1, max_size=40)


def ndcg(rank: float, depth: int = 10) -> float:
    """The definition in full: the gains of a list of one right place, discounted, by those of the best such list."""
    relevant = [float(place == rank) for place in range(1, 31)]
    gained = sum(gain / math.log2(place + 1) for place, gain in enumerate(relevant[:depth], 1))
    best = sum(gain / math.log2(place + 1) for place, gain in enumerate(sorted(relevant, reverse=True)[:depth], 1))
    return gained / best if best else 0.0


def test_by_hand() -> None:
    """Ranks 1, 3, 7 and none at all."""
    found = figures([1, 3, 7, math.inf])
    assert list(found) == list(MEASURES) == ["recall@1", "recall@5", "MRR", "nDCG@10"]
    assert found["recall@1"] == 0.25
    assert found["recall@5"] == 0.5
    assert found["MRR"] == pytest.approx((1 + 1 / 3 + 1 / 7) / 4)
    assert found["nDCG@10"] == pytest.approx((1 + 1 / 2 + 1 / 3) / 4)  # log2 of 2, 4 and 8


@pytest.mark.parametrize(("rank", "kept"), [(1, 1), (5, 1), (6, 0), (10, 0)])
def test_recall_at_5_ends_with_5(rank: int, kept: int) -> None:
    """The fifth still counts, the sixth no more."""
    assert figures([rank])["recall@5"] == kept


@given(RANKS)
def test_ndcg_is_what_its_definition_says(ranks: list[float]) -> None:
    """The short form for one right passage is the long form's."""
    assert figures(ranks)["nDCG@10"] == pytest.approx(np.mean([ndcg(rank) for rank in ranks]))


@given(RANKS)
@settings(max_examples=40)
def test_intervals_hold_their_figure_and_stay_within_0_and_1(ranks: list[float]) -> None:
    """Each measure lies within its bounds; recall@1 is the least; the mean lies in the range of what was resampled."""
    found = with_intervals(ranks, resamples=50)
    for one in found.values():
        assert 0 <= one.low <= one.high <= 1
        assert 0 <= one.value <= 1
    assert found["recall@1"].value <= min(found["MRR"].value, found["nDCG@10"].value, found["recall@5"].value) + 1e-12
    assert {name: one.value for name, one in found.items()} == pytest.approx(figures(ranks))


def test_the_interval_of_a_coin_is_that_of_the_binomial() -> None:
    """Half of 400 questions right: 0.5 ± 1.96 · √(.25 / 400) = .451 to .549, to within the chance of 4000 resamples."""
    one = with_intervals([1, 2] * 200, resamples=4000)["recall@1"]
    assert one.value == 0.5
    assert one.low == pytest.approx(0.451, abs=0.006)
    assert one.high == pytest.approx(0.549, abs=0.006)


def test_what_never_varies_has_no_width_and_runs_repeat() -> None:
    """All first: 1 to 1. The same ranks give the same intervals, another seed others."""
    assert {(one.value, one.low, one.high) for one in with_intervals([1] * 20).values()} == {(1.0, 1.0, 1.0)}
    ranks = [1, 2, 4, 8, math.inf] * 9
    assert with_intervals(ranks, 100) == with_intervals(ranks, 100)
    assert with_intervals(ranks, 100) != with_intervals(ranks, 100, seed=1)


@pytest.mark.parametrize("ranks", [[], [0], [1, -2], [math.nan]])
def test_what_is_no_rank(ranks: list[float]) -> None:
    """Nothing, zero, or no number: a programmer's mistake."""
    with pytest.raises(ValueError, match="from 1"):
        gains(ranks)
