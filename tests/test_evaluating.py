"""What retrieval is measured on and how: sets, collections, ranks with ties, the parts left alone or out."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from squad_files import CHINESE, ENGLISH, parallel_files, squad_file

from index.types import Document, Passage, Progress
from retrieval.evaluating import LEGS, PARTS, Measured, alone, left_out, measured, rank_of
from retrieval.evaluation_collections import Asked, Collection, document_name, mixed, of_squad
from retrieval.evaluation_sets import EvaluationSetError, SquadSet, read_golden
from retrieval.retriever import RANKED
from retrieval.types import Candidate
from retrieval.weights import Merging, Weights

COLLECTION = Collection("set", (), paragraphs=["one paragraph, so that documents are ranked"])


def candidate(document: int, score: float, passage: int | None = None) -> Candidate:
    """A candidate of which only document and score matter."""
    kept = Document(document, document_name(document), "", "en", 1, "", "")
    found = Passage(document if passage is None else passage, kept, 1, "", "", "en", ())
    return Candidate(found, score, 0.0, 0.0, 0.0, 0.0, 0.0, 0)


def asked(right: int, left_out: int = -1) -> Asked:
    """A question that the document ``right`` answers."""
    return Asked("?", lambda passage: passage.document.id == right, lambda passage: passage.document.id == left_out)


@pytest.mark.parametrize(
    ("scores", "rank"),
    [
        ({1: 0.9, 2: 0.8, 3: 0.7}, 1),
        ({2: 0.9, 1: 0.8, 3: 0.7}, 2),
        ({1: 0.9, 2: 0.9, 3: 0.9}, 3),  # a tie counts against the right one, wherever it stands
        ({2: 0.9, 3: 0.9}, math.inf),
        ({}, math.inf),
    ],
)
def test_the_rank_of_document_1(scores: dict[int, float], rank: float) -> None:
    """How many are at least as good, itself included."""
    assert rank_of(asked(right=1), [candidate(*one) for one in scores.items()], COLLECTION) == rank


def test_a_document_counts_once_however_many_passages_it_has() -> None:
    """Unless passages are what is ranked."""
    found = [candidate(2, 0.9, 21), candidate(2, 0.8, 22), candidate(1, 0.7, 11)]
    assert rank_of(asked(right=1), found, COLLECTION) == 2
    assert rank_of(asked(right=1), found, Collection("set", (), files=[Path("a.md")])) == 3


def test_what_is_left_out_is_not_ahead() -> None:
    """A document left out of the ranking takes no place in it."""
    found = [candidate(2, 0.9), candidate(3, 0.8), candidate(1, 0.7)]
    assert rank_of(asked(right=1, left_out=2), found, COLLECTION) == 2


def test_a_tie_with_what_was_cut_off_is_a_miss() -> None:
    """The last of a full ranking may be one of many alike; one before it, with a better score, is where it is."""
    others = [candidate(number, 0.5) for number in range(2, RANKED + 1)]
    assert rank_of(asked(right=1), [*others, candidate(1, 0.5)], COLLECTION) == math.inf
    assert rank_of(asked(right=1), [candidate(1, 0.6), *others], COLLECTION) == 1


def test_weights_of_a_leg_and_without_a_part() -> None:
    """All others are 0; a leg that the whole does without is measured all the same."""
    weights = Weights(paragraph=0.5, window=0.0)
    merging = Merging(words=0.4, translated=0.6)
    assert alone(weights, "paragraph") == Weights(0.5, 0, 0, 0, 0, 0, 0)
    assert alone(weights, "window") == Weights(0, 0, 1, 0, 0, 0, 0)
    assert alone(weights, "words") == Weights(0, 0, 0, 0.7, 0.7, 0, 0)
    assert left_out(weights, "gloss") == Weights(paragraph=0.5, window=0.0, gloss=0.0)
    assert left_out(Weights(merging=merging), "merging") == Weights()
    assert left_out(Weights(merging=merging), "words") == Weights(words=0.0, merging=Merging(words=0.0, translated=0.6))


def test_paragraphs_are_distinct_and_impossible_questions_are_left_out(tmp_path: Path) -> None:
    """The same paragraph again, in other white space, is the same; what SQuAD v2 calls impossible has no right answer."""
    path = tmp_path / "set.json"
    path.write_text(
        '\ufeff{"data": [{"paragraphs": [{"context": "Apples  fell.", "qas": [{"question": "What fell?"}]},'
        '{"context": "Boats\\u0000 sail.", "qas": [{"question": "What sails?"}, {"question": "Why?", "is_impossible": true}]},'
        '{"context": "Apples\\nfell.", "qas": [{"question": "How many fell?"}]}]}]}',
        encoding="utf-8",
    )
    found = SquadSet.load(path)
    assert found == SquadSet(
        "set", ["Apples fell.", "Boats sail."], [("What fell?", 0), ("What sails?", 1), ("How many fell?", 0)]
    )


def test_golden_questions_of_a_broken_file(tmp_path: Path) -> None:
    """The line is named."""
    path = tmp_path / "questions.jsonl"
    for broken in ('{"id": "a"', "[]", '{"id": "a", "language": "fr", "question": "?"}'):
        path.write_text(f"\n{broken}\n", encoding="utf-8")
        with pytest.raises(EvaluationSetError, match=r"line 2.*Next: "):
            read_golden(path)


def test_every_pair_of_parallel_sets_and_other_sets_by_themselves(tmp_path: Path) -> None:
    """Two make four pairs; a third set with one question fewer is asked only its own."""
    paths = [*parallel_files(tmp_path), squad_file(tmp_path / "other.json", dict(list(ENGLISH.items())[:2]))]
    sets = [SquadSet.load(path) for path in paths]
    pairs = [(one.name, (asking.name, asking.language)) for one in of_squad(sets) for asking in one.askings]
    english, chinese = ("small-en", "en"), ("small-zh", "zh")
    assert pairs == [
        *[("small-en", english), ("small-en", chinese), ("small-zh", english), ("small-zh", chinese)],
        ("other", ("other", "en")),
    ]
    fewer = SquadSet("fewer", sets[0].paragraphs, sets[0].questions[:3])
    assert [sets[0].is_parallel_to(one) for one in (sets[1], fewer, sets[2])] == [True, False, False]
    only = [asking.language for one in of_squad(sets, "zh") for asking in one.askings]
    assert only == ["zh", "zh"]
    with pytest.raises(EvaluationSetError, match="Next: wuzhen eval --questions-language en"):
        of_squad(sets[2:], "zh")
    with pytest.raises(EvaluationSetError, match="--mixed needs two"):
        mixed(sets[1:])


SUBJECTS = {
    "An apple is here.": ["apple?"],
    "One boat and one cat.": ["boat?", "boat and cat?"],
    "The cat by the door.": ["cat, door?"],
}


def only(found: list[Measured]) -> Measured:
    (one,) = found
    return one


def test_figures_that_can_be_worked_out(tmp_path: Path) -> None:
    """The fake encoder counts subjects, so each question's paragraph is the nearest: all first, of each leg too."""
    sets = [SquadSet.load(squad_file(tmp_path / "set.json", SUBJECTS))]
    told: list[Progress] = []
    one = only(list(measured(of_squad(sets), FakeEncoder(), ablation=True, resamples=10, progress=told.append)))
    assert (one.questions, one.language, one.count, one.passages, one.languages, one.size) == (
        *("set", "en", 4),
        *("set", ("en",), 3),
    )
    assert one.whole["recall@1"].value == 1
    assert tuple(one.alone) == tuple(LEGS)
    assert tuple(one.left_out) == PARTS
    assert {figures["recall@1"].value for figures in one.alone.values()} == {1}
    assert [(said.name, said.done) for said in told if said.done == said.total] == [("set", 3), ("en → set", 4)]


def test_mixed_asks_for_the_other_copy(tmp_path: Path) -> None:
    """Each question's own paragraph would be first; without it the copy of the other set is."""
    copies = {text.replace(".", "!"): questions for text, questions in SUBJECTS.items()}
    paths = [squad_file(tmp_path / "a.json", SUBJECTS), squad_file(tmp_path / "b.json", copies)]
    collections = mixed([SquadSet.load(path) for path in paths])
    found = list(measured(collections, FakeEncoder(), resamples=10))
    assert [(one.questions, one.passages, one.size) for one in found] == [("a", "a + b", 6), ("b", "a + b", 6)]
    assert [one.whole["recall@1"].value for one in found] == [1, 1]
    asked_first = collections[0].askings[0].questions[0]
    own, copy = candidate(0, 0.9), candidate(3, 0.8)
    assert (asked_first.left_out(own.passage), asked_first.right(copy.passage)) == (True, True)


def test_the_parallel_files_are_parallel() -> None:
    """As many questions to each paragraph."""
    assert [len(asked) for asked in ENGLISH.values()] == [len(asked) for asked in CHINESE.values()]
