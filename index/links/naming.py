"""What a page is called among the documents, and which address is its own."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from index.errors import LinkError
from index.links.address import Address
from index.links.media import called

HEAD = 1 << 16
"""Bytes of a page among which its canonical address is looked for."""
LONGEST = 80
"""Characters of a part of a name: it is typed and shown in lists."""
_TAG = re.compile(r"<link\b([^>]{1,1000})>", re.IGNORECASE)
_REL = re.compile(r"""\brel\s*=\s*(?:"[^"]*\bcanonical\b[^"]*"|'[^']*\bcanonical\b[^']*'|canonical\b)""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_HEADER = re.compile(r"""<([^<>]*)>\s*(?:;[^,;<]*)*;\s*rel\s*=\s*"?canonical\b""", re.IGNORECASE)


def names(address: Address, media: str) -> tuple[str, str]:
    """Two names: the host and the end of the path, and for where that is taken, the host and more of the path."""
    parts = [part for part in map(_readable, address.path.split("/")) if part] or ["index"]
    last = called(parts[-1], media)
    host = address.host.removeprefix("www.")
    return f"{host}/{last}", "/".join([host, *parts[-3:-1], last])


def _readable(part: str) -> str:
    """A part of a path as people write it, without what would part or hide it."""
    plain = "".join(char for char in unquote(part) if char.isprintable() and char not in "/\\")
    stem, dot, suffix = plain.strip().rpartition(".")
    return f"{stem[:LONGEST]}{dot}{suffix[:LONGEST]}".lstrip(".")


def canonical(address: Address, head: bytes, media: str, link: str) -> Address:
    """The address that the page at ``address`` calls its own; ``address`` where it names none that can be believed.

    Believed is one of the same site, and not its front page for a page that is another: templates often say so wrongly.
    """
    said = _HEADER.search(link)
    reference = said[1] if said else _in_page(head.decode("latin-1")) if media.endswith("html") else ""
    if not reference.strip():
        return address
    try:
        own = address.joined(reference)
    except LinkError:
        return address
    believed = own.site == address.site and (own.path != "/" or address.path == "/")
    return own if believed else address


def _in_page(head: str) -> str:
    for tag in _TAG.finditer(head):
        if _REL.search(tag[1]) and (found := _HREF.search(tag[1])):
            href = unescape(found[1] or found[2] or found[3] or "")
            return href.encode("latin-1", "replace").decode("utf-8", "replace")
    return ""
