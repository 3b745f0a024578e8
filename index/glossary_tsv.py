"""Glossaries as lines of text: English, a tab, Chinese, in either order; further columns are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.glossary_entries import Entry, Fault, collapsed, fault_of
from index.normalise import HAN

_HAN = re.compile(f"[{HAN}]")
_BETWEEN = re.compile("[;；]")
_COLUMNS = (
    (
        re.compile(r"en([-_]\w+)?|eng|english( terms?)?|英文|英语|英語|英文术语|英文術語"),
        re.compile(r"zh([-_]\w+)*|zho|chi|cn|chinese( terms?)?|中文|汉语|漢語|中文术语|中文術語|中文译名|中文譯名"),
    ),
    (
        re.compile(r"source|terms?|术语|術語|原文"),
        re.compile(r"target|translations?|译文|譯文|译名|譯名|翻译|翻譯"),
    ),
)
"""What people write over the two columns, by language or by part: a pair of one kind is no entry."""


def read(text: str) -> tuple[list[Entry], list[Fault]]:
    """The entries of ``text`` and its broken lines."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for line, cells in _rows(text):
        read_row = _entry(line, cells)
        if isinstance(read_row, Entry):
            entries.append(read_row)
        else:
            faults.append(read_row)
    return entries, faults


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line that says something, without the line of headings."""
    first = True
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not (first and _is_heading(cells)):
            yield number, cells
        first = False


def _is_heading(cells: list[str]) -> bool:
    one, other = [cell.casefold() for cell in (*cells, "")[:2]]
    return any(
        (left.fullmatch(one) and right.fullmatch(other)) or (left.fullmatch(other) and right.fullmatch(one))
        for left, right in _COLUMNS
    )


def _entry(line: int, cells: list[str]) -> Entry | Fault:
    if len(cells) < 2:
        return Fault(line, "no tab between English and Chinese", "英文和中文之间没有制表符")
    one, other = ([term for part in _BETWEEN.split(cell) if (term := collapsed(part))] for cell in cells[:2])
    if not one or not other:
        return Fault(line, "one side is empty", "有一边是空的")
    if fault := next(filter(None, (fault_of(term, line) for term in (*one, *other))), None):
        return fault
    first_is_chinese, second_is_chinese = (bool(_HAN.search(cell)) for cell in cells[:2])
    if first_is_chinese and second_is_chinese:
        return Fault(line, "both sides are Chinese", "两边都是中文")
    if not (first_is_chinese or second_is_chinese):
        return Fault(line, "neither side is Chinese", "两边都不是中文")
    english, chinese = (other, one) if first_is_chinese else (one, other)
    return Entry(line, tuple(english), tuple(chinese))
