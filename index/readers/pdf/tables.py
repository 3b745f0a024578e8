"""Tables of a PDF, which are nothing but text at certain places: rows of cells that stand under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.readers.pdf.lines import CELL, Cell, Line
from index.readers.pdf.text import joined

LONGEST = 900
"""Characters up to which the rows of a table stay one paragraph."""


def tables_of(lines: Sequence[Line], pitch: float) -> dict[int, int]:
    """Where tables begin among the lines, each with the index after its last line."""
    found: dict[int, int] = {}
    at = 0
    while at < len(lines):
        end = _end(lines, at, pitch)
        if end - at >= 2 and sum(bool(line.cells) for line in lines[at:end]) >= 2:
            found[at] = end
            at = end
        else:
            at += 1
    return found


def table(lines: Sequence[Line]) -> Iterator[str]:
    """The rows as text, cells parted by " | "; a part of a cell on a line of its own goes back into its cell."""
    rows: list[list[Cell]] = []
    places = [part.left for line in lines for part in line.parts]
    for line in lines:
        cells = _cells(line, places)
        if len(cells) > 1 or not rows:
            rows.append(cells)
            continue
        place = min(range(len(rows[-1])), key=lambda at: abs(rows[-1][at].left - line.left))
        cell = rows[-1][place]
        rows[-1][place] = Cell(joined(cell.text, line.text), cell.left, cell.right)
    group: list[str] = []
    for row in rows:
        text = " | ".join(cell.text for cell in row)
        if group and sum(map(len, group)) + len(text) > LONGEST:
            yield "\n".join(group)
            group = []
        group.append(text)
    yield "\n".join(group)


def _cells(line: Line, places: Sequence[float]) -> list[Cell]:
    """The line's parts, those together that neither wide white parts nor a place where parts of other rows begin."""
    cells = list(line.parts[:1]) or [Cell(line.text, line.left, line.right)]
    for part in line.parts[1:]:
        usual = sum(abs(part.left - place) < 0.3 * line.size for place in places) > 1
        if usual or part.left - cells[-1].right > CELL * line.size:
            cells.append(part)
        else:
            cells[-1] = Cell(f"{cells[-1].text} {part.text}", cells[-1].left, part.right)
    return cells


def _end(lines: Sequence[Line], begin: int, pitch: float) -> int:
    """The index after the last line that belongs to a table which begins at ``begin``."""
    if not lines[begin].cells:
        return begin
    rows, at = [lines[begin]], begin + 1
    while at < len(lines):
        line, before = lines[at], lines[at - 1]
        size = max(line.size, before.size)
        if before.base - line.base > 2.5 * pitch * size or before.base < line.base:
            break
        if _stands_under(line, rows, size):
            rows.append(line)
        elif line.cells or not _goes_on(line, rows, size):
            break
        at += 1
    return at


def _stands_under(line: Line, rows: Sequence[Line], size: float) -> bool:
    """Whether a part beyond the first begins or ends where one of the rows above does."""
    above = [part for row in rows for part in row.parts]
    return any(
        abs(part.left - other.left) < 0.6 * size or abs(part.right - other.right) < 0.6 * size
        for part in line.parts[1:]
        for other in above
    )


def _goes_on(line: Line, rows: Sequence[Line], size: float) -> bool:
    """Whether it begins where a cell beyond the first does: more of that cell."""
    return any(abs(line.left - part.left) < 0.5 * size for row in rows for part in row.parts[1:])
