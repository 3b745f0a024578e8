"""How well an answer marks the question's words in a sentence of the other language.

    python -m benchmarks.marks [--misses]

``marks.jsonl`` holds pairs marked by hand, by meaning and without a look at the lexicon. Precision and recall
count characters other than white space, over all pairs together: a long name weighs more than a short word.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from index.language import language_of
from index.types import Span
from retrieval.question import understand

PAIRS = Path(__file__).with_name("marks.jsonl")
DIRECTIONS = ("en→zh", "zh→en")
"""Language of the question → language of the sentence."""

_LETTER = "[A-Za-z0-9]"


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A question, a sentence of the other language, and the stretches of the sentence that translate its words."""

    question: str
    sentence: str
    marks: tuple[str, ...]

    @property
    def direction(self) -> str:
        """One of ``DIRECTIONS``."""
        return f"{language_of(self.question)}→{language_of(self.sentence)}"


Marker = Callable[[MarkedPair], Iterable[Span]]
"""Finds the marks of a pair's sentence, looking only at its question and its sentence."""


@dataclass(frozen=True, slots=True)
class Score:
    """Characters that were marked, that are right to mark, and that are both."""

    marked: int
    right: int
    both: int

    @property
    def precision(self) -> float:
        """Share of the marked characters that are right; 1 where nothing was marked."""
        return self.both / self.marked if self.marked else 1.0

    @property
    def recall(self) -> float:
        """Share of the right characters that were marked; 1 where there are none."""
        return self.both / self.right if self.right else 1.0


def read_pairs(path: Path = PAIRS) -> list[MarkedPair]:
    """All pairs, in the file's order."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [MarkedPair(record["question"], record["sentence"], tuple(record["marks"])) for record in records]


def characters(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the characters of ``spans`` stand in ``text``, white space left out."""
    return {place for start, end in spans for place in range(start, end) if not text[place].isspace()}


def occurrences(mark: str, text: str) -> list[Span]:
    """Everywhere ``mark`` stands in ``text``; letters and digits as whole words, so that ``age`` is not in ``page``."""
    before = f"(?<!{_LETTER})" if re.match(_LETTER, mark) else ""
    after = f"(?!{_LETTER})" if re.match(_LETTER, mark[-1]) else ""
    return [Span(*found.span()) for found in re.finditer(before + re.escape(mark) + after, text)]


def right_characters(pair: MarkedPair) -> set[int]:
    """Where the characters stand that are right to mark."""
    return characters(pair.sentence, (span for mark in pair.marks for span in occurrences(mark, pair.sentence)))


def score(found: AbstractSet[int], right: AbstractSet[int]) -> Score:
    """Counts of one pair, from the places of the marked characters and of the right ones."""
    return Score(len(found), len(right), len(found & right))


def total(scores: Sequence[Score]) -> Score:
    """Counts of several pairs together."""
    return Score(sum(one.marked for one in scores), sum(one.right for one in scores), sum(one.both for one in scores))


def measured(pairs: Iterable[MarkedPair], marker: Marker) -> Score:
    """Counts over ``pairs`` when ``marker`` marks them."""
    return total([score(characters(pair.sentence, marker(pair)), right_characters(pair)) for pair in pairs])


def shipped_marker() -> Marker:
    """What an answer does, with the lexicon that ships."""
    from retrieval.lexicon import Lexicon
    from retrieval.marking import marks

    lexicon = Lexicon.shipped()
    return lambda pair: marks(understand(pair.question), pair.sentence, lexicon)


def row(name: str, counted: Score) -> str:
    """A line of the Markdown table."""
    return f"| {name} | {counted.precision:.2f} | {counted.recall:.2f} | {counted.marked} | {counted.right} |"


def stretches(text: str, places: AbstractSet[int]) -> list[str]:
    """The characters at ``places``, neighbours joined."""
    shown = "".join(character if place in places else "\n" for place, character in enumerate(text))
    return shown.split()


def report_misses(pairs: Iterable[MarkedPair], marker: Marker) -> None:
    """What was wrongly marked and what was missed, for each pair that has either."""
    for pair in pairs:
        found, right = characters(pair.sentence, marker(pair)), right_characters(pair)
        if found != right:
            wrong, missed = stretches(pair.sentence, found - right), stretches(pair.sentence, right - found)
            print(f"  {pair.question}\n    {pair.sentence}")
            print(f"    wrong: {', '.join(wrong) or '–'}; missed: {', '.join(missed) or '–'}")


def main() -> None:
    """Print the table: each direction, then all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    pairs, marker = read_pairs(), shipped_marker()
    print("| question → sentence | precision | recall | characters marked | characters right |\n|---|---|---|---|---|")
    for direction in DIRECTIONS:
        print(row(direction, measured([pair for pair in pairs if pair.direction == direction], marker)))
    print(row("all", measured(pairs, marker)))
    if options.misses:
        report_misses(pairs, marker)


if __name__ == "__main__":
    main()
