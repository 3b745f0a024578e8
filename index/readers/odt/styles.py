"""What the styles of an ODT say of a paragraph or a span: title, heading, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from index.readers.looks import Look, look_by_name
from index.readers.xml_parts import child, local, value

_CODED = re.compile(r"_([0-9a-f]{2,4})_")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    look: Look
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
                look = _look(value(one, "display-name") or name, value(one, "default-outline-level"))
                self._styles[name] = _Style(value(one, "parent-style-name"), look, hidden)

    def look(self, name: str) -> Look:
        """The look of a paragraph in this style: that of the nearest style above it that has one."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return _look(name, "")
            if style.look != Look():
                return style.look
            name = style.parent
        return Look()

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


def _look(name: str, outline: str) -> Look:
    look = look_by_name(_CODED.sub(lambda found: chr(int(found.group(1), 16)), name))
    if look.level is None and outline.isdecimal() and outline != "0":
        return replace(look, level=int(outline))
    return look
