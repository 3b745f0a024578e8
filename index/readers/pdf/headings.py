"""The path of headings over a paragraph: lines of larger letters, or numbered as a chapter is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.readers.pdf.breaks import Placed, is_item
from index.readers.pdf.text import joined
from index.types import Paragraph, Place


@dataclass
class _Heading:
    """A heading; ``used`` once a paragraph stands under it."""

    level: int
    text: str
    last: Placed
    used: bool = False


class Headings:
    """The headings in force. One that nothing comes to stand under is a paragraph after all: nothing is lost."""

    def __init__(self, title: str) -> None:
        self._title = title.replace(" ", "")
        self._path: list[_Heading] = []
        self._open: _Heading | None = None

    def add(self, level: int, line: Placed) -> Iterator[Paragraph]:
        """A line of a heading; one of the same level right under another goes on with it."""
        text = line.line.text
        before = self._open
        if before is not None and before.level == level and _is_near(line, before.last) and not is_item(text):
            before.text, before.last = joined(before.text, text), line
            return
        yield from self.whole()
        self._open = _Heading(level, text, line)

    def whole(self) -> Iterator[Paragraph]:
        """What follows is no more of the heading: it is in force."""
        heading, self._open = self._open, None
        if heading is None or heading.text.replace(" ", "") == self._title:
            return
        yield from self._leave(heading.level)
        self._path.append(heading)

    def rest(self) -> Iterator[Paragraph]:
        """At the end: the headings that nothing followed."""
        yield from self.whole()
        yield from self._leave(0)

    def path(self) -> str:
        """The headings over a paragraph, which is about to be given."""
        for heading in self._path:
            heading.used = True
        return _joined(self._path)

    def _leave(self, level: int) -> Iterator[Paragraph]:
        """Out of all headings of this level and below."""
        left = [heading for heading in self._path if heading.level >= level]
        self._path = [heading for heading in self._path if heading.level < level]
        for heading in left:
            if not heading.used:
                yield Paragraph(heading.text, _joined(self._path), Place("page", str(heading.last.column.page)))


def _joined(path: list[_Heading]) -> str:
    return " › ".join(heading.text for heading in path)


def _is_near(line: Placed, before: Placed) -> bool:
    return line.column is before.column and before.line.base - line.line.base < 2 * line.line.size
