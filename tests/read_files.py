"""What the tests of readers share: a file made of bytes or text, read to its paragraphs."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from index.readers import read
from index.readers.file import File
from index.types import Dropped, Paragraph, Reading


@dataclass
class Found:
    """A file that was read to its end."""

    reading: Reading
    paragraphs: list[Paragraph]
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.paragraphs]

    @property
    def places(self) -> list[str]:
        return [one.place.at if one.place else "" for one in self.paragraphs]

    @property
    def headings(self) -> list[str]:
        return [one.heading for one in self.paragraphs]

    @property
    def reasons(self) -> list[str]:
        return [one.reason for one in self.dropped]


def found_in(data: bytes | str, name: str) -> Found:
    """Read all of a file with this content."""
    dropped: list[Dropped] = []
    content = data if isinstance(data, bytes) else data.encode()
    reading = read(File(io.BytesIO(content), name, dropped.append))
    return Found(reading, list(reading.paragraphs), dropped)
