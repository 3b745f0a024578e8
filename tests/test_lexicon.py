"""The bilingual lexicon: what is written is found again, what ships says what it should, and glosses follow it."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from retrieval.glossing import gloss_in_chinese, gloss_in_english, question_vector
from retrieval.lexicon import FOLDER, Lexicon
from retrieval.question import understand
from training.fit_confidence import in_another_year
from training.lexicon import merged

TERMS = {"member": [("会员", 0.8), ("成员", 0.4)], "会员": [("member", 0.9)], "国际": [("intern", 0.5)]}


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    Lexicon.write(tmp_path, TERMS)
    return Lexicon.load(tmp_path)


def test_what_is_written_is_found_again(lexicon: Lexicon) -> None:
    """In its order, with weights as fine as one in 255; a term that is only a translation has none of its own."""
    for term, expected in TERMS.items():
        found = lexicon.translations(term)
        assert [target for target, _ in found] == [target for target, _ in expected]
        assert [weight for _, weight in found] == pytest.approx([weight for _, weight in expected], abs=0.003)
    assert lexicon.translations("成员") == []
    assert lexicon.translations("nowhere") == []


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=6), st.lists(st.tuples(st.text(min_size=1, max_size=6), st.just(1.0)), max_size=3)
    )
)
def test_any_terms_come_back(
    tmp_path_factory: pytest.TempPathFactory, terms: dict[str, list[tuple[str, float]]]
) -> None:
    """Whatever characters they are made of."""
    folder = tmp_path_factory.mktemp("lexicon")
    Lexicon.write(folder, terms)
    loaded = Lexicon.load(folder)
    assert {term: loaded.translations(term) for term in terms} == terms


def test_the_shipped_one_is_mapped_and_small() -> None:
    """At most 8 MB on disk, and opening it reads next to nothing."""
    assert sum(path.stat().st_size for path in FOLDER.glob("*.npy")) <= 8_000_000
    tracemalloc.start()
    opened = Lexicon.load(FOLDER)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 500_000
    assert "member" in dict(opened.translations("会员"))
    assert "国际" in dict(opened.translations("internat"))


def test_two_directions_become_one_weight() -> None:
    """By hand: mean .5 of .4 and .6, to the power .7; a pair of mean under .1 is left out."""
    found = merged({("cat", "猫"): 0.4, ("cat", "狗"): 0.03}, {("cat", "猫"): 0.6})
    assert found == {"cat": [("猫", 0.5**0.7)], "猫": [("cat", 0.5**0.7)]}


def test_glosses_word_by_word(lexicon: Lexicon) -> None:
    """Function words go, numbers and unknown words stay; Chinese pairs count only where they surely mean something."""
    assert gloss_in_chinese("How many members did WIC have in 2022?", lexicon) == "会员 WIC 2022"
    assert gloss_in_english("2022年WIC有多少会员？", lexicon) == "2022 member wic"


def test_the_questions_vector_is_drawn_to_its_gloss() -> None:
    """By hand: apple and .35 of boat, at unit length."""

    class Fruit:
        def translations(self, term: str) -> list[tuple[str, float]]:
            return [("boat boat", 0.9)] if term == "appl" else []

    vector = question_vector(FakeEncoder(), understand("the apple"), Fruit(), {"en", "zh"}, 0.5)
    expected = np.zeros(8)
    expected[:2] = 1, 0.5
    assert np.allclose(vector, expected / np.linalg.norm(expected), atol=1e-6)


def test_documents_of_the_questions_own_language_need_no_gloss(lexicon: Lexicon) -> None:
    """The vector is the question's alone."""
    question = understand("the apple of the members")
    vector = question_vector(FakeEncoder(), question, lexicon, {"en"})
    assert np.allclose(vector, FakeEncoder().encode_questions([question.text])[0])


def test_questions_of_another_year() -> None:
    """What the refusal learns near misses from: years move, other numbers do not."""
    assert in_another_year("2018年有120家会员，1999年呢？") == "2015年有120家会员，1996年呢？"
