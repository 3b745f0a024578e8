"""What stands above or beside the words of a page, taken out of them: readings, footnote marks, raised figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FIGURES = re.compile(r"[0-9+\-−=()]+|[ni]")
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_MARK = re.compile(
    r"[\[［〔(（]\s*(?:\d{1,4}|[a-z*†‡§¶]|(?:注|註|note|nb)\s*\d{0,4})\s*[\]］〕)）]|[*†‡§¶①-⑳]+", re.IGNORECASE
)

_BACK = frozenset("↩↑^⏎⮌\ufe0e\ufe0f")
SHORT = 12
"""Characters of the longest footnote mark."""


def mend(root: HtmlElement) -> None:
    """Change the tree so that no reading (``rt``) or footnote mark is glued to a word, and 10⁶ is not 106."""
    for element in list(root.iter("rt", "rp", "rtc")):
        element.drop_tree()
    for element in list(root.iter("a", "sup", "sub")):
        if is_footnote_mark(element):
            element.drop_tree()
        elif element.tag in {"sup", "sub"}:
            _raise(element)


def _raise(element: HtmlElement) -> None:
    text = "".join(element.itertext()).strip()
    if _FIGURES.fullmatch(text):
        del element[:]
        element.text = text.translate(_RAISED if element.tag == "sup" else _LOWERED)


def is_footnote_mark(element: HtmlElement) -> bool:
    """Whether a ``sup`` or a link marks a footnote, or leads back from one."""
    text = "".join(element.itertext()).strip()
    if len(text) > SHORT or element.tag == "sub":
        return False
    if element.tag == "sup":
        return bool(_MARK.fullmatch(text)) or any(True for _ in element.iter("a"))
    if "#" not in (element.get("href") or ""):
        return False
    names = " ".join(element.get(name) or "" for name in ("class", "role", "rel", "epub:type", "id")).lower()
    raises = any(True for _ in element.iter("sup"))
    return raises or "footnote" in names or "noteref" in names or (text != "" and set(text) <= _BACK)
