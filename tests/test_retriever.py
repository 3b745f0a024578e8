"""Ranking: coverage against a second BM25, scores by hand, and legs that add but never take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
import pytest
from fake_encoder import FakeEncoder

from index.adding import add_file
from index.library import LocalLibrary
from index.tokens import tokens
from retrieval import retriever
from retrieval.coverage import K1, QuestionWords
from retrieval.question import understand
from retrieval.renderings import Translations, renderings
from retrieval.retriever import Retriever
from retrieval.types import Candidate
from retrieval.weights import Weights

TEXTS = {
    "fruit.txt": "The apple fell from the tree. Another apple lay beside it in the grass.",
    "harbour.txt": "A boat waited in the harbour all night. The boat had no sails left.",
    "pets.txt": "My cat sleeps near the door. The goat eats a hat and the cat eats fish.",
    "town.txt": "乌镇是一座水乡古镇，位于浙江省北部。2014年，首届世界互联网大会在乌镇举行。",
    "wuzhen.txt": "烏鎮的運河比大多數房屋更古老。",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> LocalLibrary:
    folder = tmp_path_factory.mktemp("retriever")
    opened = LocalLibrary.open(folder / "library")
    for name, text in TEXTS.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
        add_file(opened, FakeEncoder(), folder / name)
    return opened


class Table:
    """A lexicon of what it is given; of nothing, so that BM25 alone is left."""

    def __init__(self, known: Mapping[str, Translations] | None = None) -> None:
        self.known = known or {}

    def translations(self, terms: Sequence[str]) -> list[Translations]:
        return [self.known.get(term, []) for term in terms]


WEIGHTS = Weights(words=0.4)
"""Without merging, so that scores can be computed by hand; it has tests of its own."""


def ranked(library: LocalLibrary, question: str) -> list[Candidate]:
    with library.reading():
        vector = FakeEncoder().encode_questions([question])[0]
        return Retriever(library, WEIGHTS).rank(understand(question), vector)


@pytest.mark.parametrize("question", ["the apple tree", "cat cat door fish", "2014年乌镇大会", "烏鎮的運河", "zebra"])
def test_coverage_is_bm25_as_a_share_of_the_most_it_could_be(library: LocalLibrary, question: str) -> None:
    """bm25s computes the same sums (its Lucene variant leaves out the factor k1 + 1)."""
    corpus = [tokens(text) for text in TEXTS.values()]
    oracle = bm25s.BM25(method="lucene", k1=K1, b=0.75)
    oracle.index(corpus, show_progress=False)
    asked = sorted(set(tokens(question)) & set(oracle.vocab_dict))
    expected = oracle.get_scores(asked) * (K1 + 1) if asked else np.zeros(len(TEXTS))
    with library.reading():
        words = QuestionWords.read(library, question, [])
        counts = library.word_counts(range(1, len(TEXTS) + 1), words.counted)
        found = [words.coverage(counts[number])[0] for number in range(1, len(TEXTS) + 1)]
    most = sum(words.idf.values()) * (K1 + 1)
    assert np.allclose(found, expected / most, rtol=1e-5)


def test_coverage_lies_between_nothing_and_all(library: LocalLibrary) -> None:
    """0 where no word is shared; under 1 even for the passage itself."""
    shares = [candidate.coverage for candidate in ranked(library, TEXTS["fruit.txt"])]
    assert 0.4 < shares[0] < 1
    assert min(shares) < 0.3
    assert all(candidate.coverage == 0 for candidate in ranked(library, "zebra"))


def test_score_is_paragraph_sentence_window_and_coverage(library: LocalLibrary) -> None:
    """By hand: pets.txt names cat, door, goat, hat, cat, fish; its sentences (cat, door) and (goat, hat, cat, fish)."""
    best = ranked(library, "door")[0]
    assert best.passage.document.name == "pets.txt"
    assert best.paragraph == pytest.approx(8**-0.5, abs=1e-3)
    assert best.best_sentence == pytest.approx(2**-0.5, abs=1e-3)
    assert best.best_window == pytest.approx(best.paragraph, abs=1e-6)
    expected = best.paragraph + best.best_sentence + best.best_window + 0.4 * best.coverage
    assert best.score == pytest.approx(expected)
    assert best.sentence == 0


def test_the_word_leg_adds_what_vectors_miss(library: LocalLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the dense leg held to one unit a language, the word "sails" still brings its passage beside the apple's."""
    monkeypatch.setattr(retriever, "NEAREST_UNITS", 1)
    names = [candidate.passage.document.name for candidate in ranked(library, "apple sails")]
    assert [name for name in names if name != "town.txt"] == ["fruit.txt", "harbour.txt"]


def test_traditional_meets_simplified(library: LocalLibrary) -> None:
    """运河 finds 運河, and 烏鎮 finds 乌镇."""
    assert ranked(library, "运河")[0].passage.document.name == "wuzhen.txt"
    assert {c.passage.document.name for c in ranked(library, "烏鎮") if c.coverage > 0} == {"town.txt", "wuzhen.txt"}


def test_the_same_question_has_the_same_ranking(library: LocalLibrary) -> None:
    """Equal scores stand in the order of adding."""
    names = [candidate.passage.document.name for candidate in ranked(library, "zebra")]
    assert names == [candidate.passage.document.name for candidate in ranked(library, "zebra")]
    scores = [candidate.score for candidate in ranked(library, "zebra")]
    assert scores == sorted(scores, reverse=True)


def test_words_count_across_languages_as_far_as_they_translate(library: LocalLibrary) -> None:
    """With apple ↔ 运河 at one half, a question for apples finds the canal, half as sure as by its own word."""
    with library.reading():
        words = QuestionWords.read(library, "apple", renderings("apple", Table({"appl": [("运河", 0.5)]})))
        counts = library.word_counts([1, 5], words.counted)
        (fruit, _), (canal, missing) = words.coverage(counts[1]), words.coverage(counts[5])
        assert missing == 0
    assert counts[5].counts == {"运河": 1}
    assert 0 < canal < fruit < 1


def test_a_name_counts_where_all_of_it_stands(library: LocalLibrary) -> None:
    """世界互联网大会 is in town.txt pair by pair, so its English name counts there with all its words; 世界杯 is not."""
    text = "World Internet Conference"
    for chinese, share in (("世界互联网大会", 1.0), ("世界杯", 0.0)):
        table = Table({"world internet confer": [(chinese, 1.0)]})
        with library.reading():
            words = QuestionWords.read(library, text, renderings(text, table))
            counts = library.word_counts([4], words.counted)
            _, missing = words.coverage(counts[4])
        assert missing == 1 - share


def test_a_when_question_prefers_a_passage_with_a_date(library: LocalLibrary) -> None:
    """Of two passages alike in everything else, the one that has a date stands first."""
    best = ranked(library, "when zebra")[0]
    assert best.passage.document.name == "town.txt"
    assert best.fits
    assert not any(candidate.fits for candidate in ranked(library, "when zebra")[1:])


def test_an_empty_library_has_no_candidates(tmp_path: Path) -> None:
    """No passage, no error."""
    assert ranked(LocalLibrary.open(tmp_path / "library"), "apple") == []
