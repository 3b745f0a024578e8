"""What files say of themselves, cleaned: programs fill in names and titles that nobody gave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from index.readers.days import iso_day
from index.readers.outline import TITLE, Block

_NOBODY = frozenset(
    {
        "administrator",
        "admin",
        "user",
        "unknown",
        "un-named",
        "python-docx",
        "microsoft office user",
        "微软用户",
        "用户",
    }
)
_NOTHING = re.compile(
    r"untitled|无标题|(?:document|文档)\s*\d*|microsoft word\b.*|.*\.(?:docx?|odt|rtf)", re.IGNORECASE
)
_DATE = re.compile(r"\s*(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?")


def title(text: str | None) -> str:
    """A title on one line; "" for what a program puts where there is none."""
    plain = " ".join((text or "").split())
    return "" if _NOTHING.fullmatch(plain) else plain


def person(text: str | None) -> str:
    """A name on one line; "" for what a program puts where there is none."""
    plain = " ".join((text or "").split())
    return "" if plain.lower() in _NOBODY else plain


def iso_date(text: str | None) -> str:
    """The date at the start of ``text``, as ISO; only the year, or year and month, where no more is said."""
    found = _DATE.match(text or "")
    if not found:
        return ""
    year, month, day = (int(part or 0) for part in found.groups())
    whole = iso_day(year, month or 1, day or 1)
    return whole if day else whole[:7] if month else whole[:4]


def front(blocks: Sequence[Block]) -> tuple[str, str, list[Block]]:
    """Author and date as paragraphs under the title give them, and the blocks that are left."""
    block = [one for one in takewhile(lambda one: one.front or one.level == TITLE, blocks) if one.front]
    people = {one.text: person(one.text) for one in block if one.front == "author"}
    days = {one.text: iso_date(one.text) for one in block if one.front == "date"}
    said = {text for text, plain in (people | days).items() if plain}
    left = [one for one in blocks if not (one in block and one.text in said)]
    return ", ".join(filter(None, people.values())), next(filter(None, days.values()), ""), left
