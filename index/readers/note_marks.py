"""What refers to a note in running text: a number set high, in brackets or in a circle, that leads elsewhere."""

from __future__ import annotations

import re

from index.readers.epub.markup import Tag

_LOOSE = re.compile(r"(?:注|註)?\s*[0-9]{1,4}|[*†‡§¶#]{1,4}|[a-z]|[ivxlc]{1,6}")
_CERTAIN = re.compile(r"[\[［〔【]\s*(?:注|註)?\s*[0-9a-zA-Z*†‡]{0,4}\s*[\]］〕】]|[①-⓿㈠-㈩]|[↩↑⏎^]\ufe0e?")


def is_mark(text: str, tag: Tag, *, within: bool) -> bool:
    """Whether ``text`` in ``tag`` (``a`` or ``sup``) is no text; ``within``: the one stands in the other.

    A number set high that leads nowhere is a power, and one that leads somewhere from the line is a word of it.
    """
    if not text or (tag.name == "a" and "href" not in tag.attributes):
        return False
    if _CERTAIN.fullmatch(text):
        return True
    return bool(_LOOSE.fullmatch(text)) and (within or "note" in tag.attributes.get("class", "").lower())
