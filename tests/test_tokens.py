"""Words of a text: English stems, numbers, Chinese characters and their pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import is_common_part, is_plain, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The members of 24 countries", ["24", "the", "member", "of", "countri"]),
        ("乌镇", ["乌", "镇", "乌镇"]),
        ("烏鎮", ["乌", "镇", "乌镇"]),
        ("2022年WIC成立", ["2022", "年", "成", "立", "成立", "wic"]),
        ("1,200 or 3.5", ["1200", "3.5", "or"]),
        ("ＷＩＣ　２０２２", ["2022", "wic"]),
        ("", []),
        ("!?…", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Numbers without separators, words stemmed, Traditional as Simplified; Latin next to Han is a word of its own."""
    assert tokens(text) == expected


@given(st.text(max_size=60))
def test_any_text_has_tokens_the_index_can_keep(text: str) -> None:
    """Nothing is raised, and no token has white space in it, which parts tokens where they are kept."""
    for token in tokens(text):
        assert token
        assert not any(character.isspace() for character in token)


def test_single_characters_are_common_parts() -> None:
    """They count in a score, but are not searched by."""
    assert is_common_part("国")
    assert not is_common_part("国际")
    assert not is_common_part("a")


def test_what_the_full_text_index_takes_for_one_word() -> None:
    """Letters and digits, dots within."""
    assert is_plain("3.5")
    assert is_plain("国际")
    assert not is_plain("3.")
    assert not is_plain('a"b')
