"""How a web page is told by its first bytes; imports nothing heavy, since every file is asked."""

from __future__ import annotations

import codecs
import re

_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
_BEGINS = re.compile(r"<(?:!doctype\s+html|html|head|body)(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!doctype|<!--", re.IGNORECASE)
_MARKED = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "latin-1"))


def is_page(head: bytes, suffix: str) -> bool:
    """Whether bytes that begin so are a web page: by the first tag, or by the name where any tag is there."""
    text = _letters(head)
    if _BEGINS.match(text, _past_prologue(text)):
        return True
    return suffix in _SUFFIXES and _TAG.search(text) is not None


def _letters(head: bytes) -> str:
    """The bytes as text whose ASCII is right, whatever the rest is."""
    for bom, encoding in _MARKED:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    if head[:1] == b"\0":
        return head.decode("utf-16-be", "replace")
    if head[1:2] == b"\0":
        return head.decode("utf-16-le", "replace")
    return head.decode("latin-1")


def _past_prologue(text: str) -> int:
    """Where white space, comments and processing instructions at the start end."""
    at = 0
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == "\ufeff"):
            at += 1
        for opens, closes in (("<!--", "-->"), ("<?", "?>")):
            if text.startswith(opens, at):
                end = text.find(closes, at + len(opens))
                if end < 0:
                    return at
                at = end + len(closes)
                break
        else:
            return at
