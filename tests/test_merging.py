"""Two languages in one ranking: the first passages decide, each language's own order stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from index.adding import add_file
from index.library import LocalLibrary
from index.types import Document, Language, Passage
from retrieval.merging import merged
from retrieval.types import Candidate
from retrieval.weights import Merging, Weights

WEIGHTS = Weights(words=0.7, translated=0.7, merging=Merging(words=0.4, translated=1.0, other=0.1))
DOCUMENT = Document(1, "a", "a", "en", 9, "a", "")


def candidate(number: int, language: Language, score: float, coverage: float = 0.0) -> Candidate:
    passage = Passage(number, DOCUMENT, number, "", "", language, ())
    return Candidate(passage, score, 0.0, 0.0, 0.0, coverage, 0.0, 0)


def numbers(found: list[Candidate]) -> list[int]:
    return [one.passage.id for one in found]


def test_one_language_keeps_its_scores() -> None:
    """There is nothing to hold it against."""
    ranking = [candidate(1, "zh", 2.0, 0.5), candidate(2, "zh", 1.0)]
    assert merged({"zh": ranking, "en": []}, "en", WEIGHTS) == ranking


def test_the_first_passages_are_held_against_each_other() -> None:
    """By hand: own 2.60 - .3 · .5 = 2.45; other 2.30 + .3 · .4 + .1 = 2.52; what follows moves by the same."""
    own = [candidate(1, "en", 2.6, 0.5), candidate(2, "en", 2.5, 0.9)]
    other = [candidate(3, "zh", 2.3, 0.4), candidate(4, "zh", 2.2, 0.0)]
    found = merged({"en": own, "zh": other}, "en", WEIGHTS)
    assert numbers(found) == [3, 1, 4, 2]
    assert [one.score for one in found] == pytest.approx([2.52, 2.45, 2.42, 2.35])


def test_the_question_says_which_language_is_its_own() -> None:
    """The same passages asked in Chinese: own 2.30 - .3 · .4 = 2.18; other 2.60 + .3 · .5 + .1 = 2.85."""
    english, chinese = [candidate(1, "en", 2.6, 0.5)], [candidate(2, "zh", 2.3, 0.4)]
    found = merged({"en": english, "zh": chinese}, "zh", WEIGHTS)
    assert [one.score for one in found] == pytest.approx([2.85, 2.18])


def test_without_merging_scores_are_compared_as_they_are() -> None:
    """What the evaluation's ablation leaves out."""
    own, other = [candidate(1, "en", 2.6, 0.5)], [candidate(3, "zh", 2.3, 0.4)]
    assert merged({"en": own, "zh": other}, "en", Weights()) == [*own, *other]


scores = st.lists(st.floats(0, 3, allow_nan=False), max_size=8).map(lambda found: sorted(found, reverse=True))


@given(scores, scores, st.sampled_from(["en", "zh"]))
def test_no_language_changes_its_order(english: list[float], chinese: list[float], asked_in: Language) -> None:
    """Nobody is lost, and within a language the ranking stays what it was."""
    rankings: dict[Language, list[Candidate]] = {
        "en": [candidate(at, "en", score, 0.3) for at, score in enumerate(english)],
        "zh": [candidate(100 + at, "zh", score, 0.2) for at, score in enumerate(chinese)],
    }
    found = numbers(merged(rankings, asked_in, WEIGHTS))
    assert [one for one in found if one < 100] == list(range(len(english)))
    assert [one for one in found if one >= 100] == [100 + at for at in range(len(chinese))]


def test_each_language_has_its_nearest_units(tmp_path: Path) -> None:
    """Eighty English passages about apples leave room for the only Chinese one, which is less near."""
    library, encoder = LocalLibrary.open(tmp_path / "library"), FakeEncoder()
    english = tmp_path / "a.txt"
    english.write_text("\n\n".join(f"Apple number {at} fell from the tree." for at in range(80)), encoding="utf-8")
    chinese = tmp_path / "b.txt"
    chinese.write_text("这里有一只猫 cat 在门边睡觉。", encoding="utf-8")
    for path in (english, chinese):
        add_file(library, encoder, path)
    with library.reading():
        found = library.nearest(encoder.encode_questions(["apple"])[0], 64)
        names = {passage.document.name for passage in library.passages(number for number, _ in found)}
    assert names == {"a.txt", "b.txt"}
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
