"""Where in its document a passage stands, in words: paragraph, and page, row or time where the format has such a thing."""

from __future__ import annotations

from bot.words import Phrase
from index.types import Language, Passage

_PLACES = {
    "page": Phrase("page {at}", "第 {at} 页"),
    "row": Phrase("row {at}", "第 {at} 行"),
    "time": Phrase("at {at}", "{at} 处"),
}


def place(passage: Passage, language: Language) -> str:
    """``page 3``, or "" where the format knows no places."""
    return "" if passage.place is None else _PLACES[passage.place.kind].say(language, at=passage.place.at)
