"""The weights of a passage's score, each fitted on data that is no test data (training/fit_ranking.py and fit_merging.py)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FITTED = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Merging:
    """What counts where the best passages of both languages are held against each other (retrieval/merging.py).

    ``words``, ``translated``: coverage of the question's words, in the passage of its own language and in the other's;
    ``other``: what the other language's passage is given beside.
    """

    words: float = 0.7
    translated: float = 0.5
    other: float = 0.2


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a passage's score counts; a part with weight 0, or None, is left out.

    ``paragraph``, ``sentence``, ``window``: inner products with the paragraph, its best sentence, its best window of two.
    ``words``, ``translated``: coverage of the question's words, in passages of its own language and of the other.
    ``gloss``: weight of the question's word-by-word gloss in the other language beside the question itself, in its vector.
    ``kind``: what a passage gains that has a date for a when question, a fitting number for a how-many question.
    ``merging``: how languages are held against each other; None compares their scores as they are.
    """

    paragraph: float = 1.0
    sentence: float = 1.0
    window: float = 1.0
    words: float = 0.7
    translated: float = 0.7
    gloss: float = 0.35
    kind: float = 0.02
    merging: Merging | None = None

    @classmethod
    @cache
    def shipped(cls) -> Weights:
        """The fitted weights that come with wuzhen."""
        kept = json.loads(FITTED.read_text(encoding="utf-8"))["weights"]
        return cls(**kept | {"merging": Merging(**kept["merging"])})
