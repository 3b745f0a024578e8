"""What the measure of readers says of texts that went wrong in one way each."""

from __future__ import annotations

import pytest

from benchmarks.extraction_marks import Mark, mark
from benchmarks.extraction_set import Sample

SAMPLE = Sample("text", "a.txt", b"", ("河边有一座钟楼。", "Two boats 各有船夫。", "a | b", "c | d", "one step"))
WELL = ("河边有一座钟楼。", "Two boats 各有船夫。", "a | b\nc | d", "1. one step")


def test_all_found_is_good() -> None:
    """Rows of a table and items of a list count by line, without bars and markers."""
    assert mark(WELL, SAMPLE) == Mark(5, 5, 5, 5, in_order=True, spaces=0)
    assert mark(WELL, SAMPLE).is_good


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((*WELL, "菜单"), Mark(5, 6, 5, 5, in_order=True, spaces=0)),
        (WELL[1:], Mark(5, 4, 4, 4, in_order=True, spaces=0)),
        ((WELL[1], WELL[0], *WELL[2:]), Mark(5, 5, 5, 5, in_order=False, spaces=0)),
        (("河边有 一座钟楼。", *WELL[1:]), Mark(5, 5, 4, 5, in_order=True, spaces=1)),
        (("河边有一座", "钟楼。", *WELL[1:]), Mark(5, 6, 4, 5, in_order=True, spaces=0)),
        ((WELL[0] + "\n" + WELL[1], *WELL[2:]), Mark(5, 4, 3, 5, in_order=True, spaces=0)),
        ((*WELL, WELL[0]), Mark(5, 6, 5, 5, in_order=False, spaces=0)),
        ((), Mark(5, 0, 0, 0, in_order=True, spaces=0)),
    ],
)
def test_what_goes_wrong_is_seen(found: tuple[str, ...], expected: Mark) -> None:
    """A line too many, one too few, two changed over, a space, one cut, two joined, one twice, nothing."""
    assert mark(found, SAMPLE) == expected
    assert not expected.is_good
