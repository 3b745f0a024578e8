"""What is on show in a chat: the last answer, its further passages, and the paragraphs around."""

from __future__ import annotations

from typing import Protocol

from bot.citing import place
from bot.console import words
from bot.console.documents import facts
from bot.console.passages import passage_text
from bot.console.render import found_text
from bot.console.style import Style, visible
from bot.words import Phrase
from index.types import Document, Language, Passage
from retrieval.types import Answer


class Paragraphs(Protocol):
    """Where neighbouring paragraphs come from."""

    def passage(self, document_id: int, position: int) -> Passage | None:
        """The passage at ``position`` (from 1), or None where there is none (any more)."""


class Reading:
    """The answer being read: ``seen`` of its passages were shown, ``shown`` is the paragraph on show."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.paragraphs = paragraphs
        self.answer: Answer | None = None
        self.seen = 0
        self.shown: Passage | None = None

    def begin(self, answer: Answer) -> None:
        """A new answer was shown: its first passage whole, or, refused, every passage in brief only."""
        self.answer = answer
        self.seen = 1 if answer.answered else 0
        self.shown = answer.passages[0].passage if answer.passages else None

    def more(self, style: Style, columns: int | None, language: Language) -> str:
        """The next passage of the answer, which is now on show."""
        if self.answer is None:
            return words.NOTHING_SHOWN.say(language)
        if self.seen >= len(self.answer.passages):
            return words.NO_MORE.say(language)
        found = self.answer.passages[self.seen]
        self.seen += 1
        self.shown = found.passage
        return found_text(found, style, columns, language)

    def step(self, by: int, style: Style, columns: int | None, language: Language) -> str:
        """The paragraph ``by`` (1 or -1) from the one on show, which is now on show itself."""
        if self.shown is None:
            return words.NOTHING_SHOWN.say(language)
        document, position = self.shown.document, self.shown.position + by
        neighbour = self.paragraphs.passage(document.id, position)
        if neighbour is None:
            inside = 1 <= position <= document.count
            end = words.GONE if inside else words.AT_END if by > 0 else words.AT_START
            return end.say(language, name=visible(document.name))
        self.shown = neighbour
        return passage_text(neighbour, style, columns, language)

    def source(self, language: Language) -> str:
        """Where the paragraph on show comes from, with its whole heading."""
        if self.shown is None:
            return words.NOTHING_SHOWN.say(language)
        document = self.shown.document
        position = words.PLACE.say(language, position=self.shown.position, count=document.count)
        cited = " · ".join(part for part in (place(self.shown, language), position) if part)
        heading = [(words.HEADING, self.shown.heading)] if self.shown.heading else []
        return source_text(document, language, [*heading, (words.POSITION, cited)])


def source_text(document: Document, language: Language, first: list[tuple[Phrase, str]] | None = None) -> str:
    """Where a document comes from, after the facts in ``first``."""
    return facts(document, language, first=[(words.TITLE, document.title), *(first or [])])
