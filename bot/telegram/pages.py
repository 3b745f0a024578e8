"""From an answer or a paragraph to what one message shows: HTML within Telegram's limit, and its buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from bot.citing import also_in, place
from bot.telegram import words
from bot.telegram.callbacks import NextPassage, Paragraph, Press, name_check
from bot.telegram.cut import MESSAGE_LIMIT, clean, shorten, units, window
from index.types import Document, Language, Passage, Span
from retrieval.types import Answer, Found

SHORT_LIMIT = 300
"""A short answer is a date, a number or a name; anything longer than this is cut."""
TITLE_LIMIT = 200
ALSO_LIMIT = 300

Mark = tuple[Span, str]
"""A part of a text and the HTML tag that it stands in."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message and what it does."""

    text: str
    press: Press


@dataclass(frozen=True, slots=True)
class Page:
    """What one message shows: HTML, and rows of buttons."""

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()


def answer_page(answer: Answer, rank: int) -> Page:
    """Passage number ``rank`` (from 1) of ``answer``, under its short answer or its refusal.

    The best sentence is underlined; the words that prove the short answer and the words of the question are bold.
    """
    language = answer.question.language
    if not answer.passages:
        return Page(escape(words.NOTHING_HELD.say(language), quote=False))
    found = answer.passages[rank - 1]
    head, proof = _head(answer, rank)
    bold = _merged([*found.marks, proof] if proof is not None else found.marks)
    marks: list[Mark] = [(found.sentence, "u"), *((span, "b") for span in bold)]
    html = _compose(head, found.passage, marks, language, also_in(found.also, language))
    more = rank < len(answer.passages)
    return Page(html, _rows(found.passage, language, rank, more=more))


def paragraph_page(passage: Passage, language: Language, rank: int) -> Page:
    """A paragraph reached by ◀ or ▶, with nothing marked; ``rank`` is the passage that the walk began at."""
    return Page(_compose("", passage, [], language), _rows(passage, language, rank, more=True))


def documents_page(documents: Sequence[Document], language: Language) -> Page:
    """The documents by number, title and name; as many as fit."""
    if not documents:
        return Page(escape(words.NOTHING_HELD.say(language), quote=False))
    lines = [words.DOCUMENTS.say(language, count=len(documents))]
    room = MESSAGE_LIMIT - units(lines[0]) - 50
    for number, document in enumerate(documents, 1):
        line = words.DOCUMENT.say(
            language,
            number=number,
            title=shorten(clean(document.title), TITLE_LIMIT),
            name=shorten(clean(document.name), TITLE_LIMIT),
            count=document.count,
        )
        room -= units(line) + 1
        if room < 0:
            lines.append(words.MORE_DOCUMENTS.say(language, count=len(documents) - number + 1))
            break
        lines.append(line)
    return Page(escape("\n".join(lines), quote=False))


def walked_back(answer: Answer, passage: Passage) -> int | None:
    """The rank of ``passage`` in ``answer``, where a walk through paragraphs came back to a passage of it."""
    return next((rank for rank, found in enumerate(answer.passages, 1) if _same(found, passage)), None)


def _same(found: Found, passage: Passage) -> bool:
    return (found.passage.document.id, found.passage.position) == (passage.document.id, passage.position) and (
        found.passage.text == passage.text
    )


def _head(answer: Answer, rank: int) -> tuple[str, Span | None]:
    """The line above the passage as HTML, and the part of the passage that proves it."""
    if not answer.answered:
        return escape(words.NOT_HELD.say(answer.question.language), quote=False), None
    if answer.short is None or rank > 1:
        return "", None
    short = escape(shorten(clean(answer.short.text), SHORT_LIMIT), quote=False)
    return f"<b>{short}</b>", answer.short.span


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same places in order, those that overlap or touch made one, so that no tag stands in its like."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _compose(head: str, passage: Passage, marks: Sequence[Mark], language: Language, also: str = "") -> str:
    """Head, the passage as far as it fits, and where it stands; ``also`` says where else."""
    title = escape(shorten(clean(passage.document.title), TITLE_LIMIT), quote=False)
    cited = f" · {escape(clean(place(passage, language)), quote=False)}" if passage.place else ""
    foot = f"<i>{title}</i>{cited} · {passage.position}/{passage.document.count}"
    if also:
        foot += "\n" + escape(shorten(clean(also), ALSO_LIMIT), quote=False)
    text = clean(passage.text)
    # Counting the markup too asks for a little more room than Telegram does, never for less.
    room = MESSAGE_LIMIT - units(head) - units(foot) - 4
    focus = marks[0][0] if marks else Span(0, 0)
    body = _marked(text, window(text, focus, room), marks)
    return "\n\n".join(part for part in (head, body, foot) if part)


def _marked(text: str, shown: Span, marks: Sequence[Mark]) -> str:
    """HTML of ``text[shown]``: each stretch between two ends of marks stands in the tags that cover it."""
    ends = {shown.start, shown.end}
    for span, _ in marks:
        ends |= {min(max(end, shown.start), shown.end) for end in span}
    html = ["…"] if shown.start > 0 else []
    stretches = sorted(ends)
    for start, end in pairwise(stretches):
        piece = escape(text[start:end], quote=False)
        for span, tag in marks:
            if span.start <= start and end <= span.end:
                piece = f"<{tag}>{piece}</{tag}>"
        html.append(piece)
    if shown.end < len(text):
        html.append("…")
    return "".join(html)


def _rows(passage: Passage, language: Language, rank: int, *, more: bool) -> tuple[tuple[Button, ...], ...]:
    document = passage.document
    around = [
        Button(phrase.say(language), Paragraph(language, rank, document.id, name_check(document), position))
        for phrase, position in (
            (words.PREVIOUS_PARAGRAPH, passage.position - 1),
            (words.NEXT_PARAGRAPH, passage.position + 1),
        )
        if 1 <= position <= document.count
    ]
    onward = [Button(words.NEXT_PASSAGE.say(language), NextPassage(language, rank + 1))] if more else []
    return tuple(tuple(row) for row in (onward, around) if row)
