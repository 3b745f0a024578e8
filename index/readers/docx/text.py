"""The text of one paragraph of a DOCX: what a reader of the printed page sees, without marks of notes, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from index.readers.docx.styles import Styles
from index.readers.outline import tidy
from index.readers.xml_parts import child, local, value

_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# deleted and moved text, properties, what fields are made of, sound of characters, pictures of what is there as text
_NO_TEXT = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "rt", "Fallback", "oMathParaPr"}
)
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_LAYOUT = re.compile(r"[\r\n\t]+")


@dataclass
class Inline:
    """What a paragraph holds: its text in parts, the notes it refers to (kind, id), and its text boxes."""

    parts: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, soft line ends kept."""
        return tidy("".join(self.parts))

    @property
    def code(self) -> str:
        """The text with every space it has."""
        return "".join(self.parts).strip("\n").rstrip()


def gather(element: Element, styles: Styles, into: Inline) -> None:
    """Add what is in ``element``; its depth is bounded by the one that is read at all."""
    for one in element:
        name = local(one.tag)
        if name == "t":
            into.parts.append(_LAYOUT.sub(" ", one.text or ""))
        elif name in _SIGNS:
            into.parts.append(_SIGNS[name])
        elif name in _NOTES:
            into.notes.append((_NOTES[name], value(one, "id")))
        elif name == "txbxContent":
            into.boxes.append(one)
        elif name not in _NO_TEXT and not _is_hidden(one, name, styles):
            gather(_seen(one, name), styles, into)


def _is_hidden(element: Element, name: str, styles: Styles) -> bool:
    if name == "sdt":
        return is_placeholder(element)
    return name == "r" and styles.hides(child(element, "rPr"))


def is_placeholder(control: Element) -> bool:
    """Whether a content control still shows what to type into it."""
    return child(control, "sdtPr", "showingPlcHdr") is not None


def _seen(element: Element, name: str) -> Element:
    """The element itself; of one that is there in several forms (a drawing, and the same for old programs) the first."""
    if name != "AlternateContent":
        return element
    choice = child(element, "Choice")
    fallback = child(element, "Fallback") if choice is None else choice
    return element if fallback is None else fallback
