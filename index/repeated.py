"""Paragraphs that a site repeats from page to page: its slogans, notices and appeals, which answer no question.

Nothing is thrown away for it. Whether a paragraph is one of them is seen when a question meets it, from the copies that the
library has then: the first page of a site is judged like the last, and a page that is removed is no evidence any more.
A site is a host for links, and a folder for saved pages; other files may repeat what they like.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, partial
from urllib.parse import urlsplit

from index.copies import Origin
from index.record import listed

PAGES = 4
"""Pages of the site, none a copy of another, on which a repeated paragraph stands at least."""
SHARE = 0.2
"""Share of the site's pages on which it stands: on a large site four may well quote the same sentence."""
COPY = 0.5
"""Share of a page's text from which another one that has it too is a copy or an older state of it."""
LOOKED_AT = 32
"""Pages whose text is compared: enough to tell, and a footer of ten thousand pages costs no more."""
_SAVED = (".html", ".htm", ".xhtml")

Sizes = Mapping[int, int]
"""Characters of a page's paragraphs by the key of each."""


def repeated(connection: sqlite3.Connection, origins: Mapping[int, Origin]) -> frozenset[int]:
    """Those of the passages ``origins``, of which all copies are among them, that their site repeats."""
    pages: dict[int, set[int]] = defaultdict(set)
    for origin in origins.values():
        pages[origin.key].add(origin.document)
    crowded = {key: numbers for key, numbers in pages.items() if len(numbers) >= PAGES}
    if not crowded:
        return frozenset()
    sites = _sites(connection, set().union(*crowded.values()))
    size = {site: _size(connection, site) for site in set(sites.values())}
    page = cache(partial(_page, connection))  # the head and the foot of a page are asked about in turn
    found = {
        (key, number)
        for key, numbers in crowded.items()
        for site, on in _by_site(numbers, sites).items()
        if len(on) >= max(PAGES, SHARE * size[site]) and _independent(map(page, on[:LOOKED_AT]))
        for number in on
    }
    return frozenset(one for one, origin in origins.items() if (origin.key, origin.document) in found)


def site_of(source: str) -> str:
    """How the sources of a site's pages begin; "" for a document of none."""
    if source.startswith(("http://", "https://")):
        parts = urlsplit(source)
        return f"{parts.scheme}://{parts.netloc}/"
    folder, slash, name = source.rpartition("/")
    return folder + slash if name.lower().endswith(_SAVED) else ""


def _sites(connection: sqlite3.Connection, documents: Iterable[int]) -> dict[int, str]:
    """The site of each document that is of one."""
    query = f"SELECT id, source FROM documents WHERE id IN ({listed(documents)})"
    return {number: site for number, source in connection.execute(query) if (site := site_of(source))}


def _by_site(documents: Iterable[int], sites: Mapping[int, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number in sorted(documents):
        if number in sites:
            found[sites[number]].append(number)
    return found


def _size(connection: sqlite3.Connection, site: str) -> int:
    """How many documents are of the site."""
    query = "SELECT count(*) FROM documents WHERE substr(source, 1, length(?)) = ?"
    return int(connection.execute(query, (site, site)).fetchone()[0])


def _page(connection: sqlite3.Connection, document: int) -> Sizes:
    query = "SELECT key, sum(length(text)) FROM passages WHERE document = ? GROUP BY key"
    return dict(connection.execute(query, (document,)))


def _independent(pages: Iterable[Sizes]) -> bool:
    """Whether enough of ``pages`` are more than copies of one another; none is read beyond those."""
    different: list[Sizes] = []
    for page in pages:
        if not any(_is_copy(page, other) for other in different):
            different.append(page)
            if len(different) == PAGES:
                return True
    return False


def _is_copy(page: Sizes, other: Sizes) -> bool:
    """Whether two pages share most of the text of one of them."""
    shared = sum(page[key] for key in page.keys() & other.keys())
    return shared >= COPY * min(sum(page.values()), sum(other.values()))
