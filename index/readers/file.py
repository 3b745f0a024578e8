"""What a reader gets: the bytes of one file, what people call it, and where to say what was left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from index.types import Dropped

OnDropped = Callable[[Dropped], None]
OnPage = Callable[[int, int], None]
HEAD = 1 << 16
"""Bytes at the start by which a format is told."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read: ``stream`` can be sought and stands at its start; ``name`` is shown to people.

    ``password`` opens an encrypted file; ``ocr`` allows a slow look at pages that are pictures, and ``on_page`` is told
    of each: its number, and how many pages there are.
    """

    stream: BinaryIO
    name: str
    on_dropped: OnDropped | None = None
    password: str = ""
    ocr: bool = False
    on_page: OnPage | None = None

    @property
    def stem(self) -> str:
        """The name without folder and suffix: the title of a file that has none."""
        return PurePath(self.name).stem

    @property
    def suffix(self) -> str:
        """The name's suffix in lower case, with its dot; "" where it has none."""
        return PurePath(self.name).suffix.lower()

    def head(self) -> bytes:
        """The first ``HEAD`` bytes; leaves the stream at its start."""
        self.stream.seek(0)
        head = self.stream.read(HEAD)
        self.stream.seek(0)
        return head

    def drop(self, line: int, text: str, reason: str) -> None:
        """Say that ``text`` did not become part of the document."""
        if self.on_dropped is not None:
            self.on_dropped(Dropped(line, text, reason))
