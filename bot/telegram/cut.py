"""Lengths as Telegram counts them (UTF-16 code units), and cutting a text to such a length around a place in it."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

from index.types import Span

MESSAGE_LIMIT = 4096
"""Longest message in UTF-16 units, counted after the markup is taken out (Bot API, ``sendMessage``)."""
TOAST_LIMIT = 200
"""Longest text of ``answerCallbackQuery``."""
WORD = 24
"""How many characters a cut may move to end at a space."""


def units(text: str) -> int:
    """Length in UTF-16 code units: 2 for a character outside the basic plane (most emoji), else 1."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """The same text, character for character, with spaces where a character cannot be sent."""
    return "".join(" " if _unsendable(character) else character for character in text)


def shorten(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` units, with … at its end where something is missing."""
    start, end = window(text, Span(0, 0), limit)
    return text if end == len(text) else text[start:end].rstrip() + "…"


def window(text: str, focus: Span, limit: int) -> Span:
    """The part of ``text`` to show in ``limit`` units: all of it, or ``focus`` with as much on both sides as fits.

    Leaves a unit for … at each cut end. A focus that is itself too long is kept from its start.
    """
    before = [0, *accumulate(units(character) for character in text)]
    if before[-1] <= limit:
        return Span(0, len(text))
    room = max(limit - 2, 0)
    start, end = focus.start, focus.start
    while end < focus.end and before[end + 1] - before[start] <= room:
        end += 1
    grew = True
    while grew:
        grew = False
        if start > 0 and before[end] - before[start - 1] <= room:
            start, grew = start - 1, True
        if end < len(text) and before[end + 1] - before[start] <= room:
            end, grew = end + 1, True
    return _whole_words(text, Span(start, end), focus)


def _whole_words(text: str, part: Span, focus: Span) -> Span:
    """Move cut ends inwards to a space or a character boundary nearby, never into ``focus``."""
    start, end = part
    if 0 < start < focus.start:
        space = text.find(" ", start, min(start + WORD, focus.start))
        start = space + 1 if space >= 0 else start
        while start < focus.start and _joins(text[start]):
            start += 1
    if focus.end < end < len(text):
        space = text.rfind(" ", max(end - WORD, focus.end), end)
        end = space if space >= 0 else end
        while end > focus.end and _joins(text[end]):
            end -= 1
    return Span(start, end)


def _joins(character: str) -> bool:
    """Whether ``character`` belongs to the one before it: accents, variation selectors, the zero-width joiner."""
    return character == "\u200d" or unicodedata.category(character) in {"Mn", "Me", "Mc"}


def _unsendable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} and character != "\n"
