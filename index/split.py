"""Paragraphs become passages: what people read, what is embedded, and the windows of two sentences beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from index.sentences import sentences
from index.types import Paragraph, Piece, Span

LONGEST = 700.0
"""Weight of the longest passage: about 512 tokens of the encoder, a Han character counting 1 and any other .35."""
SENTENCES = 200
"""Most sentences of one passage."""
_ENDS = "。！？!?….\n"


def pieces(paragraphs: Iterable[Paragraph]) -> Iterator[Piece]:
    """A piece for each paragraph; a long one is divided at sentence ends into parts of similar size."""
    for paragraph in paragraphs:
        for text in _divided(paragraph.text.strip()):
            yield Piece(text, paragraph.heading, sentences(text), paragraph.place)


def windows(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Runs of two neighbouring sentences; none for fewer than three, where a run would be the paragraph again."""
    if len(spans) < 3:
        return ()
    return tuple(Span(first.start, second.end) for first, second in pairwise(spans))


def weight(text: str) -> float:
    """How much of the encoder's window a text takes."""
    return sum(1.0 if c > "\u2e7f" else 0.35 for c in text)


def _is_short(text: str) -> bool:
    """Whether a text is one passage wherever its sentences end: no character weighs more than 1; most texts are so."""
    return len(text) <= LONGEST and sum(map(text.count, _ENDS)) < SENTENCES


def _divided(text: str) -> Iterator[str]:
    if not text:
        return
    if _is_short(text):
        yield text
        return
    parts = [text[a:b] for span in sentences(text) for a, b in _cut(text, span)]
    count = max(-(-weight(text) // LONGEST), -(-len(parts) // SENTENCES))
    if count <= 1:
        yield text
        return
    target = weight(text) / count
    begin, total, number = 0, 0.0, 0
    at = 0
    for part in parts:
        start = text.index(part, at)
        if number and (total + weight(part) / 2 > target or number >= SENTENCES):
            yield text[begin:start].strip()
            begin, total, number = start, 0.0, 0
        total, number, at = total + weight(part), number + 1, start + len(part)
    yield text[begin:].strip()


def _cut(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """A sentence too long for one passage is cut at commas, or failing that anywhere."""
    start = span.start
    while weight(text[start : span.end]) > LONGEST:
        end = start + int(LONGEST)
        comma = max(text.rfind(mark, start + 200, end) for mark in "，,；;、 ")
        end = comma + 1 if comma > 0 else end
        yield start, min(end, span.end)
        start = min(end, span.end)
    if start < span.end:
        yield start, span.end
