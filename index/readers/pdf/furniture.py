"""What is printed around the text of every page: running heads, feet and page numbers, known by their neighbours."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice
from statistics import median

from index.readers.pdf.lines import Row
from index.readers.pdf.pages import Outer, Page

HEAD = "running head or foot"
AROUND = 2
"""Pages before and after with which one is compared: left and right pages may differ."""
_NUMBER = re.compile(
    r"(?:第\s*)?[-–—·•\[（(]*\s*(?:page|p\.)?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:(?:/|of|／)\s*\d{1,4})?\s*[-–—·•\]）)]*\s*"
    r"(?:页)?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？；!?.]$")
_PRINTED = re.compile(
    r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?,?\s+(?:上午|下午)?\d{1,2}:\d\d|(?:https?|file)://\S+\s+\d+/\d+$"
)


class _Places:
    """Heights at which the outermost rows of the pages so far stood, and how many of those were furniture."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[int, float]] = Counter()
        self._furniture: Counter[tuple[int, float]] = Counter()

    def add(self, page: Page, found: dict[int, str]) -> None:
        for one in page.edges:
            self._seen[_height(one.row)] += 1
            self._furniture[_height(one.row)] += one.place in found

    def are_heads(self, row: Row) -> bool:
        """Whether what stood at this height has nearly always been furniture."""
        furniture = self._furniture[_height(row)]
        return furniture >= 3 and furniture > 0.8 * self._seen[_height(row)]


def with_furniture(pages: Iterable[Page]) -> Iterator[tuple[Page, dict[int, str]]]:
    """Each page with the places of its rows that are furniture, and why; only a few pages are held at once."""
    rest = iter(pages)
    window = deque(islice(rest, AROUND + 1))
    known = _Places()
    at = 0
    while at < len(window):
        page = window[at]
        found = _furniture(page, [other for other in window if other is not page], known)
        known.add(page, found)
        yield page, found
        window.extend(islice(rest, 1))
        if at == AROUND:
            window.popleft()
        else:
            at += 1


def _furniture(page: Page, others: list[Page], known: _Places) -> dict[int, str]:
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


def _reason(page: Page, one: Outer, others: list[Page], known: _Places) -> str:
    if _is_number(page, one, others):
        return "page number"
    if _PRINTED.match(one.text):
        return "printed by a browser"
    there = _at_its_height(one, others)
    # where other pages have text at this height, one line that happens to come twice is text as well
    repeated = 0 < sum(there) >= len(there) / 2
    return HEAD if repeated or (known.are_heads(one.row) and len(one.text) < 60) else ""


def _stands_off(page: Page, one: Outer, others: list[Page]) -> bool:
    around = median(row.size for row in page.rows)
    return one.away > 1.3 or abs(one.row.size / around - 1) > 0.08 or sum(_at_its_height(one, others)) >= 3


def _height(row: Row) -> tuple[int, float]:
    return round(row.base / 2), round(row.size, 1)


def _is_number(page: Page, one: Outer, others: list[Page]) -> bool:
    """Whether it is a page number: marked as one, alone at the edge of the page, or counting along with the pages."""
    found = _NUMBER.fullmatch(one.text)
    if found is None:
        return False
    if one.text != found.group(1) or (len(one.text) < 4 and one.away > 1.7):
        return True
    offset = _offset(one.text, page)
    return offset == 0 or any(_offset(other.text, there) == offset for there in others for other in there.edges)


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


def _at_its_height(one: Outer, others: list[Page]) -> list[bool]:
    """For each other row at the same height of a page, whether it says the same."""
    return [
        _says_the_same(one, other)
        for there in others
        for other in there.edges
        if abs(other.row.base - one.row.base) < 4 and abs(other.row.size - one.row.size) < 0.5
    ]


def _says_the_same(one: Outer, other: Outer) -> bool:
    """Whether two rows are alike; where it is no sentence, numbers may differ."""
    key = _letters(one.text)
    if not key or len(one.row.runs) > 8:
        return False
    return other.text == one.text or (not _SENTENCE.search(one.text) and _letters(other.text) == key)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)
