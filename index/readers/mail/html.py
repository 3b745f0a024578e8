"""The text of a message that is a page, where the reader of pages made nothing of it: tags off, blocks apart.

The parser of the standard library takes time in proportion to the square of what is never closed; this one does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{0,5000}>|<![^<>]{0,5000}>")
_BLOCKS = "address article blockquote dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul"
_BREAKS = {**dict.fromkeys(_BLOCKS.split(), "\n\n"), "br": "\n", "td": " ", "th": " "}
_HIDDEN = frozenset({"script", "style", "title", "template"})
LONGEST = 4_000_000
"""Characters of a page that are looked at."""


def lines_of(page: str) -> list[str]:
    """The lines of the text, blank ones between blocks; never fails."""
    text = unescape("".join(_parts(_without_comments(page[:LONGEST]))))
    return [" ".join(line.split()) for line in text.split("\n")]


def _without_comments(page: str) -> str:
    kept, at = [], 0
    while (start := page.find("<!--", at)) >= 0 and (end := page.find("-->", start)) >= 0:
        kept.append(page[at:start])
        at = end + 3
    return "".join([*kept, page[at:]])


def _parts(page: str) -> Iterator[str]:
    """What was written, with an empty line at each end of a block."""
    hidden, at = "", 0
    for found in _TAG.finditer(page):
        name = (found.group(2) or "").lower()
        if not hidden:
            yield re.sub(r"\s+", " ", page[at : found.start()])
            yield _BREAKS.get(name, "")
            hidden = name if name in _HIDDEN and not found.group(1) else ""
        elif name == hidden and found.group(1):
            hidden = ""
        at = found.end()
    if not hidden:
        yield page[at:]
