"""What the styles of a DOCX say of a paragraph: heading, title, list, hidden, table of contents."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from index.readers.looks import Look, look_by_name
from index.readers.xml_parts import child, local, value

_BODY_LEVEL = 9
"""The outline level that Word gives to what is no heading."""


class Styles:
    """The styles by their ids; an unknown id is taken for the name of its style."""

    def __init__(self, elements: dict[str, Element], default: str = "") -> None:
        self._elements = elements
        self._looks: dict[str, Look] = {}
        self._default = default

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """From the root of ``styles.xml``, where there is one."""
        found = [] if root is None else [one for one in root if local(one.tag) == "style"]
        default = (value(one, "styleId") for one in found if value(one, "type") == "paragraph" and on(one, "default"))
        return cls({value(one, "styleId"): one for one in found}, next(default, ""))

    def look(self, properties: Element | None) -> Look:
        """What a paragraph's own properties and its style make of it."""
        style = self.named(value(child(properties, "pStyle"), "val") or self._default)
        level = _outline(properties)
        numbered = child(properties, "numPr")
        item = style.item if numbered is None else value(child(numbered, "numId"), "val") != "0"
        return replace(style, level=style.level if level is None else level, item=item)

    def hides(self, properties: Element | None) -> bool:
        """Whether these properties of a run make it hidden."""
        if properties is None:
            return False
        own = child(properties, "vanish")
        if own is not None:
            return is_on(own)
        style = value(child(properties, "rStyle"), "val")
        return bool(style) and self.named(style).hidden

    def named(self, identity: str) -> Look:
        """The look of a style, with what it takes from those it is based on."""
        if identity not in self._looks:
            self._looks[identity] = self._read(identity)
        return self._looks[identity]

    def _read(self, identity: str) -> Look:
        element = self._elements.get(identity)
        if element is None:
            return look_by_name(identity)
        properties = child(element, "pPr")
        own = look_by_name(value(child(element, "name"), "val"))
        base_id = value(child(element, "basedOn"), "val")
        base = self.named(base_id) if base_id in self._elements and self._shallow(identity) else Look()
        level = own.level if own.level is not None else _outline(properties)
        return Look(
            base.level if level is None else level,
            base.item if child(properties, "numPr") is None else True,
            base.hidden if child(element, "rPr", "vanish") is None else is_on(child(element, "rPr", "vanish")),
            own.contents or base.contents,
            own.code or base.code,
            own.front,
        )

    def _shallow(self, identity: str) -> bool:
        """Whether the chain of styles under this one is as short as any real one."""
        for _ in range(20):
            identity = value(child(self._elements.get(identity), "basedOn"), "val")
            if not identity:
                return True
        return False


def on(element: Element, name: str) -> bool:
    """Whether an attribute says yes."""
    return value(element, name) in {"1", "true", "on"}


def is_on(element: Element | None) -> bool:
    """Whether a property that is there is meant: ``<w:vanish w:val="0"/>`` is not."""
    return element is not None and value(element, "val") not in {"0", "false", "off", "none"}


def _outline(properties: Element | None) -> int | None:
    level = value(child(properties, "outlineLvl"), "val")
    return int(level) + 1 if level.isdecimal() and int(level) < _BODY_LEVEL else None
