"""What the styles of an ODT say of a paragraph or a span: title, heading, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from index.readers.outline import TITLE
from index.readers.xml_parts import child, local, value

_HEADING = re.compile(r"(?:heading|标题|標題)[ _]*([1-9])", re.IGNORECASE)
_TITLE = frozenset({"title", "标题", "標題"})
_CODED = re.compile(r"_([0-9a-f]{2,4})_")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    level: int | None
    hidden: bool | None


class Styles:
    """The styles by their names: those that people named, and those a program made beneath them."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}

    def add(self, elements: Iterable[Element]) -> None:
        """Take in the style elements among these."""
        for one in elements:
            if local(one.tag) == "style":
                display = value(child(one, "text-properties"), "display")
                hidden = {"none": True, "true": False}.get(display)
                name = value(one, "name")
                level = _level(value(one, "display-name") or name, value(one, "default-outline-level"))
                self._styles[name] = _Style(value(one, "parent-style-name"), level, hidden)

    def level(self, name: str) -> int | None:
        """The level of a paragraph in this style: that of the nearest style above it that has one."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return _level(name, "")
            if style.level is not None:
                return style.level
            name = style.parent
        return None

    def hides(self, name: str) -> bool:
        """Whether text in this style is not shown."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return False
            if style.hidden is not None:
                return style.hidden
            name = style.parent
        return False


def _level(name: str, outline: str) -> int | None:
    plain = _CODED.sub(lambda found: chr(int(found.group(1), 16)), name).strip()
    if plain.lower() in _TITLE:
        return TITLE
    found = _HEADING.fullmatch(plain)
    number = outline or (found.group(1) if found else "")
    return int(number) if number.isdecimal() and number != "0" else None
