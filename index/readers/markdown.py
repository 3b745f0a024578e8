"""Markdown as people write it, line by line: a parser that builds a tree would need the whole text in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from index.language import language_of
from index.readers.file import File
from index.readers.lines import Lines, decoded
from index.types import Paragraph, Reading

_ATX = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+(?=\S)")
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
# bounded, so that a line of ten thousand brackets costs no more than its length
_INLINE = (
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"!\[([^\[\]]{0,500})\]\([^()\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]]{0,500}\])"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^>]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>\n]*>"), ""),
    (re.compile(r"(?<!\w)(\*\*\*|___)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(\*\*|(?<!\w)__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1\2"),
    (re.compile(r"`+([^`\n]+?)`+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])"), r"\1"),
)
LIST = 900
"""Characters up to which the items of a list stay one paragraph."""


@dataclass
class _State:
    headings: dict[int, str] = field(default_factory=dict)
    block: list[str] = field(default_factory=list)
    fence: str = ""


def read(file: File) -> Reading:
    """Title (front matter, else the first heading of level 1, else the stem) and paragraphs under their heading paths."""
    lines = Lines.of(file)
    front, skip = _front_matter(lines.head)
    title = front or _first_heading(lines.head[skip:]) or file.stem
    return Reading(title, language_of(lines.sample), decoded(_paragraphs(lines, skip), file.name, lines))


def _front_matter(head: list[str]) -> tuple[str, int]:
    if not head or head[0].strip() != "---":
        return "", 0
    for index, line in enumerate(head[1:], 1):
        if line.strip() in {"---", "..."}:
            titles = [
                found.group(1) for one in head[1:index] if (found := re.match(r"title:\s*[\"']?(.*?)[\"']?\s*$", one))
            ]
            return (titles[0] if titles else ""), index + 1
    return "", 0


def _first_heading(head: list[str]) -> str:
    for line, following in zip_longest(head, head[1:], fillvalue=""):
        if (found := _ATX.match(line)) and len(found.group(1)) == 1:
            return _inline(found.group(2))
        if line.strip() and re.match(r"^ {0,3}=+\s*$", following):
            return _inline(line.strip())
    return ""


def _paragraphs(lines: Lines, skip: int) -> Iterator[Paragraph]:
    state = _State()
    for number, line in lines:
        if number > skip:
            yield from _line(state, line)
    yield from _flush(state)


def _line(state: _State, line: str) -> Iterator[Paragraph]:
    if state.fence or _FENCE.match(line):
        yield from _fenced(state, line)
    elif found := _ATX.match(line):
        yield from _flush(state)
        _enter(state, len(found.group(1)), found.group(2))
    elif len(state.block) == 1 and _SETEXT.match(line) and not _ITEM.match(state.block[0]):
        _enter(state, 1 if "=" in line else 2, state.block.pop())
    elif not line.strip() or _RULE.match(line):
        if not (state.block and _ITEM.match(state.block[0])) or _RULE.match(line):
            yield from _flush(state)
        else:
            state.block.append("")
    else:
        if state.block and _begins(state.block, line):
            yield from _flush(state)
        state.block.append(line)
        if sum(map(len, state.block)) > 20 * LIST:
            yield from _flush(state)


def _begins(block: list[str], line: str) -> bool:
    """Whether ``line`` begins a new block: text after a list and a blank line, or a list after text."""
    if _ITEM.match(line):
        return not any(map(_ITEM.match, block))
    return block[-1] == "" and not line.startswith((" ", "\t"))


def _fenced(state: _State, line: str) -> Iterator[Paragraph]:
    if not state.fence:
        yield from _flush(state)
        found = _FENCE.match(line)
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
    state.headings[level] = _inline(text)


def _path(state: _State) -> str:
    """The headings over a paragraph, outermost first; the document's own title is not repeated."""
    return " › ".join(name for level, name in sorted(state.headings.items()) if level > 1 and name)


def _flush(state: _State) -> Iterator[Paragraph]:
    block, state.block = [line for line in state.block if line.strip()], []
    if not block:
        return
    if state.fence or not _ITEM.match(block[0]):
        text = _text(block)
        if text:
            yield Paragraph(text, _path(state))
        return
    for text in _grouped(_items(block)):
        yield Paragraph(text, _path(state))


def _text(block: list[str]) -> str:
    if any(_TABLE_RULE.match(line) for line in block):
        rows = [line.strip().strip("|") for line in block if not _TABLE_RULE.match(line)]
        return "\n".join(" | ".join(_inline(cell.strip()) for cell in row.split("|")) for row in rows)
    text = ""
    for line in block:
        text = _joined(text, re.sub(r"^\s*(?:>\s?)+", "", line).strip())
    return _inline(text).strip()


def _joined(text: str, line: str) -> str:
    if not text or not line:
        return text + line
    glued = text[-1] > "\u2e7f" and line[0] > "\u2e7f"
    return f"{text}{line}" if glued else f"{text} {line}"


def _items(block: list[str]) -> list[str]:
    items: list[str] = []
    for line in block:
        if _ITEM.match(line) or not items:
            items.append(line.strip())
        else:
            items[-1] = _joined(items[-1], line.strip())
    return [_inline(item) for item in items]


def _grouped(items: list[str]) -> Iterator[str]:
    group: list[str] = []
    for item in items:
        if group and sum(map(len, group)) + len(item) > LIST:
            yield "\n".join(group)
            group = []
        group.append(item)
    if group:
        yield "\n".join(group)


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text.strip()
