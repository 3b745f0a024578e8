"""Tables of a page: which hold data and which only lay out the page, and their rows as readable lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from index.readers.html.inline import Line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LAYOUT = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "form", "pre"})
TextOf = Callable[["HtmlElement"], str]
CELL = 400
"""Characters of the longest cell of a table that holds data."""
WIDEST = 100
"""Columns that a cell may span: what is written there is not to be trusted."""


_Reach = dict[int, tuple[int, str]]


def is_data(table: HtmlElement) -> bool:
    """Whether a table holds data: two columns and two rows, short cells, nothing in them that makes a page."""
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return False
    if any(element.tag in _LAYOUT for element in table.iterdescendants()):
        return False
    rows = [_cells(row) for row in table.iter("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    return all(len(_bare(cell)) <= CELL and sum(1 for _ in cell.iter("p")) < 4 for cell in cells)


def rows_of(table: HtmlElement, text_of: TextOf) -> Iterator[Line]:
    """The caption and each row as a line: ``a | b``; a cell over several rows stands in each of them."""
    for caption in table.iter("caption"):
        if text := text_of(caption):
            yield Line(text, 0.0, caption.sourceline or 0)
    below: _Reach = {}
    for row in table.iter("tr"):
        texts, below = _row(row, below, text_of)
        while texts and not texts[-1]:
            texts.pop()
        if any(texts):
            yield Line(" | ".join(texts), _linked(row), row.sourceline or 0)


def _row(row: HtmlElement, above: _Reach, text_of: TextOf) -> tuple[list[str], _Reach]:
    """The texts of a row, and by column what still reaches into the rows below it."""
    texts: list[str] = []
    below: _Reach = {}

    def reach() -> None:
        while len(texts) in above:
            rows, text = above[len(texts)]
            if rows > 1:
                below[len(texts)] = (rows - 1, text)
            texts.append(text)

    for cell in _cells(row):
        reach()
        text, rows = text_of(cell), _span(cell, "rowspan")
        if rows > 1:
            below[len(texts)] = (rows - 1, text)
        texts.extend([text, *[""] * (_span(cell, "colspan") - 1)])
    reach()
    return texts, below


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _span(cell: HtmlElement, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return max(1, min(int(said), WIDEST)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _bare(cell: HtmlElement) -> str:
    return "".join(cell.itertext()).strip()


def _linked(row: HtmlElement) -> float:
    every = sum(len(_bare(cell)) for cell in _cells(row))
    return sum(len(_bare(link)) for link in row.iter("a")) / every if every else 0.0
