"""Comparing encoders by every granularity, and the weights between two."""

from __future__ import annotations

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from retrieval.evaluation_sets import SquadSet
from training.compare import Units, row

PARAGRAPHS = [
    "The cat sleeps. The boat waits in the harbour. The goat eats a hat.",
    "The apple fell from the tree.",
]


def test_each_granularity_is_the_best_of_its_units() -> None:
    """By hand: the paragraph's vector, three sentences, two windows; a single sentence stands for all three."""
    encoder = FakeEncoder()
    asked = encoder.encode_questions(["Where does the boat wait?"])
    paragraph, sentence, window, every = Units.of(PARAGRAPHS, encoder).products(asked)
    spans = ("The cat sleeps.", "The boat waits in the harbour.", "The goat eats a hat.")
    runs = (" ".join(spans[:2]), " ".join(spans[1:]))
    for found, texts in ((paragraph, PARAGRAPHS[:1]), (sentence, spans), (window, runs)):
        assert found[0, 0] == pytest.approx((asked @ encoder.encode_passages(list(texts)).T).max(), abs=1e-6)
        assert found[0, 1] == pytest.approx(paragraph[0, 1])
    np.testing.assert_allclose(every, paragraph + sentence + window)


def test_a_tie_counts_against_the_right_paragraph() -> None:
    """The same paragraph twice is found by neither."""
    encoder = FakeEncoder()
    twice = SquadSet("twice", [PARAGRAPHS[0], PARAGRAPHS[0]], [("Where does the boat wait?", 0)])
    once = SquadSet("once", PARAGRAPHS, [("Where does the boat wait?", 0)])
    assert row(encoder, twice, Units.of(twice.paragraphs, encoder)) == [0, 0, 0, 0]
    assert row(encoder, once, Units.of(once.paragraphs, encoder))[3] == 1


def test_weights_between_two_models_are_on_the_line_between_them() -> None:
    """At a share of .25 a quarter of the way; whole numbers, which are positions, stay."""
    torch = pytest.importorskip("torch")
    from training.export_encoder import between

    def model(value: float) -> object:
        made = torch.nn.Linear(2, 2)
        torch.nn.init.constant_(made.weight, value)
        torch.nn.init.constant_(made.bias, -value)
        made.register_buffer("positions", torch.tensor([7]))
        return made

    trained = model(2.0)
    between(model(1.0), trained, 0.25)  # type: ignore[arg-type]  # any module will do
    assert trained.weight.tolist() == [[1.25, 1.25], [1.25, 1.25]]  # type: ignore[attr-defined]
    assert trained.bias.tolist() == [-1.25, -1.25]  # type: ignore[attr-defined]
    assert trained.positions.tolist() == [7]  # type: ignore[attr-defined]
