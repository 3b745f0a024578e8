"""Runs that stand on one base line become a row, and a row of one column becomes a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from index.readers.pdf.characters import GAP, Run
from index.readers.pdf.text import is_east, repaired

CELL = 1.2
"""Width of white, in font sizes, that parts the cells of a table row."""
_RAISED = re.compile(r"[\[(（〔]?[\d,，、\-–*†‡§¶①-⑳]{1,9}[\])）〕]?|[a-h*†‡]")
_POWERS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


class Row(NamedTuple):
    """Runs on one base line, from left to right; ``base`` and ``size`` are those of most of its text."""

    base: float
    size: float
    runs: tuple[Run, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.runs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(run.right for run in self.runs)


class Cell(NamedTuple):
    """A part of a line with wide white around it."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, its box, and its parts where white parts it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    parts: tuple[Cell, ...] = ()

    @property
    def cells(self) -> list[Cell]:
        """Its parts as cells of a table, if wide white is between any of them; else none."""
        cells = list(self.parts[:1])
        for part in self.parts[1:]:
            if part.left - cells[-1].right > CELL * self.size:
                cells.append(part)
            else:
                cells[-1] = Cell(f"{cells[-1].text} {part.text}", cells[-1].left, part.right)
        return cells if len(cells) > 1 else []


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Rows from top to bottom; raised and lowered marks stay on the row they belong to."""
    rows: list[list[Run]] = []
    anchor = Run("", 0, 0, 0, 0)
    for run in sorted(runs, key=lambda one: -one.base):
        apart = anchor.base - run.base
        if rows and apart <= 0.5 * max(anchor.size, run.size):
            rows[-1].append(run)
            # a raised mark comes before the line it stands on: the larger of the two says where that is
            if run.size > 1.1 * anchor.size:
                anchor = run
        else:
            rows.append([run])
            anchor = run
    return [_row(row) for row in rows]


def _row(runs: list[Run]) -> Row:
    weights: dict[tuple[float, float], int] = {}
    for run in runs:
        key = (round(run.size, 1), round(run.base, 1))
        weights[key] = weights.get(key, 0) + len(run.text)
    size, base = max(weights, key=lambda one: weights[one])
    return Row(base, size, tuple(sorted(runs, key=lambda one: one.left)))


def line_of(row: Row) -> Line:
    """The row as text: marks of footnotes out, powers as powers, a space where the white is one."""
    parts: list[Cell] = []
    text, left, right = "", row.left, row.left
    for run in row.runs:
        written = _raised(run, row, text)
        gap = (run.left - right) / row.size
        if text and written and gap > GAP:
            parts.append(Cell(repaired(text), left, right))
            text, left = written, run.left
        elif text and written:
            text += (" " if _is_space(text, written, gap) else "") + written
        elif written:
            text, left = written, run.left
        right = max(right, run.right)
    parts.append(Cell(repaired(text), left, right))
    whole = repaired(" ".join(part.text for part in parts))
    kept = tuple(parts) if len(parts) > 1 else ()
    return Line(whole, parts[0].left, right, row.base, row.size, kept)


def _is_space(text: str, more: str, gap: float) -> bool:
    if text[-1].isspace() or more[0].isspace():
        return False
    return gap > (0.6 if is_east(text[-1]) and is_east(more[0]) else 0.15)


def _raised(run: Run, row: Row, before: str) -> str:
    """The text of a run; "" for the mark of a footnote, a power where a figure or a unit stands before."""
    up = run.base - row.base
    if run.size > 0.9 * row.size or up < 0.15 * row.size or not _RAISED.fullmatch(run.text.strip()):
        return run.text
    unit = re.search(r"(?:\d|\b[a-zA-Z]{1,2}|\))$", before.rstrip())
    digits = re.fullmatch(r"[-+]?\d{1,3}", run.text.strip())
    return run.text.strip().translate(_POWERS) if unit and digits else ""
