"""The body of a DOCX in its order: paragraphs, tables, text boxes and notes as blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from index.readers.docx.styles import Styles
from index.readers.docx.text import Inline, gather, is_placeholder
from index.readers.looks import Look, block_of
from index.readers.outline import Block
from index.readers.tables import Cell, table
from index.readers.xml_parts import child, local, value

Notes = dict[tuple[str, str], str]
"""The text of a note by its kind and id."""
Drop = Callable[[str, str], None]
"""Told a text that is left out, and why."""
_PASSED = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag"})


class Body:
    """Walks through the elements of a body."""

    def __init__(self, styles: Styles, notes: Notes, drop: Drop) -> None:
        self._styles = styles
        self._notes = notes
        self._drop = drop
        self._open = ""
        """The text of paragraphs whose ends were deleted: the next one goes on."""

    def blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        """The blocks of ``elements``, in their order."""
        for element in elements:
            name = local(element.tag)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from table([row for one in element for row in self._rows(one)])
            elif name == "sdt":
                yield from self._control(element)
            elif name in _PASSED:
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = child(element, "pPr")
        look = self._styles.look(properties)
        inline = Inline()
        if not look.hidden:
            gather(element, self._styles, inline)
        text = self._open + (inline.code if look.code else inline.text)
        if child(properties, "rPr", "del") is not None:
            self._open = text
            return
        self._open = ""
        if text:
            yield from self._block(text, look)
        for box in inline.boxes:
            yield from self.blocks(box)
        yield from (Block(self._notes[note]) for note in inline.notes if self._notes.get(note))

    def _block(self, text: str, look: Look) -> Iterator[Block]:
        if look.contents:
            self._drop(text, "table of contents")
        else:
            yield block_of(text, look)

    def _control(self, element: Element) -> Iterator[Block]:
        gallery = value(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val")
        if gallery.startswith("Table of"):
            content = child(element, "sdtContent")
            for block in self.blocks([] if content is None else content):
                self._drop(block.text, "table of contents")
        elif not is_placeholder(element):
            yield from self.blocks(element)

    def _rows(self, element: Element) -> Iterator[list[Cell]]:
        name = local(element.tag)
        if name == "tr" and child(element, "trPr", "del") is None:
            yield [cell for one in element for cell in self._cells(one)]
        elif name in {"sdt", *_PASSED}:
            for one in element:
                yield from self._rows(one)

    def _cells(self, element: Element) -> Iterator[Cell]:
        name = local(element.tag)
        if name == "tc":
            yield list(self.blocks(element))
        elif name in {"sdt", *_PASSED}:
            for one in element:
                yield from self._cells(one)


def notes_of(kind: str, elements: Iterable[Element], styles: Styles) -> Notes:
    """The notes of ``footnotes.xml`` or ``endnotes.xml``; the lines that part them from the text are none."""
    found: Notes = {}
    for element in elements:
        if value(element, "type") in {"", "normal"}:
            inline = Inline()
            for paragraph in element:
                gather(paragraph, styles, inline)
                inline.parts.append("\n")
            found[kind, value(element, "id")] = inline.text
    return found
