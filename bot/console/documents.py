"""Documents on the console: the table of all, and one with its passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.console import words
from bot.console.passages import names, passage_lines
from bot.console.style import Style, visible
from bot.console.width import cut, pad, width
from bot.words import Phrase
from index.types import Document, Language, Passage

GAP = "  "
_HEADINGS = (words.NUMBER, words.NAME, words.TITLE, words.LANGUAGE, words.PASSAGES, words.ADDED_ON)
_LEAST = 8
"""Columns that names and titles keep on the narrowest terminal."""


def documents_table(
    documents: Sequence[Document],
    style: Style,
    columns: int | None,
    language: Language,
    *,
    next_command: str = "wuzhen add FILE",
) -> str:
    """All documents, one a line, in columns; without any, what to type next (``next_command``)."""
    if not documents:
        return words.NO_DOCUMENTS.say(language, next=next_command)
    rows = [[heading.say(language) for heading in _HEADINGS]]
    rows += [_row(number, document, language) for number, document in enumerate(documents, 1)]
    widths = _fit([max(map(width, column)) for column in zip(*rows, strict=True)], columns)
    head, *lines = [_line(row, widths) for row in rows]
    return "\n".join([style.faint(head), *lines])


def _row(number: int, document: Document, language: Language) -> list[str]:
    spoken = language_name(document.language).say(language)
    name, title = _one_line(document.name), _one_line(document.title)
    return [str(number), name, title, spoken, str(document.count), document.added[:10]]


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _fit(widths: list[int], columns: int | None) -> list[int]:
    """Make title, then name narrower until the table fits; leave columns out (0) where that is not enough."""
    fitted = list(widths)
    if columns is None:
        return fitted
    for dropped in (5, 3, 2):
        least = [min(each, _LEAST) if at in {1, 2} else each for at, each in enumerate(fitted)]
        if _total(least) > columns:
            fitted[dropped] = 0
    for column in (2, 1):
        fitted[column] -= max(0, min(_total(fitted) - columns, fitted[column] - _LEAST))
    return fitted


def _total(widths: Sequence[int]) -> int:
    shown = [each for each in widths if each]
    return sum(shown) + len(GAP) * (len(shown) - 1)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Join the cells of one line, number and count to the right, the rest to the left."""
    cells = enumerate(zip(row, widths, strict=True))
    shown = [pad(cut(cell, columns), columns, right=at in {0, 4}) for at, (cell, columns) in cells if columns]
    return GAP.join(shown).rstrip()


def language_name(language: Language) -> Phrase:
    """What people call the language of a document."""
    return words.CHINESE if language == "zh" else words.ENGLISH


def facts(document: Document, language: Language, *, first: Iterable[tuple[Phrase, str]] = ()) -> str:
    """What is known of a document, one fact a line, after the facts in ``first``."""
    rows = [
        *first,
        (words.NAME, document.name),
        (words.LANGUAGE, language_name(document.language).say(language)),
        (words.PASSAGES, str(document.count)),
        (words.SOURCE, document.source),
        (words.ADDED_ON, document.added),
    ]
    said = [(label.say(language), _one_line(value)) for label, value in rows]
    widest = max(width(label) for label, _ in said)
    return "\n".join(f"{pad(label, widest)}{GAP}{value}" for label, value in said)


def document_text(
    document: Document, passages: Iterable[Passage], style: Style, columns: int | None, language: Language
) -> str:
    """A document for ``show``: its facts, then each passage under its number, headings where they change."""
    parts = [style.strong(names(document)[0]), facts(document, language)]
    heading = ""
    for passage in passages:
        lines = [style.faint(f"{passage.position}/{document.count}"), *passage_lines(passage, None, style, columns)]
        if passage.heading not in {"", heading}:
            lines.insert(0, style.strong(_one_line(passage.heading)))
        heading = passage.heading
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
