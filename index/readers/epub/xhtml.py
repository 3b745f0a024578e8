"""A page of XHTML as blocks, in its order: headings, paragraphs, lists, tables; without marks of notes and sound of ruby."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.normalise import HAN
from index.readers.epub.markup import Tag, cut
from index.readers.note_marks import is_mark
from index.readers.outline import TITLE, Block, heading, tidy
from index.readers.tables import table

_BLOCKS = frozenset(
    """
    p div section article aside header footer main blockquote figure figcaption body html ul ol dl li dt dd pre address
    h1 h2 h3 h4 h5 h6 hr center caption table tr td th tbody thead tfoot details summary form fieldset
    """.split()  # noqa: SIM905  # one word a line would fill two screens
)
_VOID = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "col", "source", "wbr", "area", "base", "embed", "param"}
)
_UNREAD = frozenset(
    """
    head script style template svg rt rp rtc nav audio video object annotation annotation-xml noscript iframe select
    textarea
    """.split()  # noqa: SIM905  # the same
)
_UNREAD_TYPES = frozenset({"noteref", "backlink", "pagebreak", "toc", "landmarks", "page-list", "titlepage", "cover"})
_WIDE = f"{HAN}\u3000-\u303f\uff00-\uff60“”‘’—…"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAK = "\0"
DEEPEST = 150
"""Elements within each other that are told apart."""


@dataclass
class Page:
    """What a page is made of: ``blocks``, and how many characters of them, ``linked``, lead elsewhere."""

    blocks: list[Block] = field(default_factory=list)
    linked: int = 0


@dataclass
class _Open:
    """An element that is open: its tag, where its text begins, whether it is read, its items, and whether it holds text yet."""

    tag: Tag
    start: int
    unread: bool = False
    filled: bool = False
    items: int = 0


def page_of(text: str, chapters: Mapping[str, str] | None = None) -> Page:
    """The page written as ``text``; an element whose id is in ``chapters`` begins the chapter called so."""
    walk = _Walk(chapters or {})
    for one in cut(text.replace(_BREAK, "")):
        if isinstance(one, str):
            walk.text(one)
        else:
            walk.tag(one)
    walk.finish()
    return walk.page


class _Walk:
    """Goes through tags and text."""

    def __init__(self, chapters: Mapping[str, str]) -> None:
        self.page = Page()
        self._chapters = dict(chapters)
        self._stack: list[_Open] = []
        self._count: Counter[str] = Counter()
        self._unread = 0
        self._parts: list[str] = []
        """The text of the block that is open."""
        self._into = [self.page.blocks]
        """Where blocks go: to the page, or to the cells that are open, innermost last."""
        self._tables: list[list[list[list[Block]]]] = []

    def text(self, text: str) -> None:
        """Text between two tags."""
        if not self._unread:
            self._parts.append(text)

    def tag(self, tag: Tag) -> None:
        """A tag that opens, closes or does both."""
        if tag.opens:
            self._begin(tag)
        if tag.closes and tag.name not in _VOID and self._count[tag.name]:
            while self._close().tag.name != tag.name:
                pass

    def finish(self) -> None:
        """Close all that is still open."""
        while self._stack:
            self._close()
        self._end_block()
        while self._tables:  # of cells that stood outside of any
            self.page.blocks.extend(table(self._tables.pop(0)))

    def _begin(self, tag: Tag) -> None:
        chapter = self._chapters.pop(tag.attributes.get("id") or tag.attributes.get("name", ""), "")
        if chapter:
            self._end_block()
            self.page.blocks.append(Block(chapter, TITLE))
        if tag.name in _BLOCKS:
            self._end_block()
        if tag.name == "br":
            self.text(_BREAK)
        if tag.name in _VOID or len(self._stack) >= DEEPEST:
            return
        if tag.name in {"td", "th", "tr"}:
            self._begin_cell(tag)
        elif tag.name == "table":
            self._tables.append([])
        self._stack.append(_Open(tag, len(self._parts), _is_unread(tag)))
        self._count[tag.name] += 1
        self._unread += self._stack[-1].unread

    def _begin_cell(self, tag: Tag) -> None:
        """Close a cell or row that was left open; a cell outside of any row begins one."""
        until = {"table"} if tag.name == "tr" else {"table", "tr"}
        if self._count["tr"] if tag.name == "tr" else self._count["td"] + self._count["th"]:
            while self._stack and self._stack[-1].tag.name not in until:
                self._close()
        if not self._tables:
            self._tables.append([])
        if tag.name == "tr":
            self._tables[-1].append([])
            return
        if not self._tables[-1]:
            self._tables[-1].append([])
        self._tables[-1][-1].append([])
        self._into.append(self._tables[-1][-1][-1])

    def _close(self) -> _Open:
        """Close the innermost element."""
        opened = self._stack[-1]
        name = opened.tag.name
        if name in _BLOCKS:
            self._end_block()
        elif name in {"a", "sup"}:
            self._end_link(opened)
        self._stack.pop()
        self._count[name] -= 1
        self._unread -= opened.unread
        if name in {"td", "th"} and len(self._into) > 1:
            self._into.pop()
        elif name == "table" and self._tables:
            self._into[-1].extend(table(self._tables.pop()))
        return opened

    def _end_link(self, opened: _Open) -> None:
        """Take out the mark of a note; count the text of a link."""
        text = "".join(self._parts[opened.start :]).strip()
        around = "sup" if opened.tag.name == "a" else "a"
        if is_mark(text, opened.tag, within=self._count[around] > 0):
            del self._parts[opened.start :]
        elif opened.tag.name == "a" and "href" in opened.tag.attributes:
            self.page.linked += len(text)

    def _end_block(self) -> None:
        """The text so far is a block."""
        text, self._parts = "".join(self._parts), []
        code = self._count["pre"] > 0
        if not code:
            text = tidy(_SPACE.sub(" ", _BETWEEN_WIDE.sub("", text)).replace(_BREAK, "\n"))
        if not text.strip():
            return
        level = next((number for number in range(1, 7) if self._count[f"h{number}"]), None)
        if level is not None:
            self._into[-1].append(heading(text, level))
        elif code:
            self._into[-1].append(Block(text.replace(_BREAK, "\n").strip("\r\n"), whole=True))
        else:
            self._into[-1].append(Block(text, marker=self._marker()))

    def _marker(self) -> str:
        """What stands before the text if it is the first of an item of a list."""
        at = next((at for at, one in reversed(list(enumerate(self._stack))) if one.tag.name == "li"), None)
        if at is None or self._stack[at].filled:
            return ""
        self._stack[at].filled = True
        above = next((one for one in reversed(self._stack[:at]) if one.tag.name in {"ol", "ul"}), None)
        if above is None or above.tag.name == "ul":
            return "-"
        above.items += 1
        start = above.tag.attributes.get("start", "1")
        return f"{above.items + (int(start) if start.isdecimal() and len(start) < 9 else 1) - 1}."


def _is_unread(tag: Tag) -> bool:
    said = tag.attributes
    types = {one.removeprefix("doc-") for one in f"{said.get('epub:type', '')} {said.get('role', '')}".split()}
    return (
        tag.name in _UNREAD
        or "hidden" in said
        or bool(types & _UNREAD_TYPES)
        or bool(_HIDDEN.search(said.get("style", "")))
    )
