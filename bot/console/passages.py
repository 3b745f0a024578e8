"""A passage on the console: its text in lines with the best sentence marked, and where it comes from."""

from __future__ import annotations

from bot.console import words
from bot.console.style import Style, visible
from bot.console.width import cut, wrap_spans
from index.types import Document, Language, Passage, Span

WIDEST = 100
"""Columns of running text at most, however wide the terminal: longer lines are hard to read."""

INDENT = "  "


def passage_lines(passage: Passage, sentence: Span | None, style: Style, columns: int | None) -> list[str]:
    """The text in lines, in one where ``columns`` is None, with ``sentence`` marked.

    The mark is a colour; without colours ``«`` and ``»`` stand around the sentence, which can still be copied whole.
    """
    text = visible(passage.text)
    if sentence is None or sentence == (0, len(text)):
        sentence = Span(0, 0)
    elif not style.colour:
        start, end = sentence
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    lines = wrap_spans(text, max(10, min(columns, WIDEST) - len(INDENT))) if columns else [Span(0, len(text))]
    return [INDENT + _marked(text, line, sentence, style) for line in lines]


def _marked(text: str, line: Span, sentence: Span, style: Style) -> str:
    """One line of ``text`` with the part of it that belongs to the sentence in colour."""
    start, end = max(line.start, min(sentence.start, line.end)), max(line.start, min(sentence.end, line.end))
    return text[line.start : start] + style.mark(text[start:end]) + text[end : line.end]


def origin(passage: Passage, style: Style, language: Language, *, confidence: float | None = None) -> str:
    """The line under a passage: title, name, position, and how sure the answer is where that is known."""
    document = passage.document
    parts = [*names(document), words.PLACE.say(language, position=passage.position, count=document.count)]
    if confidence is not None:
        # a calibrated probability is never certain, whatever rounding makes of it
        parts.append(words.CONFIDENCE.say(language, percent=min(99, max(1, round(100 * confidence)))))
    return style.faint(INDENT + "— " + " · ".join(parts))


def names(document: Document) -> list[str]:
    """Title and name, once where they are the same."""
    name, title = visible(document.name), visible(document.title)
    return [title, name] if title not in {"", name} else [name]


def passage_brief(number: int, passage: Passage, sentence: Span, columns: int | None) -> str:
    """A further passage on one line: where it is and what its best sentence says."""
    said = " ".join(visible(passage.text[slice(*sentence)]).split())
    line = f"{number}. {visible(passage.document.name)} {passage.position}/{passage.document.count} · {said}"
    return INDENT + (cut(line, columns - len(INDENT)) if columns else line)


def passage_text(passage: Passage, style: Style, columns: int | None, language: Language) -> str:
    """A passage alone, with the line that says where it stands."""
    return "\n".join([*passage_lines(passage, None, style, columns), origin(passage, style, language)])
