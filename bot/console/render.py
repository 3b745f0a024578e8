"""An answer for people and for programs."""

from __future__ import annotations

from bot.console import words
from bot.console.passages import origin, others, passage_brief, passage_lines
from bot.console.style import Style, visible
from index.types import Language, Passage, Source
from retrieval.types import Answer, Found, ShortAnswer


def answer_text(answer: Answer, style: Style, columns: int | None, language: Language) -> str:
    """An answer as people read it, several lines; ``columns`` None leaves lines unbroken (not a terminal)."""
    if not answer.answered or not answer.passages:
        return _refusal(answer, style, columns, language)
    best, *further = answer.passages
    lines = [_short(answer.short, style), ""] if answer.short else []
    lines += _passage(best, style, columns)
    lines += [origin(best.passage, style, language, confidence=answer.confidence), *others(best.also, style, language)]
    if further:
        lines += ["", words.ALSO.say(language), *_briefly(further, 2, columns)]
    return "\n".join(lines)


def found_text(found: Found, style: Style, columns: int | None, language: Language) -> str:
    """A further passage of an answer, whole, with its best sentence and the words of the question marked."""
    lines = [*_passage(found, style, columns), origin(found.passage, style, language)]
    return "\n".join([*lines, *others(found.also, style, language)])


def _passage(found: Found, style: Style, columns: int | None) -> list[str]:
    return passage_lines(found.passage, found.sentence, style, columns, marks=found.marks)


def _short(short: ShortAnswer, style: Style) -> str:
    """``12 July 2022 (2022年7月12日)``: the short answer, and the document's own words where they differ."""
    text, quote = visible(short.text), visible(short.quote)
    return style.strong(text) + (f" ({quote})" if quote != text else "")


def _refusal(answer: Answer, style: Style, columns: int | None, language: Language) -> str:
    """That the documents don't say, and the nearest passages under that name."""
    lines = [style.strong(words.REFUSED.say(language))]
    if answer.passages:
        lines += ["", words.NEAREST.say(language), *_briefly(answer.passages, 1, columns)]
    return "\n".join(lines)


def _briefly(found: list[Found] | tuple[Found, ...], first: int, columns: int | None) -> list[str]:
    return [passage_brief(n, one.passage, one.sentence, columns, also=one.also) for n, one in enumerate(found, first)]


def answer_json(answer: Answer) -> dict[str, object]:
    """An answer as programs read it (``--json``); ``passages`` best first, present even when refused."""
    short = answer.short
    return {
        "question": answer.question.text,
        "answered": answer.answered,
        "confidence": round(float(answer.confidence), 4),
        "short": {"text": short.text, "quote": short.quote} if short else None,
        "passages": [_found_json(found) for found in answer.passages],
    }


def _found_json(found: Found) -> dict[str, object]:
    """A passage; ``marks`` are ``[start, end]`` pairs, half-open, in characters of its ``text``; ``also`` has its copies."""
    passage = found.passage
    return {
        **_source_json(passage),
        "heading": passage.heading,
        "text": passage.text,
        "sentence": passage.text[slice(*found.sentence)],
        "marks": [[start, end] for start, end in found.marks],
        "score": round(float(found.score), 4),
        "also": [_source_json(source) for source in found.also],
    }


def _source_json(source: Passage | Source) -> dict[str, object]:
    """Where a passage stands."""
    return {
        "document": source.document.name,
        "title": source.document.title,
        "position": source.position,
        "count": source.document.count,
        "place": dict(zip(("kind", "at"), source.place, strict=True)) if source.place else None,
    }
