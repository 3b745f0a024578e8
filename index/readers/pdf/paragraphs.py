"""Lines of a document, page by page, become its paragraphs: over the ends of lines, columns and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.readers.file import File
from index.readers.pdf.breaks import SAME, Placed, begins, is_bullet, is_contents, numbered_level
from index.readers.pdf.headings import Headings
from index.readers.pdf.style import HEADING, Column, Style
from index.readers.pdf.tables import table, tables_of
from index.readers.pdf.text import joined, odd_share
from index.types import Paragraph, Place

LONGEST = 20_000
"""Characters after which a paragraph is ended whatever follows."""
NUMBERED = 50
"""Levels of headings in letters of the size of the text follow this one: they are under every larger heading."""
LIST = 900
"""Characters up to which the items of a list stay one paragraph."""
ODD = 0.3
"""Share of characters without a meaning from which a paragraph is no text."""


@dataclass
class _Open:
    """A paragraph that may go on: its text so far, its first and its last line."""

    text: str
    first: Placed
    last: Placed


class Flow:
    """Takes columns and gives paragraphs. Small print below a paragraph that goes on overleaf is held back until it ends."""

    def __init__(self, style: Style, title: str, file: File) -> None:
        self.style = style
        self.file = file
        self.open: _Open | None = None
        self.waiting: _Open | None = None
        self.held: list[_Open] = []
        self._headings = Headings(title)

    def paragraphs(self, columns: Iterable[Column]) -> Iterator[Paragraph]:
        """The paragraphs of these columns, which come in reading order; the items of a list are one."""
        group: list[Paragraph] = []
        for paragraph in self._single(columns):
            item = is_bullet(paragraph.text)
            full = sum(len(one.text) for one in group) + len(paragraph.text) > LIST
            if group and (not item or full or paragraph.heading != group[0].heading):
                yield _as_one(group)
                group = []
            if item:
                group.append(paragraph)
            else:
                yield paragraph
        if group:
            yield _as_one(group)

    def _single(self, columns: Iterable[Column]) -> Iterator[Paragraph]:
        for column in columns:
            tables = tables_of(column.lines, self.style.pitch)
            at = 0
            while at < len(column.lines):
                end = tables.get(at)
                if end is None:
                    yield from self._line(Placed(column.lines[at], column))
                    at += 1
                    continue
                yield from self._flush()
                yield from self._headings.whole()
                for text in table(column.lines[at:end]):
                    yield from self._paragraph(text, column.page)
                at = end
        yield from self._flush()
        yield from self._headings.rest()

    def _line(self, line: Placed) -> Iterator[Paragraph]:
        text = line.line.text
        if is_contents(text):
            self.file.drop(line.column.page, text, "table of contents")
            return
        level = self.style.level(line.line)
        if level and len(text) <= HEADING:
            yield from self._flush()
            yield from self._headings.add(level, line)
            return
        yield from self._headings.whole()
        self._resume(line)
        if (
            self.open is None
            or len(self.open.text) > LONGEST
            or begins(line, self.open.last, self.open.first, self.style)
        ):
            yield from self._close()
            self.open = _Open(text, line, line)
        else:
            self.open.text = joined(self.open.text, text)
            self.open.last = line

    def _resume(self, line: Placed) -> None:
        """Before a line of another size: small print lets the text above it wait, text goes on where it waited."""
        if self.open is None:
            return
        if self.waiting is None and line.line.size < (1 - SAME) * self.open.last.line.size:
            self.waiting, self.open = self.open, None
        elif self.waiting is not None and abs(line.line.size / self.waiting.last.line.size - 1) < SAME:
            notes, self.open, self.waiting = self.open, self.waiting, None
            self.held += [notes] if notes is not None else []

    def _close(self) -> Iterator[Paragraph]:
        """End the open paragraph; what was held back comes after it."""
        done, self.open = self.open, None
        if done is None:
            return
        if self.waiting is not None:
            self.held.append(done)
            return
        held, self.held = self.held, []
        level = numbered_level(done.text) if done.first is done.last else 0
        if level:
            yield from self._headings.add(NUMBERED + level, done.first)
            yield from self._headings.whole()
        else:
            yield from self._paragraph(done.text, done.first.column.page)
        for note in held:
            yield from self._paragraph(note.text, note.first.column.page)

    def _flush(self) -> Iterator[Paragraph]:
        """End all that is open."""
        if self.waiting is not None:
            self.held += [self.open] if self.open is not None else []
            self.open, self.waiting = self.waiting, None
        yield from self._close()

    def _paragraph(self, text: str, page: int) -> Iterator[Paragraph]:
        text = text.strip()
        if odd_share(text) > ODD:
            self.file.drop(page, text, "unreadable characters")
        elif text:
            yield Paragraph(text, self._headings.path(), Place("page", str(page)))


def _as_one(items: list[Paragraph]) -> Paragraph:
    return replace(items[0], text="\n".join(item.text for item in items))
