"""Text within a block of a page: white space as a browser shows it, none where Chinese lines were only wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BREAK = "\u2028"
"""Stands for ``<br>`` in the runs of a block."""
_HINTS = re.compile("[\u00ad\u200b\ufeff]")
_SPACE = re.compile("[ \t\n\r\f\xa0]+")
_WIDE = (("\u2e80", "\uabff"), ("\uf900", "\ufaff"), ("\ufe30", "\uffef"), ("\U00020000", "\U0003ffff"))
_WIDE_MARKS = "“”‘’…—"
_BACK = frozenset("↩↑^⏎⮌")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in a block: ``linked`` inside a link or button, ``line`` its line in the page."""

    text: str
    linked: bool
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown: its text, the share of it that is linked, and its number in the page."""

    text: str
    linked: float
    line: int


def lines_of(runs: list[Run]) -> Iterator[Line]:
    """The lines of a block, parted by its breaks; an empty one is a line too."""
    part: list[Run] = []
    for run in runs:
        if run.text == BREAK:
            yield _line(part, run.line)
            part = []
        else:
            part.append(run)
    yield _line(part, runs[0].line if runs else 0)


def _line(runs: list[Run], line: int) -> Line:
    shown = shown_text("".join(_with_gaps(runs)))
    every = sum(len(run.text.strip()) for run in runs)
    linked = sum(len(run.text.strip()) for run in runs if run.linked)
    first = next((run.line for run in runs if run.text.strip()), line)
    return Line(shown, linked / every if every else 0.0, first)


def _with_gaps(runs: list[Run]) -> Iterator[str]:
    """The texts, a line break between two links as a space: entries of a menu are not one word."""
    for at, run in enumerate(runs):
        inner = 0 < at < len(runs) - 1 and not run.linked and not run.text.strip()
        yield " " if inner and runs[at - 1].linked and runs[at + 1].linked else run.text


def shown_text(text: str) -> str:
    """White space as a browser shows it, but none for a line break between Han characters; no invisible hints."""
    text = _HINTS.sub("", text)
    return _SPACE.sub(lambda found: _gap(text, found), text).strip(" \u3000")


def _gap(text: str, found: re.Match[str]) -> str:
    if "\n" not in found.group() or "\xa0" in found.group():
        return " "
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return "" if _is_wide(before) and _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    """Whether it is written without spaces around it: Han, kana and their punctuation, not Hangul."""
    return bool(character) and (character in _WIDE_MARKS or any(first <= character <= last for first, last in _WIDE))
