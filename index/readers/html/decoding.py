"""The bytes of a page as text: what the page says of itself is honoured where its content agrees."""

from __future__ import annotations

import codecs
import re

from index.encodings import SAMPLE, encoding_of, undecodable

_LABEL = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]+)|<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.:\-]+)")
_LABELLED = 1 << 13
"""Bytes at the start in which a label is looked for."""
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^<>]*>|\s+", re.IGNORECASE | re.DOTALL)
# the label as people write it -> the codec that reads what people mean (WHATWG encoding standard)
_MEANT = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "euc_cn", "hz"), "gb18030"),
    **dict.fromkeys(("big5", "big5hkscs", "cp950"), "big5hkscs"),
    **dict.fromkeys(("iso8859-1", "ascii", "cp1252"), "cp1252"),
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"), "utf-8"),  # a label in ASCII denies UTF-16
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_JUDGED = frozenset({"utf-8", "gb18030", "big5hkscs", "cp1252"})
"""Encodings that the content itself tells apart."""
FEW = 12
"""Bytes beyond ASCII up to which a label says more than the content."""
_BROKEN = 0.01
"""Share of a page that may be unreadable: pages are put together from several sources."""


def decoded(data: bytes, name: str, label: str = "") -> str:
    """The page as text, its byte order mark gone. ``label`` is the encoding that came with the page, if one did.

    Raises ``DocumentError`` where no encoding fits.
    """
    encoding = page_encoding(data, label)
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > _BROKEN * len(text) + 2:
        raise undecodable(name, encoding, text.index("\ufffd"))
    return text.removeprefix("\ufeff")


def page_encoding(data: bytes, label: str = "") -> str:
    """The codec for a page: byte order mark, then what its bytes can only be, then its label, then the likeliest."""
    found = encoding_of(data[:SAMPLE] or b" ")
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (found or "").startswith(
        "utf-16"
    ):
        return found or "utf-8"
    said = _meant(label) or _meant(_label_in(data))
    text = _MARKUP.sub(b" ", data)
    beyond = _around_foreign(text)
    if not beyond:
        return said or "utf-8"
    few = sum(byte > 127 for byte in beyond) <= FEW
    if said and said not in _JUDGED:
        return said if _fits(data, said) else _by_content(data, beyond, said)
    if said and few and _fits(data, said):
        return said
    return _by_content(data, beyond, said)


def _by_content(data: bytes, beyond: bytes, said: str) -> str:
    found = encoding_of(beyond)
    if found in {"gb18030", "big5hkscs"} or (found == "utf-8" and _fits(data, found)):
        return found
    if said and _fits(data, said):
        return said
    if found == "cp1252":
        return found
    # damaged: the one that leaves the fewest holes
    likely = [said, "utf-8", "gb18030", "big5hkscs"] if said else ["utf-8", "gb18030", "big5hkscs"]
    return min(likely, key=lambda encoding: beyond.decode(encoding, "replace").count("\ufffd"))


def _label_in(data: bytes) -> str:
    found = _LABEL.search(data[:_LABELLED])
    return (found.group(1) or found.group(2)).decode("ascii") if found else ""


def _meant(label: str) -> str:
    """The codec that reads what ``label`` means; "" for none or an unknown one."""
    try:
        name = codecs.lookup(label.strip().lower().removeprefix("x-")).name if label else ""
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(name, name)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _around_foreign(text: bytes) -> bytes:
    """The text from the first byte beyond ASCII on, as much as a sample holds: a head of scripts says nothing."""
    first = re.search(rb"[\x80-\xff]", text)
    return text[first.start() : first.start() + SAMPLE] if first else b""
