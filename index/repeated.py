"""Paragraphs that a site repeats from page to page: its slogans, notices and appeals, not what a page is about.

Nothing here reads or writes: what is known of the site's other documents is given, as one set of marks for each.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from hashlib import blake2b

from index.normalise import for_search

DOCUMENTS = 3
"""Other documents of the site in which a repeated paragraph stands at least."""
SHARE = 0.2
"""Share of them in which it stands: on a large site three pages may well quote the same sentence."""
COPY = 0.5
"""Share of a page's text from which a document that has it too is a copy or an older state of it, and no evidence."""

Marks = Set[int]
"""The marks of one document's paragraphs."""


def mark(text: str) -> int:
    """What a paragraph is known again by: a whole number that SQLite can hold; white space makes no difference."""
    plain = "".join(for_search(text).split())
    return int.from_bytes(blake2b(plain.encode(), digest_size=8).digest(), "big", signed=True)


def repeated(paragraphs: Sequence[str], others: Collection[Marks]) -> list[int]:
    """Places of the paragraphs that the site repeats; ``others`` are its other documents.

    Documents that share most of the text are no evidence, and a page is never repeated as a whole.
    """
    marks = [mark(text) for text in paragraphs]
    size = sum(map(len, paragraphs))
    evidence = [other for other in others if _shared(paragraphs, marks, other) < COPY * size]
    needed = max(DOCUMENTS, SHARE * len(evidence))
    found = [at for at, one in enumerate(marks) if sum(one in other for other in evidence) >= needed]
    return found if len(found) < len(paragraphs) else []


def repeated_among(readings: Sequence[Sequence[str]]) -> list[list[int]]:
    """The same for several readings of one site at once: for each, places of what the others repeat."""
    marks = [frozenset(map(mark, paragraphs)) for paragraphs in readings]
    return [repeated(paragraphs, marks[:number] + marks[number + 1 :]) for number, paragraphs in enumerate(readings)]


def _shared(paragraphs: Sequence[str], marks: Sequence[int], other: Marks) -> int:
    """Characters of the page that another document has too."""
    return sum(len(text) for text, one in zip(paragraphs, marks, strict=True) if one in other)
