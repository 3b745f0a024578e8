"""What is printed around the text of every page: running heads, feet and page numbers, known by their neighbours."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

from index.readers.pdf.characters import Sheet
from index.readers.pdf.lines import Row, line_of, rows_of
from index.readers.pdf.text import is_east

HEAD = "running head or foot"
AROUND = 2
"""Pages before and after with which one is compared: left and right pages may differ."""
_OUTER = 3  # rows at the top and at the bottom among which furniture is looked for
_NUMBER = re.compile(
    r"(?:第\s*)?[-–—·•\[（(]*\s*(?:page|p\.)?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:(?:/|of|／)\s*\d{1,4})?\s*[-–—·•\]）)]*\s*"
    r"(?:页)?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?",
    re.IGNORECASE,
)
_READING = re.compile(r"[\s\u3040-\u30ff\u3105-\u312f\u02c7\u02ca\u02cb\u02d9a-zA-Z\u00c0-\u024f·]+")
_SENTENCE = re.compile(r"[。！？；!?.]$")
_PRINTED = re.compile(
    r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?,?\s+(?:上午|下午)?\d{1,2}:\d\d|(?:https?|file)://\S+\s+\d+/\d+$"
)


class Outer(NamedTuple):
    """A row at the top or bottom of a page, its place among the rows, its text, and how far the next row inwards is."""

    place: int
    row: Row
    text: str
    away: float


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page from top to bottom, and those at its ``top`` and ``bottom`` from the outside in.

    ``aside`` is what else is written on it, each with the reason why it is no text.
    """

    number: int
    rows: tuple[Row, ...]
    top: tuple[Outer, ...]
    bottom: tuple[Outer, ...]
    aside: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, sheet: Sheet) -> Page:
        """The rows of a sheet."""
        rows = rows_of(run for run in sheet.runs if not run.slanted)
        ruby = {index for index in range(len(rows) - 1) if _is_ruby(rows[index], rows[index + 1])}
        aside = [(" ".join(run.text for run in rows[index].runs), "ruby") for index in sorted(ruby)]
        slanted = "".join(run.text for run in sheet.runs if run.slanted)
        if slanted.strip():
            aside.append((slanted, "slanted text"))
        kept = tuple(row for index, row in enumerate(rows) if index not in ruby)
        return cls(sheet.number, kept, _outer(kept, 1), _outer(kept, -1), tuple(aside))


def _is_ruby(row: Row, below: Row) -> bool:
    """Whether it says how the Han below are read: half their size, right above them."""
    if row.size > 0.6 * below.size or not 0.5 < (row.base - below.base) / below.size < 1.5:
        return False
    written, under = "".join(run.text for run in row.runs), "".join(run.text for run in below.runs)
    return (
        below.left - below.size < row.left
        and row.right < below.right + below.size
        and bool(_READING.fullmatch(written) and any(map(is_east, under)))
    )


def _outer(rows: Sequence[Row], step: int) -> tuple[Outer, ...]:
    """The outermost rows from the top (1) or the bottom (-1), no more than half of the page."""
    order = list(enumerate(rows))[::step]
    pitch = median(abs(first.base - second.base) for first, second in pairwise(rows)) if len(rows) > 1 else 1.0
    return (
        tuple(
            Outer(index, row, line_of(row).text, abs(row.base - after.base) / max(pitch, 1.0))
            for (index, row), (_, after) in islice(pairwise([*order, order[-1]]), min(_OUTER, max(1, len(rows) // 2)))
        )
        if rows
        else ()
    )


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
    """From the outside in, until a row is text; heads and feet stand away from the text, or are on most pages around."""
    found: dict[int, str] = {}
    for side in (page.top, page.bottom):
        run: list[tuple[Outer, str]] = []
        for one in side:
            reason = _reason(page, one, others, known)
            if not reason:
                break
            run.append((one, reason))
        while run and run[-1][1] == HEAD and not _stands_off(page, run[-1][0], others):
            run.pop()
        found |= {one.place: reason for one, reason in run}
    return found


def _reason(page: Page, one: Outer, others: list[Page], known: Counter[tuple[int, float]]) -> str:
    if _is_number(page, one, others):
        return "page number"
    if _PRINTED.match(one.text):
        return "printed by a browser"
    repeated = _is_repeated(one, others) or (known[_stand(one.row)] >= 3 and len(one.text) < 60)
    return HEAD if repeated else ""


def _stands_off(page: Page, one: Outer, others: list[Page]) -> bool:
    around = [row.size for row in page.rows]
    return (
        one.away > 1.3
        or abs(one.row.size / median(around) - 1) > 0.08
        or sum(_is_repeated(one, [other]) for other in others) >= 3
    )


def _stand(row: Row) -> tuple[int, float]:
    return round(row.base / 2), round(row.size, 1)


def _is_number(page: Page, one: Outer, others: list[Page]) -> bool:
    """Whether it is a page number: marked as one, alone at the edge of the page, or counting along with the pages."""
    found = _NUMBER.fullmatch(one.text)
    if found is None:
        return False
    if one.text != found.group(1) or (len(one.text) < 4 and one.away > 1.7):
        return True
    offset = _offset(one.text, page)
    return offset == 0 or any(_offset(other.text, there) == offset for there in others for other in _edges(there))


def _edges(page: Page) -> tuple[Outer, ...]:
    return page.top + page.bottom


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
    """Whether another page has the same at the same height; where it is no sentence, numbers may differ."""
    key = _letters(one.text)
    if not key or len(one.row.runs) > 8:
        return False
    return any(
        abs(other.row.base - one.row.base) < 4
        and abs(other.row.size - one.row.size) < 0.5
        and (other.text == one.text or (not _SENTENCE.search(one.text) and _letters(other.text) == key))
        for there in others
        for other in _edges(there)
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)
