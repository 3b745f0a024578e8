"""Tables of a PDF, which are nothing but text at certain places: rows of cells that stand under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.readers.pdf_lines import CELL, Cell, Line
from index.readers.pdf_text import joined

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
    places = [cell.left for cell in lines[begin].cells]
    rights = [cell.right for cell in lines[begin].cells]
    at = begin + 1
    while at < len(lines):
        line, before = lines[at], lines[at - 1]
        size = max(line.size, before.size)
        if before.base - line.base > 2.5 * pitch * size or before.base < line.base:
            break
        if line.cells:
            if not _stands_under(line, places, rights, size):
                break
            places += [cell.left for cell in line.cells]
            rights += [cell.right for cell in line.cells]
        elif not any(abs(line.left - left) < 0.5 * size for left in places[1:] if left > min(places) + size):
            break
        at += 1
    while at > begin + 1 and not lines[at - 1].cells and lines[at - 1].left <= min(places) + lines[at - 1].size:
        at -= 1
    return at


def _stands_under(line: Line, places: Sequence[float], rights: Sequence[float], size: float) -> bool:
    """Whether a cell beyond the first begins or ends where one of the rows above does."""
    return any(
        any(abs(cell.left - left) < 0.6 * size for left in places)
        or any(abs(cell.right - right) < 0.6 * size for right in rights)
        for cell in line.cells[1:]
    )
