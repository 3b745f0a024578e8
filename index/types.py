"""The frozen values that travel between rooms; this file imports nothing of wuzhen's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["en", "zh"]
"""Language of a text: ``zh`` for Chinese, ``en`` for English and anything else written in letters."""


class Span(NamedTuple):
    """Half-open character range of a text: ``text[start:end]``."""

    start: int
    end: int


class Place(NamedTuple):
    """Where in its file a paragraph stands, for formats that have such a thing.

    ``at`` is a page number from 1, a row number from 1 (the heading row is 1), or a time as ``H:MM:SS``.
    """

    kind: Literal["page", "row", "time"]
    at: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader found it, with the heading it stands under ("" where there is none).

    ``heading`` is the path of headings, outermost first, joined by " › ", without the document's title.
    """

    text: str
    heading: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that did not become text, and why: shown to people, never silently lost.

    ``line`` counts from 1; in formats without lines it is the page, or the number of the block.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file. ``paragraphs`` is lazy: files may be larger than memory.

    Iterating raises ``DocumentError`` where bytes cannot be decoded. ``author``, ``published`` (an ISO date) and
    ``address`` (the canonical one of a page) are "" where the file does not say.
    """

    title: str
    language: Language
    paragraphs: Iterator[Paragraph]
    author: str = ""
    published: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is kept: its text, heading, and the spans of its sentences in ``text``.

    Sentence spans are in order, do not overlap, cover every character that is not white space,
    and never include white space at their ends.
    """

    text: str
    heading: str
    sentences: tuple[Span, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library. ``name`` is unique and is what people type; ``count`` is its passages."""

    id: int
    name: str
    title: str
    language: Language
    count: int
    source: str
    added: str
    """When it was added, ISO 8601, UTC."""
    author: str = ""
    published: str = ""
    """ISO date, as the document itself says; "" where it does not."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document; ``position`` counts from 1 to ``document.count``."""

    id: int
    document: Document
    position: int
    text: str
    heading: str
    language: Language
    sentences: tuple[Span, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Another place where the same paragraph stands: ``position`` counts from 1 to ``document.count``."""

    document: Document
    position: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term that people brought and one translation of it, each as it was written but for its spaces."""

    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary of the library. ``name`` is unique among them; ``count`` is its terms, each with one translation."""

    name: str
    count: int
    added: str
    """When it was added, ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one document did. ``embedded`` counts passages that went through the encoder.

    ``kept`` and ``new`` passages make the document; ``gone`` ones were in the version that it replaced.
    """

    document: Document
    change: Literal["added", "replaced", "unchanged"]
    embedded: int
    kept: int = 0
    new: int = 0
    gone: int = 0

    @property
    def passages(self) -> dict[str, int]:
        """How many there are and how many are kept, new and gone, under the names that phrases have for them."""
        return {"count": self.document.count, "kept": self.kept, "new": self.new, "gone": self.gone}


class Progress(NamedTuple):
    """How far long work is: ``done`` of ``total`` passages, or pages that are read, in the document called ``name``."""

    name: str
    done: int
    total: int
    unit: Literal["passage", "page"] = "passage"


OnProgress = Callable[[Progress], None]
Confirm = Callable[[int, float], bool]
"""Asked before a long embedding: passages, estimated seconds; True goes on."""
