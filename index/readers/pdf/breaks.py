"""Where a paragraph ends: whether a line goes on with the one before it, by its indent, distance, size and length."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.readers.pdf.lines import Line
from index.readers.pdf.style import Column, Style
from index.readers.pdf.text import is_east

SAME = 0.12
"""Share by which sizes differ that may be one text: a line of code letters in it is a little smaller."""
_END = re.compile(r"[。！？!?.…：:；;][”’\"')）」』】\]]*$")
_ITEM = re.compile(
    r"[•·●■▪◆◇○□➢✓*–—-]\s|[①-⑳]|[(（]?\d{1,2}[.)、）．](?!\d)|[(（]?[一二三四五六七八九十]{1,3}[、.)）]|[(（]?[a-zA-Z][.)]\s"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s|第[一二三四五六七八九十百\d]{1,4}[条章节编款]"
)
_BULLET = re.compile(r"[•·●■▪◆◇○□➢✓–*-]\s*\S")
_NUMBERED = (
    re.compile(r"第[一二三四五六七八九十百零\d]{1,4}[章编篇部]|Chapter \d{1,3}\b"),
    re.compile(r"第[一二三四五六七八九十百零\d]{1,4}节"),
    re.compile(r"[一二三四五六七八九十]{1,3}、|\d{1,2}\.\d{1,2}\s"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）|\d{1,2}\.\d{1,2}\.\d{1,2}\s"),
)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|·{4,})\s*(?:\d{1,4}|[ivxlc]{1,6})$")


class Placed(NamedTuple):
    """A line in its column."""

    line: Line
    column: Column

    @property
    def indent(self) -> float:
        """How far right of the column's edge it begins, in font sizes."""
        return (self.line.left - self.column.left) / self.line.size


def is_item(text: str) -> bool:
    """Whether a line begins as the item of a list does."""
    return _ITEM.match(text) is not None


def is_bullet(text: str) -> bool:
    """Whether a paragraph is one item of a list that has no numbers."""
    return _BULLET.match(text) is not None


def numbered_level(text: str) -> int:
    """Which level of heading a short line is that begins with the number of a chapter or section, from 1; 0 for others."""
    if len(text) > 40 or ends_sentence(text):
        return 0
    return next((level for level, number in enumerate(_NUMBERED, 1) if number.match(text)), 0)


def is_contents(text: str) -> bool:
    """Whether it is a line of a table of contents: dots and a page number."""
    return _LEADERS.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a sentence, or a clause before a list, ends with the line."""
    return _END.search(text) is not None


def begins(line: Placed, before: Placed, first: Placed, style: Style) -> bool:
    """Whether ``line`` begins a paragraph after ``before``; ``first`` is the line that began the open one."""
    if abs(line.line.size - before.line.size) > SAME * max(line.line.size, before.line.size):
        return True
    together = line.column is before.column
    if together and _is_apart(line.line, before.line, style):
        return True
    short, ended = _is_short(before, line.line), ends_sentence(before.line.text)
    if is_item(line.line.text) and (short or ended or is_item(first.line.text)):
        return True
    if not style.indented:
        return short and (ended or _is_very_short(before))
    if line.indent > 0.8:
        hangs = together and line.line.left - before.line.left < 0.8 * line.line.size
        # lines that stay as far right as the one before go on with it, unless that one ended early
        return short if hangs and first.line is not before.line else short or ended
    return short and ended and _is_very_short(before)


def _is_apart(line: Line, before: Line, style: Style) -> bool:
    distance = (before.base - line.base) / line.size
    return distance > 1.25 * style.pitch or distance < -0.5


def _is_short(before: Placed, line: Line) -> bool:
    """Whether the first word of ``line`` had found room on the line before."""
    room = before.column.right - before.line.right
    return room > _first_word(line) + 0.3 * before.line.size


def _is_very_short(before: Placed) -> bool:
    return before.column.right - before.line.right > 0.3 * (before.column.right - before.column.left)


def _first_word(line: Line) -> float:
    """Width in points of what may not be parted from the first character of a line."""
    text = line.text
    if is_east(text[0]):
        end = next((at for at, c in enumerate(text) if at and c not in "，。、；：？！）》”’」』】"), len(text))
        return end * line.size
    end = next((at for at, c in enumerate(text) if c == " " or is_east(c)), len(text))
    return (line.right - line.left) * end / len(text) + 0.25 * line.size
