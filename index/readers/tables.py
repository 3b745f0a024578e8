"""Tables become rows that can be read aloud, ``a | b``; those that only lay out a page become what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.readers.outline import GROUP, Block, joined

LAYOUT = 600
"""Characters of a cell from which its table holds text rather than data."""
Cell = Sequence[Block]
Row = Sequence[Cell]


def table(rows: Sequence[Row]) -> Iterator[Block]:
    """The blocks of a table, each some whole rows."""
    if _is_layout(rows):
        yield from (block for row in rows for cell in row for block in cell)
        return
    group: list[str] = []
    for row in rows:
        cells = [joined(block.text.replace("\n", " ") for block in cell) for cell in row]
        if not any(cells):
            continue
        line = " | ".join(cells)
        if group and sum(map(len, group)) + len(line) > GROUP:
            yield Block("\n".join(group), whole=True)
            group = []
        group.append(line)
    if group:
        yield Block("\n".join(group), whole=True)


def _is_layout(rows: Sequence[Row]) -> bool:
    """One column, or a cell as long as a text."""
    widest = max((sum(bool(cell) for cell in row) for row in rows), default=0)
    longest = max((sum(len(block.text) for block in cell) for row in rows for cell in row), default=0)
    return widest <= 1 or longest > LAYOUT
