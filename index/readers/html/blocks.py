"""A page's tree walked once: every stretch of text a person would see as a block, in order, nothing left out yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.readers.html.inline import BREAK, Line, Run, lines_of, shown_text
from index.readers.html.tables import is_data, rows_of
from index.readers.html.zones import is_hidden, zone_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Kind = Literal["text", "heading", "item", "table", "code", "caption"]
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main menu nav ol option p pre search section"
    " select summary table tbody td textarea tfoot th thead tr ul video audio"
)
_SILENT_TAGS = (
    "script style template noscript svg iframe object embed canvas head link meta rt rp rtc map audio video annotation"
    " annotation-xml source track img input"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SILENT = frozenset(_SILENT_TAGS.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS: dict[str, Kind] = {"pre": "code", "figcaption": "caption", "caption": "caption"}
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_LINKED = frozenset({"a", "button"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text: ``line`` in the page, ``parent`` and ``group`` (outermost list) as numbers of elements.

    ``level`` is that of a heading, or the depth of a list; ``marker`` stands before the first line of an item.
    ``zone`` is what part of the page it stands in, if that is no text; ``linked`` the share of it that is linked.
    """

    kind: Kind
    text: str
    line: int
    parent: int
    zone: str = ""
    linked: float = 0.0
    level: int = 0
    group: int = 0
    marker: str = ""


@dataclass
class _List:
    number: int
    ordered: bool
    count: int


class Walk:
    """One walk over ``root``; iterating gives its blocks."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._runs: list[Run] = []
        self._open: list[HtmlElement] = []
        self._links: list[HtmlElement] = []
        self._parents = [0, 0]
        self._zones = [""]
        self._lists: list[_List] = []
        self._kinds: list[tuple[Kind, int]] = []
        self._marker = ""
        self._number = 0

    def __iter__(self) -> Iterator[Block]:
        from lxml import etree

        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                yield from self._leave(element)
                continue
            self._number += 1
            if element.tag in _SILENT:
                walk.skip_subtree()
            elif element.tag not in _BLOCKS and is_hidden(element):
                yield from self._hidden(element)
                walk.skip_subtree()
            elif element.tag == "table" and is_data(element):
                yield from self._table(element)
                walk.skip_subtree()
            else:
                yield from self._enter(element)
        yield from self._flush()

    def _write(self, text: str | None, element: HtmlElement) -> None:
        if text:
            self._runs.append(Run(text, bool(self._links), element.sourceline or 0))

    def _hidden(self, element: HtmlElement) -> Iterator[Block]:
        if text := shown_text("".join(element.itertext())):
            yield Block("text", text, element.sourceline or 0, self._parents[-1], "hidden")

    def _enter(self, element: HtmlElement) -> Iterator[Block]:
        tag = element.tag
        if tag == "br":
            self._write(BREAK, element)
        elif tag in _LINKED:
            self._links.append(element)
        elif tag in _BLOCKS:
            yield from self._flush()
            self._begin(element)
        self._write(element.text, element)

    def _begin(self, element: HtmlElement) -> None:
        tag = element.tag
        self._open.append(element)
        self._parents.append(self._number)
        self._zones.append(zone_of(element) or self._zones[-1])
        if tag in _HEADINGS:
            self._kinds.append(("heading", int(tag[1])))
        elif tag in _KINDS:
            self._kinds.append((_KINDS[tag], 0))
        if tag in _LISTS:
            self._lists.append(_List(self._number, tag == "ol", _start(element)))
        elif tag == "li" and self._lists:
            own = self._lists[-1]
            self._marker = f"{own.count}. " if own.ordered else "- "
            own.count += 1

    def _leave(self, element: HtmlElement) -> Iterator[Block]:
        if self._links and self._links[-1] is element:
            self._links.pop()
        elif self._open and self._open[-1] is element:
            yield from self._flush()
            self._open.pop()
            self._close(element.tag)
        if element is not self._root:
            self._write(element.tail, element)

    def _close(self, tag: str) -> None:
        self._parents.pop()
        self._zones.pop()
        if tag in _HEADINGS or tag in _KINDS:
            self._kinds.pop()
        if tag in _LISTS:
            self._lists.pop()
        if tag == "li":
            self._marker = ""

    def _flush(self) -> Iterator[Block]:
        runs, self._runs = self._runs, []
        if not any(run.text != BREAK and run.text.strip() for run in runs):
            return
        kind, level = self._kinds[-1] if self._kinds else ("item" if self._lists else "text", 0)
        if kind == "code":
            text = "".join("\n" if run.text == BREAK else run.text for run in runs).strip("\r\n")
            yield self._block("code", Line(text.expandtabs(4), 0.0, runs[0].line), 0)
            return
        for line in _parted(list(lines_of(runs)), whole=kind != "text"):
            yield self._block(kind, line, level or len(self._lists))
            self._marker = ""

    def _block(self, kind: Kind, line: Line, level: int) -> Block:
        parent, zone = self._parents[-2], self._zones[-1]
        group = self._lists[0].number if self._lists else 0
        marker = self._marker if kind == "item" else ""
        return Block(kind, line.text, line.line, parent, zone, line.linked, level, group, marker)

    def _table(self, element: HtmlElement) -> Iterator[Block]:
        yield from self._flush()
        zone = zone_of(element) or self._zones[-1]
        for row in rows_of(element, _cell):
            yield Block("table", row.text, row.line, self._parents[-1], zone, row.linked, 0, self._number)


def _cell(element: HtmlElement) -> str:
    if not len(element):  # most cells; a walk for each would take ten times as long
        return shown_text(element.text or "")
    return " ".join(block.text.replace("\n", " ") for block in Walk(element))


def _start(element: HtmlElement) -> int:
    said = (element.get("start") or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def _parted(lines: list[Line], *, whole: bool) -> Iterator[Line]:
    """The paragraphs of a block: parted by empty lines, and by single breaks where those end sentences."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    for part in filter(None, parts):
        if whole or _is_verse(part):
            yield _together(part)
        else:
            yield from part


def _is_verse(lines: list[Line]) -> bool:
    """Short lines that belong together: a poem, an address."""
    return len(lines) > 1 and max(len(line.text) for line in lines) <= (30 if lines[0].text[:1] > "\u2e7f" else 60)


def _together(lines: list[Line]) -> Line:
    every = sum(len(line.text) for line in lines)
    linked = sum(line.linked * len(line.text) for line in lines) / every
    return Line("\n".join(line.text for line in lines), linked, lines[0].line)
