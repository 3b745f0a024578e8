"""A page as rows, those at its edges by themselves, and what is written aside of the text: ruby and slanted stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

from index.readers.pdf.characters import Sheet
from index.readers.pdf.lines import Row, line_of, rows_of
from index.readers.pdf.text import is_east

_OUTER = 3  # rows at the top and at the bottom among which furniture is looked for
_READING = re.compile(r"[\s\u3040-\u30ff\u3105-\u312f\u02c7\u02ca\u02cb\u02d9a-zA-Z\u00c0-\u024f·]+")


class Outer(NamedTuple):
    """A row at the top or bottom of a page, its place among the rows, its text, and how far the next row inwards is."""

    place: int
    row: Row
    text: str
    away: float


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page from top to bottom, and those at its ``top`` and ``bottom`` from the outside in.

    ``aside`` is what else is written on it, each with the reason why it is no text.
    """

    number: int
    rows: tuple[Row, ...]
    top: tuple[Outer, ...]
    bottom: tuple[Outer, ...]
    aside: tuple[tuple[str, str], ...]

    @property
    def edges(self) -> tuple[Outer, ...]:
        """The rows at its top and at its bottom."""
        return self.top + self.bottom

    @classmethod
    def of(cls, sheet: Sheet) -> Page:
        """The rows of a sheet."""
        rows = rows_of(run for run in sheet.runs if not run.slanted)
        ruby = {index for index in range(len(rows) - 1) if _is_ruby(rows[index], rows[index + 1])}
        aside = [(" ".join(run.text for run in rows[index].runs), "ruby") for index in sorted(ruby)]
        slanted = "".join(run.text for run in sheet.runs if run.slanted)
        if slanted.strip():
            aside.append((slanted, "slanted text"))
        kept = tuple(row for index, row in enumerate(rows) if index not in ruby)
        return cls(sheet.number, kept, _outer(kept, 1), _outer(kept, -1), tuple(aside))


def _is_ruby(row: Row, below: Row) -> bool:
    """Whether it says how the Han below are read: half their size, right above them."""
    if row.size > 0.6 * below.size or not 0.5 < (row.base - below.base) / below.size < 1.5:
        return False
    written, under = "".join(run.text for run in row.runs), "".join(run.text for run in below.runs)
    return (
        below.left - below.size < row.left
        and row.right < below.right + below.size
        and bool(_READING.fullmatch(written) and any(map(is_east, under)))
    )


def _outer(rows: Sequence[Row], step: int) -> tuple[Outer, ...]:
    """The outermost rows from the top (1) or the bottom (-1), no more than half of the page."""
    order = list(enumerate(rows))[::step]
    pitch = median(abs(first.base - second.base) for first, second in pairwise(rows)) if len(rows) > 1 else 1.0
    return (
        tuple(
            Outer(index, row, line_of(row).text, abs(row.base - after.base) / max(pitch, 1.0))
            for (index, row), (_, after) in islice(pairwise([*order, order[-1]]), min(_OUTER, max(1, len(rows) // 2)))
        )
        if rows
        else ()
    )
