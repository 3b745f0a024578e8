"""An encoder whose vectors can be computed by hand: how often each of eight subjects is named, at unit length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors

SUBJECTS = ("apple", "boat", "cat", "door", "egg", "fish", "goat", "hat")


class FakeEncoder:
    """Counts subjects; a text with none of them points evenly everywhere.

    ``given`` has the texts that were embedded, ``calls`` is how many.
    """

    def __init__(self, identity: str = "fake#1", name: str = "fake") -> None:
        self.name = name
        self.identity = identity
        self.dimension = len(SUBJECTS)
        self.calls = 0
        self.given: list[str] = []

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return _unit([[text.lower().count(subject) for subject in SUBJECTS] for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.calls += len(texts)
        self.given += texts
        return self.encode_questions(texts)


def _unit(counts: list[list[int]]) -> Vectors:
    rows = np.array(counts, np.float32)
    rows[rows.sum(axis=1) == 0] = 1
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
