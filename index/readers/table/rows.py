"""Lines into rows of cells, quotes that hold line breaks included; a quote that nobody closed costs its own row alone."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

LONGEST = 1_000_000
"""Characters of one row, its line breaks included: a quote still open there was never meant as one."""
FAULTS = 20
"""Rows with a broken quote after which quotes no longer hold line breaks: each such row costs reading ``LONGEST`` again."""


class _Unclosed(Exception):  # noqa: N818  # raised through csv.reader, never seen outside
    pass


class _Feed:
    """Lines for ``csv.reader``; ``taken`` are those of the row it is in, which can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self._size = 0
        self.one_line = False

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.taken and (self.one_line or self._size > LONGEST):
            raise _Unclosed
        line = self._again.popleft() if self._again else next(self._lines).replace("\0", "")
        self.taken.append(line)
        self._size += len(line)
        return f"{line}\n"

    def begin(self) -> None:
        """What was taken has become a row."""
        self.taken.clear()
        self._size = 0

    def give_back(self) -> str:
        """The first line of the row; the others will come again."""
        first, *others = self.taken
        self._again.extendleft(reversed(others))
        self.begin()
        return first


def rows(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    """The rows; a blank line is an empty one. Where quotes are broken, the line as it stands is the row."""
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST))  # of the whole process, and only ever raised
    feed = _Feed(lines)
    faults = 0
    done = False
    while not done:
        try:
            # strict: an unclosed quote runs into the next one, and what follows that is seldom a delimiter
            for row in csv.reader(feed, delimiter=delimiter, strict=True):
                feed.begin()
                yield row
            done = True
        except (csv.Error, _Unclosed):
            faults += len(feed.taken) > 1
            feed.one_line = faults > FAULTS
            yield _as_it_stands(feed.give_back(), delimiter)


def _as_it_stands(line: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotes are broken; delimiters within quotes are heeded where every quote is closed."""
    cells = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    if line.count('"') % 2 == 0:
        lenient = next(csv.reader([line], delimiter=delimiter), [])
        if len(lenient) != len(cells):
            return lenient
    return [cell.strip('"') for cell in cells]
