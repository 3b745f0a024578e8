"""Where a passage stands, in words: page, row or time where the format has such a thing, and the other documents it is in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words import Phrase
from index.types import Language, Passage, Source

_PLACES = {
    "page": Phrase("page {at}", "第 {at} 页"),
    "row": Phrase("row {at}", "第 {at} 行"),
    "time": Phrase("at {at}", "{at} 处"),
}
_ALSO = Phrase("also in: {sources}", "也见于：{sources}")
_MORE = Phrase(" and {count} more", "，另有 {count} 处")
_BETWEEN = Phrase(", ", "、")
NAMED = 3
"""Other sources that are named under a passage; the rest is counted."""


def place(passage: Passage | Source, language: Language) -> str:
    """``page 3``, or "" where the format knows no places."""
    return "" if passage.place is None else _PLACES[passage.place.kind].say(language, at=passage.place.at)


def also_in(sources: Sequence[Source], language: Language) -> str:
    """``also in: b.md 3/10, c.pdf 7/20 (page 4)``, or "" where the passage stands nowhere else."""
    if not sources:
        return ""
    named = _BETWEEN.say(language).join(_cited(source, language) for source in sources[:NAMED])
    more = _MORE.say(language, count=len(sources) - NAMED) if len(sources) > NAMED else ""
    return _ALSO.say(language, sources=named + more)


def _cited(source: Source, language: Language) -> str:
    cited = f"{source.document.name} {source.position}/{source.document.count}"
    return f"{cited} ({place(source, language)})" if source.place else cited
