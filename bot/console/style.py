"""What a stream can show: colours or none, how many columns, and no character that could play tricks."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

USUAL_COLUMNS = 80
"""Taken where a terminal does not know its own size."""


@dataclass(frozen=True, slots=True)
class Style:
    """Puts text in colours, or leaves it as it is where ``colour`` is false."""

    colour: bool = False

    @classmethod
    def for_stream(cls, stream: TextIO, environment: Mapping[str, str] | None = None) -> Style:
        """Colours on a terminal only, and not there with NO_COLOR (not empty) or TERM=dumb; nothing forces them."""
        env = os.environ if environment is None else environment
        return cls(can_move(stream, env) and not env.get("NO_COLOR"))

    def strong(self, text: str) -> str:
        """The short answer, a title."""
        return self._in("1", text)

    def mark(self, text: str) -> str:
        """The sentence that answers."""
        return self._in("32", text)

    def underline(self, text: str) -> str:
        """A word of the question; ends with underlining alone, so that a colour around it goes on."""
        return f"\x1b[4m{text}\x1b[24m" if self.colour and text else text

    def faint(self, text: str) -> str:
        """Where something comes from."""
        return self._in("2", text)

    def error(self, text: str) -> str:
        """What went wrong."""
        return self._in("31", text)

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def can_move(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether escape sequences mean something there: a terminal, and not one that calls itself dumb."""
    return stream.isatty() and environment.get("TERM") not in {None, "", "dumb"}


def columns_of(stream: TextIO) -> int | None:
    """Columns of the terminal that ``stream`` writes to; None where it is no terminal and lines need no end."""
    if not stream.isatty():
        return None
    try:
        return os.get_terminal_size(stream.fileno()).columns or USUAL_COLUMNS
    except OSError:
        return USUAL_COLUMNS


def forgive(stream: TextIO) -> None:
    """From now on bytes or characters that ``stream`` cannot carry become ``?`` or ``\ufffd`` rather than an error."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")


def _replacements() -> dict[int, str]:
    """Control characters and half characters show as ``\ufffd``, what turns the writing direction as nothing."""
    shown = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)], "\ufffd")
    shown |= dict.fromkeys(map(ord, "\t\v\f\r\x1c\x1d\x1e\x1f\x85"), " ")
    shown |= dict.fromkeys(map(ord, "\n\u2028\u2029"), "\n")
    return shown | dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\u200b")


_REPLACED = _replacements()


def visible(text: str) -> str:
    """``text`` with nothing that a terminal obeys instead of showing; as long as before, so that spans still hold."""
    return text.translate(_REPLACED)
