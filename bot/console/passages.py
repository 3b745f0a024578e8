"""A passage on the console: its text in lines with what answers marked, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from bot.citing import also_in, place
from bot.console import words
from bot.console.style import Style, visible
from bot.console.width import cut, wrap_spans
from index.types import Document, Language, Passage, Source, Span

WIDEST = 100
"""Columns of running text at most, however wide the terminal: longer lines are hard to read."""

INDENT = "  "


def passage_lines(
    passage: Passage, sentence: Span | None, style: Style, columns: int | None, *, marks: Sequence[Span] = ()
) -> list[str]:
    """The text in lines, in one where ``columns`` is None, with ``sentence`` in colour and ``marks`` underlined.

    Without colours ``«`` and ``»`` stand around the sentence, which can still be copied whole, and ``marks`` are not shown.
    """
    text = visible(passage.text)
    if sentence is None or sentence == (0, len(text)):
        sentence = Span(0, 0)
    elif not style.colour:
        start, end = sentence
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    lines = wrap_spans(text, max(10, min(columns, WIDEST) - len(INDENT))) if columns else [Span(0, len(text))]
    return [INDENT + _marked(text, line, sentence, marks, style) for line in lines]


def _marked(text: str, line: Span, sentence: Span, marks: Sequence[Span], style: Style) -> str:
    """One line of ``text``, the part of it that belongs to the sentence in colour, each part with its ``marks``."""
    inside = _within(sentence, line)
    before, after = Span(line.start, inside.start), Span(inside.end, line.end)
    # divided at the sentence first: a word across its border must not carry the colour out or end it early
    return (
        _underlined(text, before, marks, style)
        + style.mark(_underlined(text, inside, marks, style))
        + _underlined(text, after, marks, style)
    )


def _underlined(text: str, part: Span, marks: Sequence[Span], style: Style) -> str:
    """``text[part]`` with what ``marks`` (ascending, none overlaps another) cover of it underlined."""
    said, at = "", part.start
    for start, end in (_within(mark, part) for mark in marks):
        said += text[at:start] + style.underline(text[start:end])
        at = end
    return said + text[at : part.end]


def _within(span: Span, part: Span) -> Span:
    """What ``part`` holds of ``span``; empty, at the nearer end of ``part``, where they do not meet."""
    return Span(*(max(part.start, min(end, part.end)) for end in span))


def origin(passage: Passage, style: Style, language: Language, *, confidence: float | None = None) -> str:
    """The line under a passage: title, name, position, and how sure the answer is where that is known."""
    document = passage.document
    parts = [*names(document), visible(place(passage, language))] if passage.place else names(document)
    parts.append(words.PLACE.say(language, position=passage.position, count=document.count))
    if confidence is not None:
        # a calibrated probability is never certain, whatever rounding makes of it
        parts.append(words.CONFIDENCE.say(language, percent=min(99, max(1, round(100 * confidence)))))
    return style.faint(INDENT + "— " + " · ".join(parts))


def names(document: Document) -> list[str]:
    """Title and name, once where they are the same."""
    name, title = visible(document.name), visible(document.title)
    return [title, name] if title not in {"", name} else [name]


def others(sources: Sequence[Source], style: Style, language: Language) -> list[str]:
    """The line under that, where the passage stands in other documents too."""
    said = " ".join(visible(also_in(sources, language)).split())
    return [style.faint(f"{INDENT}  {said}")] if said else []


def passage_brief(
    number: int, passage: Passage, sentence: Span, columns: int | None, *, also: Sequence[Source] = ()
) -> str:
    """A further passage on one line: where it is, and one of its copies, and what its best sentence says."""
    said = " ".join(visible(passage.text[slice(*sentence)]).split())
    first: list[Passage | Source] = [passage, *also[:1]]
    places = " + ".join(f"{visible(one.document.name)} {one.position}/{one.document.count}" for one in first)
    line = f"{number}. {places}{' + …' if also[1:] else ''} · {said}"
    return INDENT + (cut(line, columns - len(INDENT)) if columns else line)


def passage_text(passage: Passage, style: Style, columns: int | None, language: Language) -> str:
    """A passage alone, with the line that says where it stands."""
    return "\n".join([*passage_lines(passage, None, style, columns), origin(passage, style, language)])
