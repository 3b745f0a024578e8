"""The table of contents of an EPUB, of either kind, and what in it are the chapters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.readers.epub.markup import cut


class Entry(NamedTuple):
    """Where something begins (a page, or ``page#id``), what it is called, and how deep within others."""

    target: str
    title: str
    depth: int


def entries(text: str) -> Iterator[Entry]:
    """The entries of a page with ``<nav>`` (``<a href>`` in its ``toc``), or of ``toc.ncx`` (``<navPoint>``)."""
    within, depth, target, title = True, 0, "", ""
    for one in cut(text):
        if isinstance(one, str):
            title += one
            continue
        if one.name == "nav" and one.opens:
            within = "toc" in one.attributes.get("epub:type", "toc").split()
        elif one.name in {"ol", "navpoint"}:
            depth += one.opens - one.closes
        elif one.name in {"a", "navlabel"} and one.opens:
            target, title = one.attributes.get("href", ""), ""
        plain = " ".join(title.split())
        if one.name == "a" and one.closes and target and within and plain:
            yield Entry(target, plain, depth)
        elif one.name == "content" and one.opens and plain:
            yield Entry(one.attributes.get("src", ""), plain, depth)


def chapters_of(found: Iterable[Entry]) -> dict[str, str]:
    """Titles by where they begin: of each page the outermost entries, since those within have their headings."""
    outermost: dict[str, int] = {}
    listed = list(found)
    for one in listed:
        page = _page(one)
        outermost[page] = min(one.depth, outermost.get(page, one.depth))
    # the first title of a place is its own, later ones lead back to it
    return {one.target: one.title for one in reversed(listed) if one.depth == outermost[_page(one)]}


def _page(entry: Entry) -> str:
    return entry.target.partition("#")[0]
