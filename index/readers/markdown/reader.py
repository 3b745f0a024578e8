"""Markdown as people write it, line by line: a parser that builds a tree would need the whole text in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.language import language_of
from index.readers.file import File
from index.readers.lines import Lines, decoded
from index.readers.markdown.head import ATX, FENCE, front_matter, top_headings
from index.readers.markdown.inline import cells, inline
from index.types import Paragraph, Reading

_SETEXT = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+(?=\S)")
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_QUOTED = re.compile(r"^\s*(?:>\s?)+")
_NOTE = re.compile(r"^ {0,3}\[\^[^\[\]\s]{1,60}\]:\s")
_ADDRESS = re.compile(
    r"^ {0,3}\[(?!\^)[^\[\]]{1,300}\]:\s+(?:<[^<>]*>|[^\s\"'(]*[/.#][^\s]*)(?:\s+[\"'(].*[\"')])?\s*$"
)
_HIDES = re.compile(r"^ {0,3}<(!--|script\b|style\b)", re.IGNORECASE)
_SHOWS = {"!--": "-->", "script": "</script>", "style": "</style>"}
_HIDDEN = 300
"""Lines of the longest comment."""
_DASHES = "—…―⸺“”‘’"
SHORT = 20
"""Lines of a block up to which its length is not asked for."""
LIST = 900
"""Characters up to which the items of a list stay one paragraph."""


@dataclass
class _State:
    headings: dict[int, str] = field(default_factory=dict)
    block: list[str] = field(default_factory=list)
    fence: str = ""
    own: str = ""
    hidden: list[tuple[int, str]] = field(default_factory=list)
    until: str = ""


def read(file: File) -> Reading:
    """Title (front matter, else the first heading of level 1, else the stem) and paragraphs under their heading paths."""
    lines = Lines.of(file)
    front, skip = front_matter(lines.head)
    tops = top_headings(lines.head[skip:])
    # of several headings of level 1 beside a title none is the document's own
    own = tops[0] if tops and (len(tops) == 1 or not front.get("title")) else ""
    paragraphs = decoded(_paragraphs(lines, skip, _State(own=own), file), file.name, lines)
    title = front.get("title") or own or file.stem
    published = found.group() if (found := re.match(r"\d{4}-\d\d-\d\d\b", front.get("date", ""))) else ""
    return Reading(title, language_of(lines.sample), paragraphs, front.get("author", ""), published)


def _paragraphs(lines: Lines, skip: int, state: _State, file: File) -> Iterator[Paragraph]:
    for number, line in lines:
        if number <= skip:
            continue
        if line[:1].isalpha() and len(line) < LIST and _is_text(state):
            state.block.append(line)  # most lines: no mark begins with a letter
        elif state.until or (not state.fence and _HIDES.match(line)):
            yield from _hidden(state, number, line, file)
        else:
            yield from _line(state, line)
    yield from _shown(state)
    yield from _flush(state)


def _is_text(state: _State) -> bool:
    """Whether a line that begins with a letter goes on with the block, whatever else it has."""
    if state.until or state.fence:
        return False
    return not state.block or (state.block[-1] != "" and len(state.block) < SHORT)


def _hidden(state: _State, number: int, line: str, file: File) -> Iterator[Paragraph]:
    """A comment or script over several lines; what is never closed was none."""
    found = _HIDES.match(line)
    if not state.until and found:
        state.until = _SHOWS[found.group(1).lower()]
    state.hidden.append((number, line))
    if state.until in line.lower():
        end = line.lower().index(state.until) + len(state.until)
        last = line[:end]
        for at, text in [*state.hidden[:-1], (number, last)]:
            if text.strip():
                file.drop(at, text, "comment" if state.until == "-->" else "script")
        state.hidden, state.until = [], ""
        if line[end:].strip():
            yield from _line(state, line[end:])
    elif len(state.hidden) > _HIDDEN:
        yield from _shown(state)


def _shown(state: _State) -> Iterator[Paragraph]:
    lines, state.hidden, state.until = state.hidden, [], ""
    for _, line in lines:
        yield from _line(state, line)


def _line(state: _State, line: str) -> Iterator[Paragraph]:
    if state.fence or FENCE.match(line):
        yield from _fenced(state, line)
    elif found := ATX.match(line):
        yield from _flush(state)
        _enter(state, len(found.group(1)), found.group(2))
    elif len(state.block) == 1 and _SETEXT.match(line) and not _ITEM.match(state.block[0]):
        _enter(state, 1 if "=" in line else 2, state.block.pop())
    elif not line.strip() or _RULE.match(line):
        if not (state.block and _ITEM.match(state.block[0])) or _RULE.match(line):
            yield from _flush(state)
        else:
            state.block.append("")
    elif not _ADDRESS.match(line):
        if state.block and _begins(state.block, line):
            yield from _flush(state)
        state.block.append(line)
        if sum(map(len, state.block)) > 20 * LIST:
            yield from _flush(state)


def _begins(block: list[str], line: str) -> bool:
    """Whether ``line`` begins a new block: text after a list and a blank line, or a list after text."""
    if _NOTE.match(line):
        return True
    if _ITEM.match(line):
        return not any(map(_ITEM.match, block))
    return block[-1] == "" and not line.startswith((" ", "\t"))


def _fenced(state: _State, line: str) -> Iterator[Paragraph]:
    if not state.fence:
        yield from _flush(state)
        found = FENCE.match(line)
        state.fence = found.group(1)[:3] if found else ""
    elif line.strip().startswith(state.fence) or sum(map(len, state.block)) > 20 * LIST:
        text = "\n".join(state.block).strip("\n")
        closes = line.strip().startswith(state.fence)
        state.block, state.fence = ([] if closes else [line]), ("" if closes else state.fence)
        if text.strip():
            yield Paragraph(text, _path(state))
    else:
        state.block.append(line)


def _enter(state: _State, level: int, text: str) -> None:
    state.headings = {above: name for above, name in state.headings.items() if above < level}
    name = inline(text).replace("\n", " ")
    state.headings[level] = "" if level == 1 and name == state.own else name


def _path(state: _State) -> str:
    """The headings over a paragraph, outermost first; the document's own title is not repeated."""
    return " › ".join(name for _, name in sorted(state.headings.items()) if name)


