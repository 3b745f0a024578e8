"""The order in which a page is read: columns from left to right, whatever spans them in between, by geometry alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

import numpy as np

from index.readers.pdf.lines import Row, rows_of

_BIN = 2.0
"""Points of one step across the page."""
_NARROWEST = 8.0
"""Font sizes of the narrowest column of text."""
_DEEPEST = 4
"""Splits into a left and a right part inside one another: five columns side by side."""


def blocks_of(rows: Sequence[Row], deep: int = 0) -> list[list[Row]]:
    """The rows of each column in reading order; what spans columns is a block of its own between them."""
    if deep == _DEEPEST or len(rows) < 3:
        return [list(rows)] if rows else []
    for gutter in _gutters(rows):
        blocks = _split(rows, gutter, deep)
        if blocks:
            return blocks
    return [list(rows)]


def _gutters(rows: Sequence[Row]) -> list[float]:
    """Places across the page that little text covers while much stands on both sides; the widest first."""
    runs = [run for row in rows for run in row.runs]
    start = min(run.left for run in runs)
    count = int((max(run.right for run in runs) - start) / _BIN) + 2
    if not 3 < count < 10_000:
        return []
    lefts = np.array([(run.left - start) / _BIN for run in runs]).astype(int).clip(0, count - 1)
    rights = np.array([(run.right - start) / _BIN for run in runs]).astype(int).clip(0, count - 1)
    edges = np.zeros(count + 1, dtype=int)
    np.add.at(edges, lefts, 1)
    np.add.at(edges, rights + 1, -1)
    cover = np.cumsum(edges[:-1])
    around = np.minimum(np.maximum.accumulate(cover), np.maximum.accumulate(cover[::-1])[::-1])
    low = (around >= 2) & (cover <= 0.34 * around)
    changes = np.flatnonzero(np.diff(np.concatenate(([0], low.astype(int), [0]))))
    valleys = []
    for begin, end in zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True):
        part = cover[begin:end]
        least = np.flatnonzero(part == part.min())
        middle = begin + (int(least[0]) + int(least[-1]) + 1) / 2
        valleys.append((len(least), start + middle * _BIN))
    return [at for width, at in sorted(valleys, reverse=True)[:6] if width * _BIN >= 4]


def _split(rows: Sequence[Row], gutter: float, deep: int) -> list[list[Row]]:
    """Blocks for columns left and right of ``gutter``; none where no part of the page is set in such columns."""
    blocks: list[list[Row]] = []
    plain: list[Row] = []
    found = False
    for crosses, band in groupby(rows, lambda row: _crosses(row, gutter)):
        part = list(band)
        sides = () if crosses else _sides(part, gutter)
        if not sides:
            plain += part
            continue
        found = True
        blocks += blocks_of(plain, deep + 1)
        plain = []
        for side in sides:
            blocks += blocks_of(side, deep + 1)
    return blocks + blocks_of(plain, deep + 1) if found else []


def _crosses(row: Row, gutter: float) -> bool:
    return any(run.left < gutter - 1 and run.right > gutter + 1 for run in row.runs)


def _sides(band: Sequence[Row], gutter: float) -> tuple[list[Row], ...]:
    """The rows left and right of the gutter, if both sides read as text and not as cells of a table."""
    runs = [run for row in band for run in row.runs]
    left = rows_of(run for run in runs if run.left < gutter)
    right = rows_of(run for run in runs if run.left >= gutter)
    few, many = sorted((len(left), len(right)))
    if not few or many < 3 or (few == 1 and many < 5):
        return ()
    return (left, right) if _is_prose(left) and _is_prose(right) else ()


def _is_prose(rows: Sequence[Row]) -> bool:
    """Whether at least half of the lines are full, and lines are long enough for sentences."""
    begin, end = min(row.left for row in rows), max(row.right for row in rows)
    full = sum(row.right > begin + 0.75 * (end - begin) for row in rows)
    return 2 * full >= len(rows) and end - begin > _NARROWEST * median(row.size for row in rows)
