"""The bilingual lexicon: what is written is found again, what ships says what it should, and glosses follow it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from retrieval import lexicon as lexicon_file
from retrieval.glossing import gloss_of, question_vector
from retrieval.lexicon import FOLDER, Lexicon
from retrieval.question import understand
from retrieval.renderings import Translations, Translator, renderings
from training.alignment import Aligned
from training.fit_confidence import in_another_year
from training.lexicon import count, is_name, kept, phrases, translations

TERMS = {"member": [("会员", 0.8), ("成员", 0.4)], "会员": [("member", 0.9)], "国际": [("intern", 0.5)]}


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    Lexicon.write(tmp_path, TERMS)
    return Lexicon.load(tmp_path)


def test_what_is_written_is_found_again(lexicon: Lexicon) -> None:
    """In its order, with weights as fine as one in 255; a term that is only a translation has none of its own."""
    for (term, expected), found in zip(TERMS.items(), lexicon.translations(list(TERMS)), strict=True):
        assert lexicon.translations([term]) == [found]
        assert [target for target, _ in found] == [target for target, _ in expected]
        assert [weight for _, weight in found] == pytest.approx([weight for _, weight in expected], abs=0.003)
    assert lexicon.translations(["成员", "nowhere", ""]) == [[], [], []]


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
    assert loaded.translations(list(terms)) == list(terms.values())


def test_terms_with_one_key_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys have 32 bits, so two terms may share one."""
    monkeypatch.setattr(lexicon_file, "key_of", len)
    Lexicon.write(tmp_path, TERMS)
    loaded = Lexicon.load(tmp_path)
    found = loaded.translations(["国际", "会员", "成员"])
    assert [[target for target, _ in each] for each in found] == [["intern"], ["member"], []]


def test_the_shipped_one_is_mapped_and_small() -> None:
    """At most 8 MB on disk, and opening it reads next to nothing."""
    assert sum(path.stat().st_size for path in FOLDER.glob("*.npy")) <= 8_000_000
    tracemalloc.start()
    opened = Lexicon.load(FOLDER)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 500_000
    member, internat, united = opened.translations(["会员", "internat", "unit nation"])
    assert "member" in dict(member)
    assert "国际" in dict(internat)
    assert "联合国" in dict(united)


def test_two_directions_become_one_weight() -> None:
    """By hand: mean .5 to the power .7. The better by both directions comes first; one that holds it says nothing new."""
    cat, kitten, wildcat = ("cat", "猫咪"), ("cat", "猫崽"), ("cat", "野猫咪")
    found = kept({cat: 0.5, kitten: 0.5, wildcat: 0.4}, {cat: 0.4, kitten: 0.9, wildcat: 0.01})
    assert found["cat"] == [("猫咪", 0.5**0.7), ("猫崽", 0.5**0.7)]
    assert found["猫崽"] == [("cat", 0.5**0.7)]


HOUSE = Aligned(
    ["the", "white", "hous", "said", "no"], ["白宫", "说", "不"], *2 * [frozenset({(1, 0), (2, 0), (3, 1), (4, 2)})]
)


def test_a_phrase_is_linked_to_one_run_and_nothing_outside() -> None:
    """White House is 白宫 as a whole, white alone is not; "said no" is a run too; nothing begins with a function word."""
    assert ("white hous", "白宫") in set(phrases(HOUSE))
    assert not any(english.startswith("the") or english == "white" for english, _ in phrases(HOUSE))


def test_words_seen_once_are_no_translations_and_phrases_word_by_word_no_news() -> None:
    """White House is kept, seen three times and not 白 + 宫; "said no" is said by its words already."""
    found = translations(count([(HOUSE, False)] * 3), set())
    assert found["white hous"] == [("白宫", 1.0)]
    assert found["said"] == [("说", 1.0)]
    assert translations(count([(HOUSE, False)]), set()) == {}
    assert translations(count([(HOUSE, False)]), {("white hous", "白宫")})["白宫"][0][0] == "white hous"


def test_dictionaries_give_names_whole_and_definitions_word_by_word() -> None:
    """What is written with capitals is a name."""
    assert is_name("World Health Organization")
    assert is_name("House of Lords")
    assert not is_name("to walk slowly")


def glossed(text: str, translator: Translator) -> str:
    return gloss_of(understand(text), renderings(text, translator))


def test_glosses_by_the_longest_stretch(lexicon: Lexicon) -> None:
    """Function words go, numbers and unknown words stay; Chinese counts only where it surely means something."""
    assert glossed("How many members did WIC have in 2022?", lexicon) == "会员 WIC 2022"
    assert glossed("2022年WIC有多少会员？", lexicon) == "2022 WIC member"
    names = Table({"world": [("世界", 0.9)], "world cup": [("世界杯", 0.9)]})
    assert glossed("who won the World Cup", names) == "won 世界杯"


class Table:
    """A lexicon of what it is given."""

    def __init__(self, known: Mapping[str, Translations]) -> None:
        self.known = known

    def translations(self, terms: Sequence[str]) -> list[Translations]:
        return [self.known.get(term, []) for term in terms]


def test_the_questions_vector_is_drawn_to_its_gloss() -> None:
    """By hand: apple and .5 of boat, at unit length."""
    fruit = Table({"appl": [("boat boat", 0.9)]})
    vector = question_vector(FakeEncoder(), understand("the apple"), renderings("the apple", fruit), {"en", "zh"}, 0.5)
    expected = np.zeros(8)
    expected[:2] = 1, 0.5
    assert np.allclose(vector, expected / np.linalg.norm(expected), atol=1e-6)


def test_documents_of_the_questions_own_language_need_no_gloss(lexicon: Lexicon) -> None:
    """The vector is the question's alone."""
    question = understand("the apple of the members")
    vector = question_vector(FakeEncoder(), question, renderings(question.text, lexicon), {"en"})
    assert np.allclose(vector, FakeEncoder().encode_questions([question.text])[0])


def test_questions_of_another_year() -> None:
    """What the refusal learns near misses from: years move, other numbers do not."""
    assert in_another_year("2018年有120家会员，1999年呢？") == "2015年有120家会员，1996年呢？"
