"""Sets in SQuAD format for what is measured and fitted here; the figures themselves come from ``wuzhen eval --squad``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.encoder import Encoder
from index.library import LocalLibrary
from retrieval.evaluating import built, written
from retrieval.evaluation_sets import SquadSet
from retrieval.measures import figures

__all__ = ["SquadSet", "build", "figures"]


def build(paragraphs: Iterable[str], folder: Path, encoder: Encoder) -> LocalLibrary:
    """A library with one document a paragraph: 0.txt, 1.txt and so on."""
    return built(written(paragraphs, folder), folder, encoder)
