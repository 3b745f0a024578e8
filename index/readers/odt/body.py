"""The body of an ODT in its order: paragraphs, lists, tables, text boxes and notes as blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from index.readers.looks import block_of
from index.readers.odt.styles import Styles
from index.readers.odt.text import Inline, gather
from index.readers.outline import Block
from index.readers.tables import Cell, table
from index.readers.xml_parts import local, value

_PASSED = frozenset(
    {
        "section",
        "list",
        "list-item",
        "list-header",
        "numbered-paragraph",
        "text-box",
        "note-body",
        "frame",
        "index-body",
    }
)
_CONTENTS = frozenset({"table-of-content", "illustration-index", "table-index", "object-index", "user-index"})
_ROWS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_REPEATED = 20
"""Copies of one cell or row at most: sheets are filled up with thousands of empty ones."""


class Body:
    """Walks through the elements of a body; ``drop`` is told what is left out, and why."""

    def __init__(self, styles: Styles, drop: Callable[[str, str], None]) -> None:
        self._styles = styles
        self._drop = drop

    def blocks(self, elements: Iterable[Element], *, item: bool = False) -> Iterator[Block]:
        """The blocks of ``elements``, in their order."""
        for element in elements:
            name = local(element.tag)
            if name in {"p", "h"}:
                yield from self._paragraph(element, item=item)
            elif name == "table":
                yield from table([row for one in element for row in self._rows(one)])
            elif name in _CONTENTS:
                for block in self.blocks(element):
                    self._drop(block.text, "table of contents")
            elif name in _PASSED and value(element, "display") != "none":
                yield from self.blocks(element, item=item or name == "list-item")

    def _paragraph(self, element: Element, *, item: bool) -> Iterator[Block]:
        style = value(element, "style-name")
        inline = Inline()
        if not self._styles.hides(style) and not any(local(one.tag) == "hidden-paragraph" for one in element):
            gather(element, self._styles, inline)
        look = replace(self._styles.look(style), item=item)
        outline = value(element, "outline-level") or "1"
        if local(element.tag) == "h" and outline.isdecimal() and outline != "0":
            look = replace(look, level=int(outline))
        text = inline.code if look.code else inline.text
        if text and look.contents:
            self._drop(text, "table of contents")
        elif text:
            yield block_of(text, look)
        yield from self.blocks(inline.boxes)
        for note in inline.notes:
            yield from (Block(block.text) for block in self.blocks(note))

    def _rows(self, element: Element) -> Iterator[list[Cell]]:
        name = local(element.tag)
        if name in _ROWS:
            for one in element:
                yield from self._rows(one)
        elif name == "table-row" and value(element, "visibility") != "collapse":
            cells = [cell for one in element for cell in self._cells(one)]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield from [cells] * _times(element, "number-rows-repeated")

    def _cells(self, element: Element) -> Iterator[Cell]:
        if local(element.tag) in {"table-cell", "covered-table-cell"}:
            yield from [list(self.blocks(element))] * _times(element, "number-columns-repeated")


def _times(element: Element, name: str) -> int:
    count = value(element, name)
    return min(int(count), _REPEATED) if count.isdecimal() and len(count) < 10 else 1
