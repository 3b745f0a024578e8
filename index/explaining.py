"""What a file would become, and every line of it that would not: what people look at before, or after, they add it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.adding import opened
from index.readers import read
from index.readers.file import File
from index.types import Dropped, Language

MOST = 10_000
"""Dropped lines that are kept to be shown; more are counted."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A file as its reader sees it. ``uncounted`` dropped lines came after the first ``MOST``."""

    name: str
    title: str
    language: Language
    author: str
    published: str
    paragraphs: int
    dropped: tuple[Dropped, ...]
    uncounted: int = 0


def explain(path: Path, *, password: str = "", ocr: bool = False) -> Explanation:
    """Read the file at ``path`` to its end and keep nothing of it; raises ``DocumentError``."""
    dropped: list[Dropped] = []
    more = 0

    def on_dropped(line: Dropped) -> None:
        nonlocal more
        if len(dropped) < MOST:
            dropped.append(line)
        else:
            more += 1

    with opened(path) as stream:
        reading = read(File(stream, path.name, on_dropped, password, ocr))
        count = sum(1 for _ in reading.paragraphs)
    about = (reading.title, reading.language, reading.author, reading.published)
    return Explanation(path.name, *about, count, tuple(dropped), more)
