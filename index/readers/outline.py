"""Blocks in the order of a document become paragraphs under the path of their headings; its title is among neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.language import language_of
from index.types import Language, Paragraph

TITLE = 0
"""The level of a title: above all headings."""
HEADING = 150
"""Characters of the longest heading; longer ones are text that somebody wanted large."""
GROUP = 900
"""Characters up to which short items of a list, or rows of a table, stay one paragraph."""
ITEM = 150
"""Characters from which an item of a list is a paragraph of its own."""
SAMPLE = 20_000
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\uf000-\uf0ff]")  # hyphens that may be, joints, signs of symbol fonts
_LINE_ENDS = re.compile(r"(?<=[。！？…!?.:：；;”」』）])\n+")
_FULL_END = tuple("，。、；：！？”’」』）】》…—")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between two ends of paragraph: ``level`` counts headings from 1, ``TITLE`` is a title.

    An item of a list has a ``marker`` (``-``, ``3.``); a ``whole`` one is not divided at its line ends (a table, code).
    ``front`` is what the text may say of the document: its ``author`` or ``date``.
    """

    text: str
    level: int | None = None
    marker: str = ""
    whole: bool = False
    front: str = ""


def tidy(text: str) -> str:
    """Without what is only layout: spaces around lines (ideographic ones indent), unbreakable ones, unseen signs."""
    plain = _UNSEEN.sub("", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ")
    return "\n".join(filter(None, (line.strip() for line in plain.splitlines())))


def heading(text: str, level: int) -> Block:
    """A heading on one line; text where it is too long to be one."""
    plain = joined(text.split("\n"))
    return Block(plain, level) if len(plain) <= HEADING else Block(text)


def joined(parts: Iterable[str]) -> str:
    """Short texts on one line, with a space between them except after a full-width mark."""
    line = ""
    for part in filter(None, parts):
        line += part if not line or line.endswith(_FULL_END) else f" {part}"
    return line


def title_of(blocks: Sequence[Block], stem: str) -> str:
    """The first title; else the heading that begins the document, if no other is as high; else ``stem``."""
    titles = [block.text for block in blocks if block.level == TITLE and block.text]
    headings = [block for block in blocks if block.level is not None]
    if not titles and headings and blocks[0] is headings[0]:
        highest = min(block.level or 0 for block in headings)
        titles = [block.text for block in headings if block.level == highest]
        if len(titles) > 1 or blocks[0].level != highest:
            return stem
    return titles[0] if titles else stem


def language(blocks: Iterable[Block]) -> Language:
    """The language of the first blocks."""
    sample, length = [], 0
    for block in blocks:
        sample.append(block.text)
        length += len(block.text)
        if length > SAMPLE:
            break
    return language_of("\n".join(sample))


def paragraphs(blocks: Iterable[Block], title: str) -> Iterator[Paragraph]:
    """The text of the blocks; headings are in the paths of what stands under them, but for ``title``."""
    above: dict[int, str] = {}
    path = ""
    items: list[str] = []
    for block in blocks:
        if items and not _fits(items, block):
            yield Paragraph("\n".join(items), path)
            items = []
        if block.level is not None:
            above = {level: text for level, text in above.items() if level < block.level}
            above[block.level] = block.text
            path = " › ".join(_without_repeats(above, title))
        elif block.marker and len(block.text) < ITEM:
            items.append(f"{block.marker} {block.text}")
        else:
            numbered = f"{block.marker} {block.text}" if any(map(str.isalnum, block.marker)) else block.text
            for text in [block.text] if block.whole else _LINE_ENDS.split(numbered):
                if text.strip():
                    yield Paragraph(text, path)
    if items:
        yield Paragraph("\n".join(items), path)


def _fits(items: list[str], block: Block) -> bool:
    """Whether the block goes on with the list: as short, and with the same kind of mark."""
    same = items[0].startswith("-") == (block.marker == "-")
    return bool(block.marker) and same and len(block.text) < ITEM and sum(map(len, items)) + len(block.text) <= GROUP


def _without_repeats(above: dict[int, str], title: str) -> Iterator[str]:
    last = title
    for _, text in sorted(above.items()):
        if text and text != title and not last.endswith(text):
            yield text
        last = text
