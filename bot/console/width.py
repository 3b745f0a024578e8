"""How wide text stands in a terminal, and fitting it there: pad, cut, wrap.

Widths are those of terminals with default settings: East Asian wide and full-width characters take 2 columns,
marks and zero-width characters 0, everything else 1, "ambiguous" ones such as ``“`` and ``…`` among them.
An emoji joined of several counts as the sum of its parts: some terminals draw it so, and too short a line does no harm.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from index.types import Span

NARROWEST = 2
"""The fewest columns text can be wrapped to: one Chinese character."""

_EMOJI_STYLE = "\ufe0f"  # asks for the picture of the character before it, which takes 2 columns
_JOINER = "\u200d"
_MODIFIERS = range(0x1F3FB, 0x1F400)  # skin tones, drawn into the emoji before them
_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_CLOSING = frozenset("。，、；：！？…—～·．,.;:!?%％‰℃°々ー-")
_OPENING = frozenset("$¥￥£€#＃@＠")


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    """Columns of one character standing alone."""
    if char == "\u00ad" or not (unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"} or "\u1160" <= char <= "\u11ff"):
        return 2 if _wide(char) else 1
    return 0


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F"}


def _clusters(text: str) -> Iterator[tuple[Span, int]]:
    """What is drawn as one, in order: a character with the marks after it, and its columns (0, 1 or 2)."""
    start, columns = 0, 0
    for at, char in enumerate(text):
        drawn_in = ord(char) in _MODIFIERS and columns == 2
        if at > start and _columns(char) and not drawn_in:
            yield Span(start, at), columns
            start, columns = at, 0
        columns = 2 if char == _EMOJI_STYLE else max(columns, _columns(char))
    if text:
        yield Span(start, len(text)), columns


def width(text: str) -> int:
    """Columns that ``text`` (one line, no escape sequences) takes."""
    return sum(columns for _, columns in _clusters(text))


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """``text`` with spaces up to ``columns`` after it, or before it (``right``); longer text stays whole."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def cut(text: str, columns: int) -> str:
    """``text`` on one line of at most ``columns``, with ``…`` where something had to go."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    used, end = 0, 0
    for span, wide in _clusters(line):
        if used + wide > columns - 1:
            break
        used, end = used + wide, span.end
    return line[:end].rstrip() + "…" if columns > 0 else ""


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns``, which must be 2 or more; only white space at breaks is left out.

    Chinese breaks anywhere but before closing and after opening punctuation, other writing at spaces;
    what is longer than a line is divided where the line ends. A newline in ``text`` always breaks.
    """
    return [text[start:end] for start, end in wrap_spans(text, columns)]


def wrap_spans(text: str, columns: int) -> list[Span]:
    """Where the lines of ``wrap`` stand in ``text``; at least one, though it be empty."""
    if columns < NARROWEST:
        raise ValueError(f"text cannot be wrapped to {columns} columns, the fewest are {NARROWEST}")
    lines: list[Span] = []
    start = 0
    for line in text.split("\n"):
        lines += (Span(start + first, start + last) for first, last in _wrap_line(line, columns))
        start += len(line) + 1
    return lines


def _wrap_line(text: str, columns: int) -> list[Span]:
    """The lines of a text without newlines: greedy, going back to the last place where a break may be."""
    lines: list[Span] = []
    pieces = list(_clusters(text))
    first, at, last_break, used = 0, 0, 0, 0
    while at < len(pieces):
        span, wide = pieces[at]
        space = _space(text[span.start : span.end])
        if space and at == first:  # never begin a line with white space
            first = last_break = at = at + 1
            continue
        if at > first and _may_break(text, span.start):
            last_break = at
        if used + wide > columns and not space:
            at = last_break if last_break > first else at
            lines.append(_trimmed(text, pieces[first][0].start, pieces[at][0].start))
            first, last_break, used = at, at, 0
            continue
        used += wide
        at += 1
    if first < len(pieces) or not lines:
        lines.append(_trimmed(text, pieces[first][0].start if first < len(pieces) else len(text), len(text)))
    return lines


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before ``text[at]``, the first of what is drawn as one."""
    before, after = text[at - 1], text[at]
    if _space(before) or before == "\u200b":
        return True
    if before == _JOINER or _space(after) or after in _CLOSING or before in _OPENING:
        return False
    if unicodedata.category(after) in {"Pe", "Pf"} or unicodedata.category(before) in {"Ps", "Pi"}:
        return False
    return _wide(before) or _wide(after)


def _space(text: str) -> bool:
    return text.isspace() and text not in _NO_BREAK_SPACES


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its end."""
    while end > start and _space(text[end - 1]):
        end -= 1
    return Span(start, end)
