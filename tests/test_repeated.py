"""What a site repeats from page to page is recognised, what pages are about is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.repeated import DOCUMENTS, mark, repeated, repeated_among

SLOGAN = "本站致力于传播水乡文化，欢迎来稿。"
APPEAL = "If you liked this, tell a friend about our newsletter."


def story(number: int) -> list[str]:
    """Three paragraphs that no other page has."""
    return [f"第{number}座桥建于很久以前，桥面由{number}块石板铺成，下面可以行船。{part}" for part in "甲乙丙"]


def page(number: int) -> list[str]:
    """A page of the site: a slogan above the story and an appeal below it."""
    return [SLOGAN, *story(number), APPEAL]


def test_what_stands_on_every_page_is_repeated() -> None:
    """The first and the last paragraph of each of five pages, and no other."""
    assert repeated_among([page(number) for number in range(5)]) == [[0, 4]] * 5


def test_a_new_page_is_compared_with_marks_alone() -> None:
    """Adding needs to keep no more of a document than one number a paragraph."""
    others = [frozenset(map(mark, page(number))) for number in range(3)]
    assert repeated(page(9), others) == [0, 4]
    assert all(-(2**63) <= one < 2**63 for other in others for one in other)


@pytest.mark.parametrize("count", range(DOCUMENTS))
def test_a_few_pages_are_no_evidence(count: int) -> None:
    """Two pages that share a paragraph may quote each other."""
    assert repeated(page(9), [frozenset(map(mark, page(number))) for number in range(count)]) == []


def test_states_of_the_same_page_are_no_evidence() -> None:
    """Four saved states of one page share all their text; none of it is thrown away."""
    states = [[*page(1), f"Saved for the {number}th time, with another last line."] for number in range(4)]
    assert repeated_among(states) == [[]] * 4


def test_on_a_large_site_three_quotes_are_still_quotes() -> None:
    """A sentence on three pages of a hundred is content."""
    quote = "桥可以用几百年，但不能用来运砖。"
    readings = [[*story(number), *([quote] if number < 4 else [])] for number in range(100)]
    assert repeated_among(readings) == [[]] * 100


def test_a_page_is_never_repeated_as_a_whole() -> None:
    """A page of nothing but what others have stays as it is."""
    parts = [f"{number} {SLOGAN}" for number in range(6)]
    others = [frozenset(map(mark, [*story(number), *parts[number % 3 :: 3]])) for number in range(12)]
    assert repeated(parts, others) == []


def test_white_space_and_width_make_no_difference() -> None:
    """The same notice, set in another way."""
    assert mark("ＡＢＣ 乌 镇\n的桥") == mark("ABC 乌镇的桥")
    assert mark("乌镇的桥") != mark("乌镇的船")


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=8))
def test_places_are_places(readings: list[list[str]]) -> None:
    """Each is one of the page's paragraphs, in order, and never all of them."""
    for paragraphs, places in zip(readings, repeated_among(readings), strict=True):
        assert places == sorted(set(places))
        assert set(places) < set(range(len(paragraphs))) or not places
