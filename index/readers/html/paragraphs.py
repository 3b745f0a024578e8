"""The kept blocks of a page as paragraphs under the headings they stand under, its lists and tables together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.readers.html.blocks import Block
from index.types import Paragraph

TOGETHER = 900
"""Characters up to which the items of a list, or the rows of a table, stay one paragraph."""
DEEPEST = 5
"""Levels of lists that are shown by their indent."""
LIST_KINDS = frozenset({"item", "table"})


@dataclass
class _Heading:
    at: int
    text: str
    used: bool = False


@dataclass
class Gathered:
    """The paragraphs so far, and the places of headings that nothing stands under (``unused``)."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)
    _headings: dict[int, _Heading] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)
    _group: int = 0

    def add(self, at: int, block: Block) -> None:
        """Take the next block; ``at`` is its place among all of them."""
        if block.kind == "heading":
            self._flush()
            self._enter(block.level, _Heading(at, " ".join(block.text.split("\n"))))
        elif block.kind not in LIST_KINDS:
            self._flush()
            self._emit(block.text)
        else:
            full = sum(map(len, self._lines)) + len(block.text) > TOGETHER
            if block.group != self._group or (full and (block.marker or block.kind == "table")):
                self._flush()
            self._group = block.group
            indent = "  " * min(block.level - 1, DEEPEST) if block.kind == "item" else ""
            self._lines.append(f"{indent}{block.marker}{block.text}")

    def end(self) -> None:
        """Nothing more comes."""
        self._flush()
        self._enter(0, _Heading(0, ""))

    def _enter(self, level: int, heading: _Heading) -> None:
        """Leave the headings of this level and below it."""
        left = [self._headings.pop(one) for one in sorted(self._headings) if one >= level]
        self.unused.extend(one.at for one in left if not one.used)
        if heading.text:
            self._headings[level] = heading

    def _flush(self) -> None:
        lines, self._lines = self._lines, []
        if lines:
            self._emit("\n".join(lines))

    def _emit(self, text: str) -> None:
        path = [self._headings[level] for level in sorted(self._headings)]
        for heading in path:
            heading.used = True
        self.paragraphs.append(Paragraph(text, " › ".join(heading.text for heading in path)))


def gathered(blocks: Sequence[Block], reasons: Sequence[str]) -> Gathered:
    """The blocks that no reason speaks against, as paragraphs in their order."""
    found = Gathered()
    for at, (block, why) in enumerate(zip(blocks, reasons, strict=True)):
        if not why:
            found.add(at, block)
    found.end()
    return found
