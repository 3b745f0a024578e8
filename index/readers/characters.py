"""Characters that JSON and mail can smuggle into a text and no file can hold: halves of surrogate pairs, NULs."""

from __future__ import annotations

import re

_BROKEN = re.compile("[\ud800-\udfff\0]")


def whole(text: str) -> str:
    """The text with each lone surrogate as U+FFFD, pairs joined, and NULs left out."""
    if not _BROKEN.search(text):
        return text
    return text.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
