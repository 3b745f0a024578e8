"""XHTML cut into tags and text, in time proportional to its length whatever it holds.

Books are neither always well-formed, as an XML parser wants, nor long-suffering: the standard library's HTML parser takes
time with the square of some broken pages (20,000 times ``<a `` took it a minute).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_NAME = re.compile(r"/?([A-Za-z][\w:.-]*)")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([A-Za-z_][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_QUOTED = re.compile(r"[\"']")
_TAG = 8_192
"""Characters of the longest tag: longer ones hold pictures."""
_RAW = frozenset({"script", "style"})
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<!": ">", "<?": ">"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag without its prefix, in lower case; ``opens`` and ``closes`` are both true of ``<br/>``."""

    name: str
    opens: bool
    closes: bool
    attributes: dict[str, str] = field(default_factory=dict)


def cut(text: str) -> Iterator[Tag | str]:
    """Tags and the text between them, characters in the place of their entities; comments and scripts are left out."""
    at = 0
    while at < len(text):
        start = text.find("<", at)
        if start < 0:
            start = len(text)
        if start > at:
            yield unescape(text[at:start])
        if start == len(text):
            return
        at, found = _markup(text, start)
        if found:
            yield found
        if isinstance(found, Tag) and found.name in _RAW and found.opens and not found.closes:
            end = text.find(f"</{found.name}", at)
            at = len(text) if end < 0 else end


def _markup(text: str, start: int) -> tuple[int, Tag | str | None]:
    """What begins with the ``<`` at ``start``, and where it ends."""
    for begin, finish in _ENDS.items():
        if text.startswith(begin, start):
            end = _after(text, finish, start + len(begin))
            raw = text[start + len(begin) : end - len(finish)] if begin == "<![CDATA[" else None
            return end, raw
    name = _NAME.match(text, start + 1)
    if not name:
        return start + 1, "<"
    end = _end(text, name.end())
    if text[start + 1] == "/":
        return end + 1, Tag(_plain(name.group(1)), False, True)
    inner = text[name.end() : end]
    return end + 1, Tag(_plain(name.group(1)), True, inner.endswith("/"), _attributes(inner))


def _after(text: str, mark: str, start: int) -> int:
    """Behind the next ``mark``; at the end of the text where there is none."""
    end = text.find(mark, start)
    return len(text) if end < 0 else end + len(mark)


def _end(text: str, start: int) -> int:
    """The ``>`` of a tag: one in quotes is not, as far as the tag is no longer than tags are."""
    first = text.find(">", start)
    if first < 0:
        return len(text)
    at = start
    for _ in range(100):
        end = text.find(">", at, start + _TAG)
        quote = _QUOTED.search(text, at, start + _TAG if end < 0 else end)
        if quote is None:
            return end if end >= 0 else first
        at = text.find(quote.group(), quote.end(), start + _TAG) + 1
        if not at:
            return first
    return first


def _plain(name: str) -> str:
    return name.lower().rpartition(":")[2]


def _attributes(inner: str) -> dict[str, str]:
    if len(inner) > _TAG or "=" not in inner:
        return {}
    found = ((match.group(1).lower(), match.group(2, 3, 4)) for match in _ATTRIBUTE.finditer(inner))
    return {name: unescape(next(filter(None, values), "")) for name, values in found}
