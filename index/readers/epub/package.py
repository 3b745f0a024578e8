"""What an EPUB says of itself: its pages in their order, their chapters, title, author, date; and whether it is locked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from index.encodings import encoding_of
from index.readers import about
from index.readers.epub.contents import Entry, chapters_of, entries
from index.readers.refusing import damaged, refused
from index.readers.xml_parts import child, local, tree, value
from index.readers.zip.members import Archive

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]*charset\s*=\s*[\"']?([\w.:-]+)")
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}


@dataclass(frozen=True, slots=True)
class Book:
    """``pages`` are member names in reading order; ``chapters`` has the title of each page or ``page#id`` that begins one."""

    title: str
    author: str
    published: str
    pages: tuple[str, ...]
    chapters: dict[str, str]
    passed: frozenset[str]
    """Pages that are no text: navigation, table of contents, cover."""


def book_of(archive: Archive, name: str) -> Book:
    """Raises ``DocumentError`` for a locked book and for one that does not say what is in it."""
    if _is_locked(archive, name):
        raise refused(name, "is locked by its seller (DRM) and cannot be read", "受数字版权保护（DRM），无法读取")
    path = _package(archive, name)
    data = archive.read(path)
    if not data:
        raise damaged(name, path)
    root = tree(data, name, doctype=True)
    folder = posixpath.dirname(path)
    items = {value(one, "id"): one for one in _all(root, "item")}
    hrefs = {key: resolved(folder, value(one, "href")) for key, one in items.items()}
    spine = [value(one, "idref") for one in _all(root, "itemref")]
    pages = tuple(hrefs[key] for key in spine if key in hrefs and value(items[key], "media-type") in _PAGES)
    return Book(
        *_metadata(root),
        pages,
        chapters_of(_contents(archive, items, hrefs)),
        frozenset(_passed(root, items, hrefs, folder)),
    )


def resolved(folder: str, href: str) -> str:
    """A member's name from a reference to it, its ``#id`` kept."""
    target, mark, anchor = href.partition("#")
    plain = posixpath.normpath(posixpath.join(folder, unquote(target))).removeprefix("/")
    return f"{plain}{mark}{unquote(anchor)}"


def decoded(data: bytes) -> str:
    """The text of a page: as it declares, if it really is that; else by its content."""
    found = _DECLARED.search(data[:1024])
    said = (found.group(1) or found.group(2)).decode().lower() if found else "utf-8"
    for encoding in (said, "utf-8"):
        try:
            return data.decode(_CHINESE.get(encoding, encoding)).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(encoding_of(data[: 1 << 16]) or "utf-8", "replace").removeprefix("\ufeff")


def _all(root: Element, name: str) -> Iterator[Element]:
    return (one for one in root.iter() if isinstance(one.tag, str) and local(one.tag) == name)


def _is_locked(archive: Archive, name: str) -> bool:
    if archive.find("META-INF/license.lcpl") or archive.find("META-INF/sinf.xml"):
        return True
    data = archive.read("META-INF/encryption.xml")
    methods = _all(tree(data, name), "EncryptionMethod") if data else ()
    return any(value(one, "Algorithm") not in _FONTS for one in methods)


def _package(archive: Archive, name: str) -> str:
    data = archive.read("META-INF/container.xml")
    for rootfile in _all(tree(data, name, doctype=True), "rootfile") if data else ():
        if path := value(rootfile, "full-path"):
            return resolved("", path)
    found = next((one.name for one in archive.members if one.name.lower().endswith(".opf")), "")
    if not found:
        raise damaged(name, "META-INF/container.xml")
    return found


def _metadata(root: Element) -> tuple[str, str, str]:
    meta = child(root, "metadata")
    # the oldest books have them one level deeper
    said = [(local(one.tag), " ".join(one.itertext())) for one in (meta.iter() if meta is not None else ())]
    titles = [about.title(text) for name, text in said if name == "title"]
    people = [about.person(text) for name, text in said if name == "creator"]
    days = [about.iso_date(text) for name, text in said if name == "date"]
    return next(filter(None, titles), ""), ", ".join(filter(None, people)), next(filter(None, days), "")


def _passed(root: Element, items: dict[str, Element], hrefs: dict[str, str], folder: str) -> Iterator[str]:
    for key, one in items.items():
        if "nav" in value(one, "properties").split() or key.lower() in {
            "cover",
            "cover-page",
            "coverpage",
            "titlepage",
        }:
            yield hrefs[key]
    for reference in _all(root, "reference"):
        if value(reference, "type").lower() in {"toc", "cover", "title-page"}:
            yield resolved(folder, value(reference, "href")).partition("#")[0]


def _contents(archive: Archive, items: dict[str, Element], hrefs: dict[str, str]) -> list[Entry]:
    """The table of contents, its targets as members' names: the new kind, or where it says nothing the old."""
    new = [key for key, one in items.items() if "nav" in value(one, "properties").split()]
    old = [key for key, one in items.items() if value(one, "media-type") == "application/x-dtbncx+xml"]
    for key in new + old:
        folder = posixpath.dirname(hrefs[key])
        found = [
            Entry(resolved(folder, one.target), one.title, one.depth)
            for one in entries(decoded(archive.read(hrefs[key])))
        ]
        if found:
            return found
    return []
