"""What was found in a file against what is in it: paragraphs exactly, their order, and spaces that were not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.extraction_set import Sample
from index.normalise import HAN

RECALL, PRECISION = 0.97, 0.95
"""The least that each file must reach."""
_MARKER = re.compile(r"(?:[-*•–‣]|\d{1,2}[.)])\s+")
_SPACE = re.compile(f"(?<=[{HAN}])[ \\t\\u3000\\xa0]+(?=[{HAN}])")
_FIELD = re.compile(r"[;；]?\s*\b(?:name: |text: |题：|文：)")  # of the tables made here


@dataclass(frozen=True, slots=True)
class Mark:
    """Counts of paragraphs: in the file, found, in both; ``held`` are those whose letters are there in whatever lines."""

    gold: int
    found: int
    both: int
    held: int
    in_order: bool
    spaces: int

    @property
    def recall(self) -> float:
        """Share of the file's paragraphs that came out exactly."""
        return self.both / max(1, self.gold)

    @property
    def precision(self) -> float:
        """Share of what came out that is exactly a paragraph of the file."""
        return self.both / max(1, self.found)

    @property
    def held_share(self) -> float:
        """Share of the file's paragraphs that came out, white space and paragraph ends not looked at."""
        return self.held / max(1, self.gold)

    @property
    def is_good(self) -> bool:
        """Whether it reaches what a file must reach."""
        return self.recall >= RECALL and self.precision >= PRECISION and self.in_order and self.spaces == 0


def mark(found: Sequence[str], sample: Sample) -> Mark:
    """The marks of the paragraphs found in a file."""
    gold = [line_of(one) for one in sample.gold]
    units = found_units(found)
    places = [gold.index(unit) for unit in units if unit in gold]
    letters = _letters("".join(found))
    return Mark(
        len(gold),
        len(units),
        (Counter(gold) & Counter(units)).total(),
        sum(_letters(one) in letters for one in sample.gold),
        places == sorted(places),
        max(0, _spaces(found) - _spaces(sample.gold)),
    )


def together(marks: Iterable[Mark]) -> Mark:
    """The marks of several files as one."""
    all_marks = list(marks)
    return Mark(
        sum(one.gold for one in all_marks),
        sum(one.found for one in all_marks),
        sum(one.both for one in all_marks),
        sum(one.held for one in all_marks),
        all(one.in_order for one in all_marks),
        sum(one.spaces for one in all_marks),
    )


def found_units(found: Iterable[str]) -> list[str]:
    """Paragraphs as they are compared: lists and tables by their lines, all without markers and with single spaces."""
    return [unit for text in found for part in _parts(text) if (unit := line_of(part))]


def _parts(text: str) -> list[str]:
    lines = text.strip().splitlines()
    by_line = all(_MARKER.match(line.strip()) or "|" in line for line in lines)
    return lines if by_line else [text]


def line_of(text: str) -> str:
    """A line without the marker of a list, bars between cells, names of fields and more than one space."""
    text = text.strip()
    text = _MARKER.sub("", text, count=1) if _MARKER.match(text) else text
    return re.sub(r"[ \t|]+", " ", _FIELD.sub(" ", text)).strip()


def _letters(text: str) -> str:
    """The text without white space, the bars between cells and the names of fields."""
    return "".join(_FIELD.sub("", text).split()).replace("|", "")


def _spaces(texts: Iterable[str]) -> int:
    return sum(len(_SPACE.findall(text)) for text in texts)
