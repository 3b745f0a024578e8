"""What is printed around the text of every page: running heads, feet and page numbers, known by their neighbours."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from index.readers.pdf_characters import Sheet
from index.readers.pdf_lines import Row, line_of, rows_of

AROUND = 2
"""Pages before and after with which one is compared: left and right pages may differ."""
_OUTER = 3  # rows at the top and at the bottom among which furniture is looked for
_NUMBER = re.compile(
    r"(?:第\s*)?[-–—·•\[（(]*\s*(?:page|p\.)?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:(?:/|of|／)\s*\d{1,4})?\s*[-–—·•\]）)]*\s*"
    r"(?:页)?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?,?\s+(?:上午|下午)?\d{1,2}:\d\d|(?:https?|file)://\S+\s+\d+/\d+$"
)


class Outer(NamedTuple):
    """A row at the top or bottom of a page: its index among the rows, and its text."""

    index: int
    row: Row
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page from top to bottom, the ``outer`` ones among them, and what is written ``slanted``."""

    number: int
    rows: tuple[Row, ...]
    outer: tuple[Outer, ...]
    slanted: str

    @classmethod
    def of(cls, sheet: Sheet) -> Page:
        """The rows of a sheet."""
        rows = tuple(rows_of(run for run in sheet.runs if not run.slanted))
        indexes = [index for index in range(len(rows)) if index < _OUTER or index >= len(rows) - _OUTER]
        outer = tuple(Outer(index, rows[index], line_of(rows[index]).text) for index in indexes)
        return cls(sheet.number, rows, outer, "".join(run.text for run in sheet.runs if run.slanted))


def with_furniture(pages: Iterable[Page]) -> Iterator[tuple[Page, dict[int, str]]]:
    """Each page with the indexes of its rows that are furniture, and why; only a few pages are held at once."""
    rest = iter(pages)
    window = deque(islice(rest, AROUND + 1))
    known: Counter[tuple[int, float]] = Counter()
    at = 0
    while at < len(window):
        page = window[at]
        found = _furniture(page, [other for other in window if other is not page], known)
        for index in found:
            known[_stand(page.rows[index])] += 1
        yield page, found
        window.extend(islice(rest, 1))
        if at == AROUND:
            window.popleft()
        else:
            at += 1


def _furniture(page: Page, others: list[Page], known: Counter[tuple[int, float]]) -> dict[int, str]:
    found = {}
    for one in page.outer:
        if _is_number(page, one, others):
            found[one.index] = "page number"
        elif _PRINTED.match(one.text) and one.index in {0, len(page.rows) - 1}:
            found[one.index] = "printed by a browser"
        elif _is_repeated(one, others) or (known[_stand(one.row)] >= 3 and len(one.text) < 60):
            found[one.index] = "running head or foot"
    return found


def _stand(row: Row) -> tuple[int, float]:
    return round(row.base / 2), round(row.size, 1)


def _is_number(page: Page, one: Outer, others: list[Page]) -> bool:
    """Whether an outermost row is a page number: marked as one, or counting along with the pages."""
    found = _NUMBER.fullmatch(one.text)
    if found is None or one.index not in {0, 1, len(page.rows) - 1}:
        return False
    if one.text != found.group(1):
        return True
    offset = _offset(one.text, page)
    return offset == 0 or any(_offset(other.text, there) == offset for there in others for other in there.outer)


def _offset(text: str, page: Page) -> int | None:
    """A printed page number less the number of the page; None for other texts."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    printed = found.group(1).lower()
    return (int(printed) if printed.isdigit() else 10_000 + _roman(printed)) - page.number


def _roman(letters: str) -> int:
    values = [dict(zip("ivxlc", (1, 5, 10, 50, 100), strict=True))[c] for c in letters]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _is_repeated(one: Outer, others: list[Page]) -> bool:
    """Whether another page has the same at the same height, numbers aside."""
    key = _letters(one.text)
    if not key or len(one.row.runs) > 8:
        return False
    return any(
        abs(other.row.base - one.row.base) < 4
        and abs(other.row.size - one.row.size) < 0.5
        and _letters(other.text) == key
        for there in others
        for other in there.outer
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)
