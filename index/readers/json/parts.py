"""JSON piece by piece: the elements of a list one by one, in as much memory as the largest of them needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from index.readers.json.text import Number

ELEMENT = 8_000_000
"""Characters of the longest element of a list, or line, that is read."""
TOO_DEEP = "Nested too deeply"
_PART = 1 << 16
_NEAR = 12
"""Characters before the end of what is read within which an error may come from the end: a literal or escape cut in two."""
_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=lambda _: None, strict=False)


class BrokenJSONError(ValueError):
    """What is wrong, and where: line and column count from 1."""

    def __init__(self, what: str, line: int, column: int) -> None:
        super().__init__(what)
        self.what, self.line, self.column = what, line, column


def value_of(text: str) -> object:
    """The one value that ``text`` is; raises ``BrokenJSONError``. Numbers come as they are written."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BrokenJSONError(error.msg, error.lineno, error.colno) from error
    except RecursionError as error:
        raise BrokenJSONError(TOO_DEEP, 1, 1) from error


def elements(text: TextIO) -> Iterator[object]:
    """The elements of the list that ``text`` is, each when it is asked for; raises ``BrokenJSONError`` when it comes to it."""
    window = _Window(text)
    window.take("[")
    if window.next_mark() != "]":
        yield window.value()
        while window.next_mark() != "]":
            window.take(",")
            yield window.value()
    window.take("]")
    if window.next_mark():
        raise window.broken("Extra data")


class _Window:
    """The part of a text that is looked at: ``_at`` is where, ``_line`` and ``_column`` where the part begins."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._buffer = ""
        self._at = 0
        self._line, self._column = 1, 1
        self._ended = False

    def next_mark(self) -> str:
        """The next character that is no white space; "" at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in " \t\r\n":
                    return self._buffer[self._at]
                self._at += 1
            if self._ended:
                return ""
            self._more(_PART)

    def take(self, mark: str) -> None:
        """Step over ``mark``."""
        if self.next_mark() != mark:
            raise self.broken(f"Expecting '{mark}'")
        self._at += 1

    def value(self) -> object:
        """Step over the value that begins here, and give it."""
        self.next_mark()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                within = error.pos < len(self._buffer) - _NEAR and not error.msg.startswith("Unterminated string")
                if self._ended or within:
                    self._at = error.pos
                    raise self.broken(error.msg) from error
                if len(self._buffer) - self._at > ELEMENT:
                    raise self.broken(f"Element of over {ELEMENT // 10**6} million characters") from error
            except RecursionError as error:
                raise self.broken(TOO_DEEP) from error
            else:
                if end < len(self._buffer) or self._ended:
                    self._at = end
                    return value
            self._more(max(_PART, len(self._buffer) - self._at))

    def broken(self, what: str) -> BrokenJSONError:
        """The error at this place."""
        before = self._buffer[: self._at]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self._column + len(before)
        return BrokenJSONError(what, self._line + lines, column)

    def _more(self, count: int) -> None:
        past = self._buffer[: self._at]
        lines = past.count("\n")
        self._line += lines
        self._column = len(past) - past.rfind("\n") if lines else self._column + len(past)
        more = self._text.read(count)
        self._ended = not more
        self._buffer, self._at = self._buffer[self._at :] + more, 0
