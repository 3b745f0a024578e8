"""What a page says of itself for machines: meta elements and JSON-LD, each value under a lower-case name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.readers.html.inline import shown_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST = 1 << 20
"""Characters of JSON-LD that are parsed."""
_NAMES = ("name", "property", "itemprop")
_FIELDS = {"datePublished": "ld:date", "author": "ld:author", "headline": "ld:title", "publisher": "ld:site"}


def metadata_of(root: HtmlElement) -> dict[str, str]:
    """The first value under each name; JSON-LD's as ``ld:date``, ``ld:author``, ``ld:title`` and ``ld:site``."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        value = shown_text(meta.get("content") or "")
        for name in _NAMES:
            if value and (said := meta.get(name)):
                found.setdefault(said.strip().lower(), value)
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            found.setdefault("canonical", (link.get("href") or "").strip())
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            for name, value in _of_json(script.text or ""):
                found.setdefault(name, value)
    return found


def _of_json(text: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(text) if len(text) <= LARGEST else None
    except (ValueError, RecursionError):
        return
    waiting = [data]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend(value for name, value in one.items() if name in {"@graph", "mainEntity"})
            for field, name in _FIELDS.items():
                if value := _name_in(one.get(field)):
                    yield name, shown_text(value)


def _name_in(value: object) -> str:
    """The text of a value: its own, its name, or those of its parts."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name_in(one) for one in value if not isinstance(one, list))))
    if isinstance(value, dict):
        return _name_in(value.get("name")) if isinstance(value.get("name"), str) else ""
    return value if isinstance(value, str) else ""
