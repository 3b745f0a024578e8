"""The text of one paragraph of an ODT: white space as the format counts it, without marks of notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from index.readers.odt.styles import Styles
from index.readers.outline import tidy
from index.readers.xml_parts import local, value

_SPACE = re.compile(r"[ \t\r\n]+")
_NO_TEXT = frozenset(
    {"annotation", "annotation-end", "ruby-text", "hidden-text", "hidden-paragraph", "tracked-changes", "title", "desc"}
    | {"script", "event-listeners", "binary-data", "note-citation", "object", "object-ole", "forms"}
)
_MOST_SPACES = 100


@dataclass
class Inline:
    """What a paragraph holds: its text in parts, its notes, and what is drawn with text in it."""

    parts: list[str] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, soft line ends kept."""
        return tidy(re.sub(" +(?=\n)", "", "".join(self.parts)))

    @property
    def code(self) -> str:
        """The text with every space it has."""
        return "".join(self.parts).strip("\n").rstrip()

    def add(self, text: str | None) -> None:
        """Add text as XML has it: a run of white space is one space, none where one stands already."""
        if text:
            plain = _SPACE.sub(" ", text)
            before = self.parts[-1][-1:] if self.parts else " "
            self.parts.append(plain.removeprefix(" ") if before in " \n" else plain)
            if not self.parts[-1]:
                self.parts.pop()


def gather(element: Element, styles: Styles, into: Inline) -> None:
    """Add what is in ``element``; its depth is bounded by the one that is read at all."""
    into.add(element.text)
    for one in element:
        _one(one, styles, into)
        into.add(one.tail)


def _one(element: Element, styles: Styles, into: Inline) -> None:
    name = local(element.tag)
    if name == "s":
        count = value(element, "c")
        into.parts.append(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1))
    elif name == "tab":
        into.parts.append(" ")
    elif name == "line-break":
        into.parts.append("\n")
    elif name == "note":
        into.notes.extend(one for one in element if local(one.tag) == "note-body")
    elif name in {"text-box", "table", "p", "list"}:  # the last two are text in a drawn shape
        into.boxes.append(element)
    elif name not in _NO_TEXT and not styles.hides(value(element, "style-name")):
        gather(element, styles, into)
