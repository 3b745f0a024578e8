"""What is usual in a document, told from some of its pages: the size of its text, its indents, its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf.columns import blocks_of
from index.readers.pdf.lines import Line, Row, line_of

HEADING = 80
"""Characters of the longest line that may be a heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """The lines of one column of a page, and where full lines of it begin and end."""

    page: int
    left: float
    right: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How text, paragraphs and headings look.

    ``size`` of the text in points, ``pitch`` from line to line in sizes, whether paragraphs begin ``indented``, the sizes
    of ``headings`` from the largest, and the left and right ``edges`` of full columns.
    """

    size: float
    pitch: float
    indented: bool
    headings: tuple[float, ...]
    edges: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, pages: Sequence[Sequence[Column]]) -> Style:
        """The style of these pages."""
        columns = [column for page in pages for column in page]
        size = _text_size(line for column in columns for line in column.lines)
        return cls(size, _pitch(columns, size), _is_indented(columns, size), _headings(columns, size), _edges(columns))

    def level(self, line: Line) -> int:
        """The level of a heading of this size from 1; 0 for text."""
        return next((level for level, size in enumerate(self.headings, 1) if abs(size - line.size) < 0.3), 0)


def columns_of(page: int, rows: Sequence[Row], edges: Sequence[tuple[float, float]] = ()) -> list[Column]:
    """The columns of a page in reading order; a short one takes its edges from the full ones of other pages."""
    found = []
    for block in blocks_of(rows):
        lines = tuple(line for row in block if (line := line_of(row)).text)
        if lines:
            found.append(Column(page, *_bounds(lines, edges), lines))
    return found


def _bounds(lines: Sequence[Line], edges: Sequence[tuple[float, float]]) -> tuple[float, float]:
    lefts = sorted(line.left for line in lines)  # the edge is the leftmost place where several lines begin
    least = max(2, len(lines) // 5)
    left = next((left for left, far in zip(lefts, lefts[least - 1 :], strict=False) if far - left < 2), lefts[0])
    # a line of code or a formula may run over the edge
    right = sorted(line.right for line in lines)[-1 - len(lines) // 10]
    if len(lines) < 5:
        size = lines[0].size
        near = [edge for edge in edges if -1 <= left - edge[0] < 4 * size and right <= edge[1] + size]
        if near:
            known = max(near)
            return min(left, known[0]), max(right, known[1])
    return left, right


def _text_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _is_text(line: Line, size: float) -> bool:
    return abs(line.size - size) < 0.07 * size


def _pitch(columns: Sequence[Column], size: float) -> float:
    """A tenth of the distances are at most this: more than a tenth lie within paragraphs, however short those are."""
    distances = sorted(
        distance
        for column in columns
        for first, second in pairwise(column.lines)
        if _is_text(first, size)
        and _is_text(second, size)
        and 0.9 < (distance := (first.base - second.base) / size) < 3.5
    )
    return distances[len(distances) // 10] if distances else 1.5


def _is_indented(columns: Sequence[Column], size: float) -> bool:
    """Whether at least 3 in 100 lines of text begin further right than the lines around them."""
    lines = indented = 0
    for column in columns:
        for first, second in pairwise(column.lines):
            if _is_text(first, size) and _is_text(second, size):
                lines += 1
                at, after = first.left - column.left, second.left - column.left
                indented += 0.9 * size < at < 4 * size and abs(after) < 0.3 * size
    return lines > 0 and indented >= max(2, 0.03 * lines)


def _headings(columns: Sequence[Column], size: float) -> tuple[float, ...]:
    """Sizes of headings; none where large text is so frequent or long that it must be something else."""
    lines = [line for column in columns for line in column.lines]
    large = [line for line in lines if line.size > 1.08 * size]
    if len(large) > max(3, 0.35 * len(lines)) or sum(len(line.text) for line in large) > HEADING * len(large):
        return ()
    sizes: list[float] = []
    for line in sorted(large, key=lambda one: -one.size):
        if not sizes or sizes[-1] - line.size > 0.5:
            sizes.append(line.size)
    return tuple(sizes)


def _edges(columns: Sequence[Column]) -> tuple[tuple[float, float], ...]:
    usual = Counter((round(column.left), round(column.right)) for column in columns if len(column.lines) >= 5)
    return tuple(edge for edge, _ in usual.most_common(8))
