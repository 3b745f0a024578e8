"""What a button carries: everything needed to turn the page, in at most 64 bytes, so that a restart forgets nothing."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from index.types import Document, Language

DATA_LIMIT = 64
"""Longest ``callback_data`` in bytes (Bot API, ``InlineKeyboardButton``)."""

_FORM = re.compile(r"([np])([ez]):(\d{1,3})(?::(\d{1,19}):([0-9a-f]{8}):(\d{1,10}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NextPassage:
    """Show passage number ``rank`` (from 1) of the answer that this message holds."""

    language: Language
    rank: int

    def encode(self) -> str:
        """As callback data: ``ne:2``."""
        return f"n{self.language[0]}:{self.rank}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Show the paragraph at ``position`` of a document; ``rank`` is the passage of the answer that one came from.

    ``check`` is ``name_check`` of the document's name: a number can come to mean another document, a name can't.
    """

    language: Language
    rank: int
    document: int
    check: str
    position: int

    def encode(self) -> str:
        """As callback data: ``pz:1:12:00c0ffee:3``."""
        return f"p{self.language[0]}:{self.rank}:{self.document}:{self.check}:{self.position}"


Press = NextPassage | Paragraph


def decode(data: str) -> Press | None:
    """The button that was pressed, or None where this program made no such button."""
    match = _FORM.fullmatch(data)
    if match is None or (match[1] == "p") != (match[4] is not None):
        return None
    language: Language = "zh" if match[2] == "z" else "en"
    if match[1] == "n":
        return NextPassage(language, int(match[3]))
    return Paragraph(language, int(match[3]), int(match[4]), match[5], int(match[6]))


def name_check(document: Document) -> str:
    """Eight hexadecimal digits (CRC-32) of a document's name."""
    return f"{zlib.crc32(document.name.encode('utf-8', 'replace')):08x}"
