"""XML that nobody vouches for: no declarations, no entities, no depth without end; large parts in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from index.readers.refusing import damaged, refused

DEEPEST = 150
"""Elements within each other; three tables in each other with text boxes in them make 40."""
_BROKEN = (ParseError, expat.ExpatError, ValueError, LookupError)


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """A name without its namespace: office formats exist in two sets of namespaces with the same names."""
    return tag.rpartition("}")[2]


def value(element: Element | None, name: str) -> str:
    """The attribute of that local name, "" where there is none."""
    if element is None:
        return ""
    return next((text for key, text in element.attrib.items() if local(key) == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of the first local name, its first child of the second, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one.tag) == name), None)
    return element


def tree(data: bytes, name: str, *, doctype: bool = False) -> Element:
    """The root of a small part; raises ``DocumentError``. ``doctype`` allows one that declares nothing itself."""
    root = None
    for _, element in _events([data], name, doctype=doctype):
        root = element
    assert root is not None, "a part without a root is damaged"
    return root


def children(chunks: Iterable[bytes], parents: frozenset[str], name: str) -> Iterator[tuple[str, Element]]:
    """Each child of the outermost elements with these local names, whole, with its parent's; then it is forgotten."""
    opened: list[Element] = []
    inside = 0
    for event, element in _events(chunks, name):
        if event == "start":
            opened.append(element)
            if not inside and local(element.tag) in parents:
                inside = len(opened)
            continue
        opened.pop()
        if inside and len(opened) == inside:
            yield local(opened[-1].tag), element
            opened[-1].clear()
        elif len(opened) < inside:
            inside = 0


def _events(chunks: Iterable[bytes], name: str, *, doctype: bool = False) -> Iterator[tuple[str, Element]]:
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    depth = 0
    try:
        for chunk in _undeclared(chunks, name, doctype=doctype):
            parser.feed(chunk)
            for event, element in _read(parser):
                depth += 1 if event == "start" else -1
                if depth > DEEPEST:
                    raise damaged(name)
                yield event, element
        parser.close()
        yield from _read(parser)
    except _BROKEN as error:
        raise damaged(name) from error


def _read(parser: XMLPullParser[Element]) -> Iterator[tuple[str, Element]]:
    return cast("Iterator[tuple[str, Element]]", parser.read_events())


def _undeclared(chunks: Iterable[bytes], name: str, *, doctype: bool) -> Iterator[bytes]:
    """The same chunks, once everything before the root element is seen to declare nothing.

    That part is fed up to one ``>`` at a time, so that no declaration is followed before it is refused.
    """
    begun = False

    def begin(*_: object) -> None:
        nonlocal begun
        begun = True

    def declare(_root: str, _system: str | None, _public: str | None, declares: bool) -> None:
        if declares or not doctype:
            raise refused(name, "declares entities, which documents never do", "中含有文档不应有的实体声明")

    prolog = expat.ParserCreate()
    prolog.StartElementHandler = begin
    prolog.StartDoctypeDeclHandler = declare
    for chunk in chunks:
        for piece in () if begun else re.findall(rb"[^>]*>|[^>]+\Z", chunk):
            prolog.Parse(piece)
            if begun:
                break
        yield chunk
