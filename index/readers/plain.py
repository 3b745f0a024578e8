"""Plain text: each line a paragraph, or blocks of wrapped lines between blank ones; the first titles and menus are no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from index import boilerplate
from index.language import language_of
from index.normalise import HAN
from index.readers.file import File
from index.readers.lines import Lines, decoded
from index.types import Paragraph, Reading

_SENTENCE_END = re.compile(r"[。！？!?.…：:；;”\"」』）)]\s*$")
_CHINESE = f"{HAN}\u2e80-\u2fdf—…―⸺"
_HAN_END = re.compile(f"[{_CHINESE}，。、；：！？”」』）》〉]$")
_HAN_START = re.compile(f"^[{_CHINESE}“「『（《〈，。、；：！？”」』）》〉]")
_GAP = re.compile(r"(?<![.!?:\s]) {2,}(?=\S)")
TITLE = 60
"""Characters of the longest line that may be a title."""


def read(file: File) -> Reading:
    """Title and paragraphs; a text that begins without a title is called by its stem."""
    lines = Lines.of(file)
    wrapped = _is_wrapped(lines.head)
    crumb = next(
        (line for number, line in enumerate(lines.head[: boilerplate.HEAD], 1) if boilerplate.reason(line, number)), ""
    )
    titles = [] if wrapped and not _has_title(lines.head) else _titles(lines.head)
    title = boilerplate.without_advert(lines.head[titles[0]].strip(), crumb) if titles else file.stem
    skipped = {number + 1 for number in titles}
    kept = _kept(lines, skipped, file)
    paragraphs = _blocks(kept) if wrapped else _single(kept)
    return Reading(title, language_of(lines.sample), decoded(paragraphs, file.name, lines))


def _kept(lines: Lines, skipped: set[int], file: File) -> Iterator[str]:
    for number, line in lines:
        if number in skipped:
            yield ""
            continue
        why = boilerplate.reason(line, number) if line.strip() else None
        if why is None:
            yield line.strip()
        else:
            file.drop(number, line, why)


def _is_short(line: str) -> bool:
    return 0 < len(line.strip()) <= TITLE and not _SENTENCE_END.search(line)


def _titles(head: list[str]) -> list[int]:
    """Indexes of the short lines at the start, if a text follows them; at most four."""
    found: list[int] = []
    for index, line in enumerate(head[: boilerplate.HEAD + 4]):
        if not line.strip() or boilerplate.reason(line, index + 1):
            continue
        if not _is_short(line):
            return found if len(found) <= 4 else []
        found.append(index)
    return []


def _has_title(head: list[str]) -> bool:
    """Whether the first line stands alone before a blank one."""
    filled = [index for index, line in enumerate(head) if line.strip()]
    return bool(filled) and filled[0] + 1 < len(head) and not head[filled[0] + 1].strip()


def _is_wrapped(head: list[str]) -> bool:
    """Whether blank lines part the paragraphs and most lines before a blank one end a sentence, the others do not."""
    filled = [line for line in head if line.strip()]
    blanks = sum(not line.strip() for line in head)
    if not blanks or len(filled) < 3:
        return False
    inner = [line for line, following in pairwise(head) if line.strip() and following.strip()]
    open_ended = sum(not _SENTENCE_END.search(line) for line in inner)
    return len(inner) > len(filled) // 3 and open_ended * 2 > len(inner) and max(map(len, filled)) < 160


def _single(lines: Iterator[str]) -> Iterator[Paragraph]:
    """Each line a paragraph; a run of short lines without sentences is one, so that lists and poems stay readable."""
    run: list[str] = []
    for line in lines:
        if _is_short(line) and len(run) < 12:
            run.append(line)
            continue
        if run:
            yield Paragraph("\n".join(run))
            run = []
        if line:
            yield Paragraph(line)
    if run:
        yield Paragraph("\n".join(run))


def _blocks(lines: Iterator[str]) -> Iterator[Paragraph]:
    block = ""
    table = False
    for line in lines:
        if line:
            was, table = table, _is_row(line)
            block = f"{block}\n{line}" if block and (was or table) else _joined(block, line)
        if block and (not line or len(block) > 20_000):
            yield Paragraph(block)
            block = ""
    if block:
        yield Paragraph(block)


def _is_row(line: str) -> bool:
    """Whether a line is of a table: cells between tabs, bars, or gaps that follow no sentence."""
    if "\t" in line or line.count("|") > 1:
        return True
    gaps = _GAP.findall(line) if "  " in line else []
    return len(gaps) > 1 or "   " in "".join(gaps)


def _joined(block: str, line: str) -> str:
    if not block:
        return line
    end = block[-2:]  # a search in the whole block would look at each of its lines once for every line after it
    if _HAN_END.search(end) and _HAN_START.search(line):
        return block + line
    if re.search(r"[a-z]-$", end) and line[:1].islower():
        return block[:-1] + line
    return f"{block} {line}"
