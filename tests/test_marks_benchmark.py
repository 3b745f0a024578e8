"""The marks benchmark: its pairs are whole, its counting agrees with a count by hand, and what ships reaches its floor."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.marks import (
    MarkedPair,
    Score,
    characters,
    measured,
    occurrences,
    read_pairs,
    report_misses,
    right_characters,
    row,
    score,
    shipped_marker,
    total,
)
from index.types import Span

PAIRS = read_pairs()
TINY = MarkedPair("红茶多热？", "red tea, hot tea", ("red tea", "tea", "hot"))
HALF = MarkedPair("Where is tea grown?", "茶在山上种植。", ("茶", "种植"))


def test_fifty_pairs_half_in_each_direction() -> None:
    assert Counter(pair.direction for pair in PAIRS) == {"en→zh": 25, "zh→en": 25}


def test_no_pair_stands_twice() -> None:
    assert len({pair.question for pair in PAIRS}) == len({pair.sentence for pair in PAIRS}) == 50


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.question for pair in PAIRS])
def test_every_mark_stands_in_its_sentence(pair: MarkedPair) -> None:
    """Once in the list, not blank at its ends, and as whole words."""
    assert pair.marks
    assert len(set(pair.marks)) == len(pair.marks)
    for mark in pair.marks:
        assert mark == mark.strip() != ""
        assert occurrences(mark, pair.sentence), mark


def test_a_mark_is_right_wherever_it_stands_as_a_word() -> None:
    """Latin words and numbers end at other letters and digits; Chinese has no such ends."""
    assert occurrences("age", "page age, ages, Age") == [Span(5, 8)]
    assert occurrences("12", "2012年12月120天") == [Span(5, 7)]
    assert occurrences("河", "湄公河是界河") == [Span(2, 3), Span(5, 6)]
    assert occurrences("git", "用git增长") == [Span(1, 4)]
    assert occurrences("增长", "GDP增长3%") == [Span(3, 5)]


def test_white_space_does_not_count() -> None:
    """In ``red tea, hot tea`` twelve letters are right: not the comma, not the three spaces."""
    assert right_characters(TINY) == {0, 1, 2, 4, 5, 6, 9, 10, 11, 13, 14, 15}
    assert characters("a b", [Span(0, 3)]) == {0, 2}


def test_precision_and_recall_by_hand() -> None:
    """Marked: ``tea, hot``, seven characters of which the comma is wrong; right: twelve."""
    counted = measured([TINY], lambda _: [Span(4, 12)])
    assert counted == Score(marked=7, right=12, both=6)
    assert counted.precision == pytest.approx(6 / 7)
    assert counted.recall == pytest.approx(6 / 12)
    assert row("zh→en", counted) == "| zh→en | 0.86 | 0.50 | 7 | 12 |"


def test_pairs_are_counted_together_not_averaged() -> None:
    """One of one and one of nine make two of ten."""
    both = total([score({1}, {1}), score(set(range(9)), {0})])
    assert both.precision == pytest.approx(0.2)
    assert both.recall == 1.0


def test_nothing_marked_is_nothing_wrong() -> None:
    counted = measured([HALF], lambda _: ())
    assert (counted.precision, counted.recall) == (1.0, 0.0)


def test_misses_name_what_is_wrong_and_what_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    """茶在 is marked of 茶 and 种植; a pair without a fault is not shown."""
    report_misses([HALF], lambda _: [Span(0, 2)])
    assert capsys.readouterr().out.splitlines()[2].strip() == "wrong: 在; missed: 种植"
    report_misses([HALF], lambda _: [Span(0, 1), Span(4, 6)])
    assert capsys.readouterr().out == ""


def test_what_ships_reaches_its_floor() -> None:
    """At least 85 of 100 marked characters are right, and 60 of 100 right ones marked."""
    counted = measured(PAIRS, shipped_marker())
    assert counted.precision >= 0.85
    assert counted.recall >= 0.6
