"""What a table is like, told by its first rows: its delimiter, what stands above it, and whether it begins with headings."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.fields import tidy

_DELIMITERS = "\t,;|"
_FIGURE = re.compile(r"[-+±≈~<>$€£¥￥]?\s*\d[\d.,:/%\-\s年月日时分]*[%‰a-zA-Z元人个]{0,3}")
_SENTENCE = re.compile(r"[。！？!?][”\"」』）)]?$|\w{3}\.$")
_LONGEST = 60
"""Characters of the longest heading of a column."""
_ABOVE = 10
"""Rows above a table, at most: a title, a date, a source."""


@dataclass(frozen=True, slots=True)
class Head:
    """The names of the columns (none where no row gives them), rows ``above`` that row, and the title among them."""

    names: tuple[str, ...] = ()
    above: int = 0
    title: str = ""


def delimiter_of(sample: str, suffix: str) -> tuple[str, int]:
    """What parts the cells, and how many lines only say so (``sep=;``)."""
    first, _, _ = sample.partition("\n")
    if found := re.fullmatch(r"\"?sep=(.)\"?\s*", first, re.IGNORECASE):
        return found.group(1), 1
    usual = "\t" if suffix in {".tsv", ".tab"} else ","
    order = usual + _DELIMITERS.replace(usual, "")
    best = max(order, key=lambda one: (_agreement(sample, one), -order.index(one)))
    return (best if _agreement(sample, best) > (0.0, 0) else usual), 0


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of rows that have the most frequent number of cells, and that number; nothing where it is one."""
    lines = [f"{line}\n" for line in sample.split("\n")[:200]]
    counts: Counter[int] = Counter()
    try:
        counts.update(len(row) for row in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, row)))
    except csv.Error:
        return 0.0, 0
    if not counts:
        return 0.0, 0
    cells, count = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    share = count / counts.total()
    return (share, cells) if cells > 1 and share >= 0.5 else (0.0, 0)


def head_of(rows: Sequence[Sequence[str]]) -> Head:
    """What the first rows say of the table they begin."""
    table = [[tidy(cell) for cell in row] for row in rows]
    filled = [sum(map(bool, row)) for row in table]
    if not any(filled):
        return Head()
    above = _above(filled)
    title = " ".join(cell for row in table[:above] for cell in row if cell)
    named = _names(table[above], [row for row in table[above + 1 :] if any(row)])
    if above and len(table[0]) == 1 and not named:  # no table under a title, but a list whose texts hold the delimiter
        return Head(tuple(table[0])) if len(title) <= _LONGEST else Head()
    if len(title) > 2 * _LONGEST:
        return Head()
    return Head(tuple(table[above]) if named else (), above, title)


def _above(filled: Sequence[int]) -> int:
    """How many rows with one cell or none stand above the first row of a table that has more."""
    usual = max(Counter(count for count in filled if count).items(), key=lambda item: (item[1], item[0]))[0]
    if usual < 2:
        return 0
    return next((at for at, count in enumerate(filled[: _ABOVE + 1]) if count > 1), 0)


def _names(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether ``first`` names the columns: short, all different, no figures, and none comes again as a value below."""
    cells = [cell for cell in first if cell]
    if not below or len(set(cells)) < len(cells) or len(cells) < len(first) / 2:
        return False
    if any(len(cell) > _LONGEST or _SENTENCE.search(cell) for cell in cells):
        return False
    if len(first) == 1:
        return len(first[0]) <= 30 and sum(map(len, map("".join, below))) / len(below) > 2 * len(first[0])
    figures = [cell for cell in cells if _FIGURE.fullmatch(cell)]
    if figures and not _years(figures, cells):
        return False
    return not any(cell and cell in {row[at] for row in below if at < len(row)} for at, cell in enumerate(first))


def _years(figures: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the figures among headings are years or periods in order, after a name: ``town, 2019, 2020``."""
    if not all(re.fullmatch(r"(?:1[5-9]|20)\d\d年?", figure) for figure in figures) or cells[0] in figures:
        return False
    return len(figures) >= 2 and list(figures) in (sorted(figures), sorted(figures, reverse=True))
