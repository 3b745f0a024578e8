"""Ranks of right passages become recall@1, recall@5, MRR and nDCG@10, each with a bootstrap interval.

A rank counts from 1; it is infinite where no right passage was ranked, and then every gain is 0.

recall@k: the share of questions whose rank is at most k. MRR: the mean of 1 / rank (Voorhees 1999, TREC-8 question answering).
nDCG@k: the gain of one right passage is 1 / log2(rank + 1), which divided by the best there could be, 1 / log2(2) = 1, is itself
(Järvelin and Kekäläinen 2002, with the discount of every later evaluation from rank 2 on); beyond rank k it is 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

MEASURES = ("recall@1", "recall@5", "MRR", "nDCG@10")
RESAMPLES = 1000
CONFIDENCE = 0.95
SEED = 20141119
"""Any number would do; one and the same lets all rankings of a run be resampled alike, and a run be repeated."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over questions, and the interval that holds 95 % of its bootstrap resamples."""

    value: float
    low: float
    high: float


def gains(ranks: ArrayLike) -> NDArray[np.float64]:
    """What each question adds to each of ``MEASURES``: shape (questions, 4), each from 0 to 1.

    Raises ``ValueError`` for a rank under 1 and for no ranks at all.
    """
    rank = np.asarray(ranks, np.float64)
    if rank.ndim != 1 or not len(rank) or not (rank >= 1).all():
        raise ValueError("ranks are one or more numbers from 1")
    discounted = np.where(rank <= 10, 1 / np.log2(rank + 1), 0.0)
    return np.column_stack([rank <= 1, rank <= 5, 1 / rank, discounted]).astype(np.float64)


def figures(ranks: ArrayLike) -> dict[str, float]:
    """The mean of each of ``MEASURES`` over the questions."""
    return dict(zip(MEASURES, gains(ranks).mean(axis=0).tolist(), strict=True))


def with_intervals(ranks: ArrayLike, resamples: int = RESAMPLES, seed: int = SEED) -> dict[str, Figure]:
    """The means with their percentile intervals (Efron and Tibshirani 1993, chapter 13).

    Each resample draws as many questions as there are, with replacement; the interval runs from the 2.5th to the 97.5th
    percentile of the resamples' means.
    """
    each = gains(ranks)
    generator = np.random.default_rng(seed)
    means = np.stack([each[generator.integers(0, len(each), len(each))].mean(axis=0) for _ in range(resamples)])
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(means, [tail, 1 - tail], axis=0)
    rows = zip(MEASURES, each.mean(axis=0).tolist(), low.tolist(), high.tolist(), strict=True)
    return {name: Figure(*row) for name, *row in rows}
