"""What a question becomes on its way to an answer; frozen, and free of everything below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.types import Language, Passage, Source, Span

Kind = Literal["when", "how many", "where", "who", "which", "open"]
"""What a question asks for; only ``when`` and ``how many`` get a typed short answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, cleaned (NFKC, no control characters) with its language and type."""

    text: str
    language: Language
    kind: Kind


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The short answer in the asker's language (``12 July 2022``) and the words of the text that prove it.

    ``span`` is where ``quote`` stands in the passage.
    """

    text: str
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its score and its best sentence for the question.

    ``marks``: where words of the question stand in the passage, as such or in translation; ascending, none overlaps another.
    ``also``: where else the same stands.
    """

    passage: Passage
    score: float
    sentence: Span
    marks: tuple[Span, ...] = ()
    also: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: passages best first, present even when ``answered`` is false.

    ``confidence`` is the calibrated probability (0..1) that the first passage answers the question.
    """

    question: Question
    answered: bool
    confidence: float
    short: ShortAnswer | None
    passages: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with the parts of its score. ``sentence`` is the number of its best sentence.

    ``fits`` is False where the question asks for a date or a number and the passage is known to have none that fits.
    ``moved``: what of its score comes from merging both languages' rankings (retrieval/merging.py).
    ``missing`` is the share of the question's words, weighed by rarity, that the passage has in no form at all.
    """

    passage: Passage
    score: float
    paragraph: float
    best_sentence: float
    best_window: float
    coverage: float
    missing: float
    sentence: int
    fits: bool = True
    moved: float = 0.0

    @property
    def own(self) -> float:
        """The score among passages of its own language alone."""
        return self.score - self.moved
