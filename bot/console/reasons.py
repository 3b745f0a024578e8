"""Why a line was left out, in the words of people; readers name a reason in a few English words."""

from __future__ import annotations

from bot.words import Phrase

REASONS = {
    reason: Phrase(reason, chinese)
    for reason, chinese in {
        "breadcrumb": "面包屑导航",
        "credit": "署名或版权",
        "gibberish": "乱码",
        "menu": "菜单",
        "repeated headings": "重复的表头",
    }.items()
}


def reason_words(reason: str) -> Phrase:
    """The reason in both languages; one that a reader of somebody else's brought stays as it is."""
    return REASONS.get(reason) or Phrase(*2 * (reason.replace("{", "{{").replace("}", "}}"),))
