"""Lines of a document, page by page, become its paragraphs: over the ends of lines, columns and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from index.readers.file import File
from index.readers.pdf_breaks import SAME, Placed, begins, is_bullet, is_chapter, is_contents, is_item
from index.readers.pdf_style import HEADING, Column, Style
from index.readers.pdf_tables import table, tables_of
from index.readers.pdf_text import joined, odd_share
from index.types import Paragraph, Place

LONGEST = 20_000
"""Characters after which a paragraph is ended whatever follows."""
CHAPTER = 50
"""Level of a chapter's name in letters of the size of the text: under every larger heading."""
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
    heading: str


@dataclass
class Flow:
    """Takes columns and gives paragraphs. Small print below a paragraph that goes on overleaf is held back until it ends."""

    style: Style
    title: str
    file: File
    open: _Open | None = None
    waiting: _Open | None = None
    held: list[Paragraph] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    heading: tuple[int, str, Placed] | None = None

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
                for text in table(column.lines[at:end]):
                    yield from self._paragraph(text, column.page, self._path())
                at = end
        yield from self._flush()

    def _line(self, line: Placed) -> Iterator[Paragraph]:
        text = line.line.text
        if is_contents(text):
            self.file.drop(line.column.page, text, "table of contents")
            return
        level = self.style.level(line.line) or (CHAPTER if is_chapter(text) else 0)
        if level and len(text) <= HEADING:
            yield from self._flush(keep_heading=True)
            self._head(level, line)
            return
        self._enter()
        self._resume(line)
        if (
            self.open is None
            or len(self.open.text) > LONGEST
            or begins(line, self.open.last, self.open.first, self.style)
        ):
            yield from self._close()
            self.open = _Open(text, line, line, self._path())
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
            self.held += self._closed(notes)

    def _close(self) -> Iterator[Paragraph]:
        """End the open paragraph; what was held back comes after it."""
        done, self.open = self.open, None
        if done is None:
            return
        if self.waiting is not None:
            self.held += self._closed(done)
            return
        yield from self._closed(done)
        yield from self.held
        self.held.clear()

    def _flush(self, keep_heading: bool = False) -> Iterator[Paragraph]:
        if self.waiting is not None:
            notes, self.open, self.waiting = self.open, self.waiting, None
            if notes is not None:
                self.held[:0] = self._closed(notes)
        yield from self._close()
        yield from self.held
        self.held.clear()
        if not keep_heading:
            self._enter()

    def _closed(self, done: _Open | None) -> list[Paragraph]:
        if done is None:
            return []
        return list(self._paragraph(done.text, done.first.column.page, done.heading))

    def _paragraph(self, text: str, page: int, heading: str) -> Iterator[Paragraph]:
        text = text.strip()
        if odd_share(text) > ODD:
            self.file.drop(page, text, "unreadable characters")
        elif text:
            yield Paragraph(text, heading, Place("page", str(page)))

    def _head(self, level: int, line: Placed) -> None:
        """A line of a heading, which may have several."""
        text = line.line.text
        if self.heading is not None:
            before, so_far, last = self.heading
            near = last.line.base - line.line.base < 2 * line.line.size and last.column is line.column
            if before == level and near and not is_item(text):
                self.heading = level, joined(so_far, text), line
                return
            self._enter()
        self.heading = level, text, line

    def _enter(self) -> None:
        """The heading is whole: what follows stands under it."""
        if self.heading is None:
            return
        level, text, _ = self.heading
        self.heading = None
        if text.replace(" ", "") == self.title.replace(" ", ""):
            return
        self.headings = {above: name for above, name in self.headings.items() if above < level}
        self.headings[level] = text

    def _path(self) -> str:
        return " › ".join(name for _, name in sorted(self.headings.items()))


def _as_one(items: list[Paragraph]) -> Paragraph:
    return replace(items[0], text="\n".join(item.text for item in items))
