"""The text of a message that is a page, where the reader of pages made nothing of it: tags off, blocks apart."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article blockquote dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()  # noqa: SIM905
)
_HIDDEN = frozenset({"script", "style", "head", "title", "template"})
LONGEST = 4_000_000
"""Characters of a page that are looked at."""


class _Text(HTMLParser):
    """``parts`` is what was written, with an empty line at each end of a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # as the parser calls it
        self._hidden += tag in _HIDDEN and tag != "head"
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _HIDDEN and tag != "head"))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")


def lines_of(page: str) -> list[str]:
    """The lines of the text, blank ones between blocks; never fails."""
    page = page[:LONGEST]
    parser = _Text()
    try:
        parser.feed(page)
        parser.close()
        text = "".join(parser.parts)
    except (AssertionError, ValueError):  # declarations that the parser of the standard library does not know
        text = unescape(re.sub(r"<[^<>]*>", "\n", page))
    return [" ".join(line.split()) for line in text.split("\n")]
