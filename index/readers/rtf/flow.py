"""Where the text of an RTF goes: paragraphs and table rows, of the document itself or of a note or box within it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from index.readers.looks import Look, block_of
from index.readers.outline import Block, tidy
from index.readers.tables import Cell, table

MAX_SIZE = 10_000
_BULLET = re.compile(r"[•●○◦▪■□‣]\s+")  # typed, where the writer knows no lists


@dataclass
class Flow:
    """A stretch of text of its own. ``blocks`` is what came of it, ``after`` what its open paragraph is followed by.

    ``smallest`` is the size of the smallest letters in the open paragraph, in half points.
    """

    blocks: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    marker: str = ""
    smallest: int = MAX_SIZE
    _rows: list[list[Cell]] = field(default_factory=list)
    _cells: list[Cell] = field(default_factory=list)
    _cell: list[Block] = field(default_factory=list)

    def end_paragraph(self, look: Look, *, in_table: bool) -> None:
        """The text so far is a paragraph that looks so."""
        if not in_table:
            self._end_table()
        into = self._cell if in_table else self.blocks
        text = tidy(_whole("".join(self.parts)))
        marker, self.parts, self.marker, self.smallest = self.marker.strip(), [], "", MAX_SIZE
        if text and look.contents:
            self.dropped.append(text)
        elif text:
            bullet = _BULLET.match(text)
            text = text[bullet.end() :] if bullet else text
            numbered = marker if any(map(str.isalnum, marker)) else ""
            if look.level is not None and numbered:
                text = f"{numbered} {text}"
            into.append(block_of(text, replace(look, item=bool(marker or bullet)), numbered or "-"))
        into.extend(self.after)
        self.after = []

    def end_cell(self, look: Look) -> None:
        """The text so far is the last paragraph of a cell."""
        self.end_paragraph(look, in_table=True)
        self._cells.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """The cells so far are a row."""
        if self._cells:
            self._rows.append(self._cells)
            self._cells = []

    def end(self, look: Look) -> list[Block]:
        """All blocks, at the end of the flow."""
        self.end_paragraph(look, in_table=False)
        return self.blocks

    def _end_table(self) -> None:
        if self._cell:
            self._cells.append(self._cell)
            self._cell = []
        self.end_row()
        if self._rows:
            self.blocks.extend(table(self._rows))
            self._rows = []


def _whole(text: str) -> str:
    """Characters beyond the first plane come in halves."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
