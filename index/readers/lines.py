"""Lines of a text in bounded memory: numbered, over-long ones cut, with a look ahead at the first of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TypeVar

from index.encodings import open_text, undecodable
from index.readers.file import File

_T = TypeVar("_T")
LONGEST = 20_000
"""Characters of one line; a longer one is cut at a sentence end, or failing that at white space."""
AHEAD = 200
"""Lines that are looked at to tell what kind of text this is, unless they are very long."""


class Lines:
    """The lines of ``text`` without their ends, none over ``longest``; ``head`` are the first, ``sample`` their text."""

    def __init__(self, text: io.TextIOWrapper, longest: int = LONGEST) -> None:
        self._text = text
        self._longest = longest
        self.encoding = text.encoding
        self.characters = 0
        self._rest = self._read()
        self.head = self._look_ahead()
        self.sample = "\n".join(self.head)[: 4 * LONGEST]

    @classmethod
    def of(cls, file: File, longest: int = LONGEST) -> Lines:
        """The lines of a file in whatever encoding; raises ``DocumentError`` for what is no text at all."""
        return cls(open_text(file.stream, file.name), longest)

    def _look_ahead(self) -> list[str]:
        head = []
        try:
            for line in self._rest:
                head.append(line)
                if len(head) == AHEAD or self.characters > AHEAD * LONGEST:
                    break
        except UnicodeDecodeError as error:
            self._rest = _raising(error)
        return head

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Each line with its number from 1; raises ``UnicodeDecodeError`` where the bytes end to fit."""
        number = 0
        for number, line in enumerate(self.head, 1):
            yield number, line
        for more, line in enumerate(self._rest, number + 1):
            yield more, line
        self._text.detach()

    def _read(self) -> Iterator[str]:
        held = ""
        while part := self._text.readline(self._longest):
            self.characters += len(part)
            held += part
            if held.endswith("\n"):
                yield held.rstrip("\r\n")
                held = ""
            while len(held) >= self._longest:
                end = _end(held[: self._longest])
                yield held[:end]
                held = held[end:]
        if held:
            yield held


def decoded(paragraphs: Iterator[_T], name: str, lines: Lines) -> Iterator[_T]:
    """The same paragraphs, or whatever is made of ``lines``; raises ``DocumentError`` where their bytes end to be text."""
    try:
        yield from paragraphs
    except UnicodeDecodeError as error:
        raise undecodable(name, lines.encoding, lines.characters) from error


def _end(text: str) -> int:
    for marks in ("。！？", ".!?", "，,；; "):
        end = max(text.rfind(mark) for mark in marks)
        if end > len(text) // 2:
            return end + 1
    return len(text)


def _raising(error: UnicodeDecodeError) -> Iterator[str]:
    raise error
    yield ""
