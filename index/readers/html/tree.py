"""A page as a tree, whatever was done to its tags; nothing is fetched and no entity is looked up outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DOCTYPE = re.compile(r"<!doctype[^<>\[]*\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(r"(?:<br\s*/?>\s*){3,}", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:\s[^<>]*)?>")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "font", "u", "small", "big", "sub", "sup", "code"})
DEEPEST = 200
"""Levels of elements that are kept; the parser itself gives up at 256 and would lose all that follows."""


def tree_of(text: str) -> HtmlElement | None:
    """The root of the page's tree, or None where there is nothing in it. The parser closes ``<script/>`` as XHTML does."""
    text = _DOCTYPE.sub("", _CONTROL.sub("", text), count=1)
    text = _BREAKS.sub("<br><br>", text)  # a hundred thousand of them cost seconds and say no more
    root, whole = _parsed(text, huge=False)
    if not whole:
        root, _ = _parsed(_flattened(text), huge=True)
    return root


def _parsed(text: str, *, huge: bool) -> tuple[HtmlElement | None, bool]:
    """The root, and whether the parser saw all of the text."""
    import lxml.html
    from lxml import etree

    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=huge, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root: HtmlElement = lxml.html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError:  # an empty document
        return None, True
    limits = {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR}
    return root, not any(entry.type in limits for entry in parser.error_log)


def _flattened(text: str) -> str:
    """The text without the tags that open below ``DEEPEST`` levels; blocks leave a line break behind."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        closes, name = tag.group(1), tag.group(2).lower()
        if name in _VOID or tag.group().endswith("/>"):
            return tag.group()
        deep = depth > DEEPEST
        depth = max(0, depth - 1) if closes else depth + 1
        if not deep and depth <= DEEPEST:
            return tag.group()
        return "" if name in _INLINE else "<br>"

    return re.sub("(?:<br>){2,}", "<br>", _TAG.sub(kept, text))