def _flush(state: _State) -> Iterator[Paragraph]:
    block, state.block = [line for line in state.block if line.strip()], []
    if not block:
        return
    if state.fence or block[0][0].isalpha() or not _ITEM.match(block[0]):
        text = _text(block)
        if text:
            yield Paragraph(text, _path(state))
        return
    for text in _grouped(_items(block)):
        yield Paragraph(text, _path(state))


def _text(block: list[str]) -> str:
    if any("|" in line and _TABLE_RULE.match(line) for line in block):
        return "\n".join(cells(line) for line in block if not _TABLE_RULE.match(line))
    text, broken = "", False
    for line in block:
        plain = (_QUOTED.sub("", line) if ">" in line else line).strip()
        breaks = plain.endswith("\\") or line.endswith("  ")
        plain = plain.removesuffix("\\").rstrip() if breaks else plain
        text = f"{text}\n{plain}" if broken else _joined(text, plain)
        broken = breaks
    return inline(text)


def _joined(text: str, line: str) -> str:
    if not text or not line:
        return text + line
    # a dash or ellipsis between Chinese belongs to both sides
    wide, either = [text[-1] > "\u2e7f", line[0] > "\u2e7f"], [text[-1] in _DASHES, line[0] in _DASHES]
    glued = all(wide) or (any(wide) and any(either))
    return f"{text}{line}" if glued else f"{text} {line}"


def _items(block: list[str]) -> list[str]:
    items: list[str] = []
    for line in block:
        if _ITEM.match(line) or not items:
            items.append(line.strip())
        else:
            items[-1] = _joined(items[-1], line.strip())
    return [inline(item) for item in items]


def _grouped(items: list[str]) -> Iterator[str]:
    group: list[str] = []
    for item in items:
        if group and sum(map(len, group)) + len(item) > LIST:
            yield "\n".join(group)
            group = []
        group.append(item)
    if group:
        yield "\n".join(group)
