"""Stretches of a question and their translations, as the word leg looks for them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from retrieval.renderings import LONGEST_EN, LONGEST_ZH, Translations, needed, parts_of, renderings, stretches, term_of


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("World Internet Conferences", "world internet confer"),
        ("世界互聯網大會", "世界互联网大会"),
        ("COVID-19", "covid 19"),
        ("2019冠状病毒病", "2019冠状病毒病"),
        ("3D打印", "3 d打印"),
        ("¿?", ""),
    ],
)
def test_a_term_is_written_one_way(text: str, term: str) -> None:
    """Stems, Simplified characters, single spaces between words and none in Chinese."""
    assert term_of(text) == term


def test_every_run_of_words_and_of_characters_is_a_stretch() -> None:
    """By hand, in order; nothing goes from Chinese into English or over what stands between two runs of Chinese."""
    assert [one.term for one in stretches(parts_of("big cats 乌镇，水"))] == [
        "big",
        "big cat",
        "cat",
        "乌",
        "乌镇",
        "镇",
        "水",
    ]


def test_stretches_end_somewhere() -> None:
    """Their number grows with the text, not with its square."""
    assert len(list(stretches(parts_of("word " * 100)))) <= 100 * LONGEST_EN
    assert len(list(stretches(parts_of("字" * 100)))) <= 100 * LONGEST_ZH


def test_what_a_passage_needs_of_a_translation() -> None:
    """The stems of a name; the pairs of characters of a word; a single character itself."""
    assert needed("unit nation") == ["unit", "nation"]
    assert needed("联合国") == ["联合", "合国"]
    assert needed("水") == ["水"]


def test_names_are_rendered_beside_their_words() -> None:
    """United Nations as a whole covers both tokens, united alone one."""

    class Names:
        def translations(self, terms: Sequence[str]) -> list[Translations]:
            known: dict[str, Translations] = {"unit nation": [("联合国", 0.9)], "unit": [("联合", 0.4)]}
            return [known.get(term, []) for term in terms]

    found = renderings("the United Nations", Names())
    assert [(one.tokens, one.written, one.weight) for one in found] == [
        (("unit",), "联合", 0.4),
        (("unit", "nation"), "联合国", 0.9),
    ]
