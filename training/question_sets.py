"""Sets of questions with their paragraphs, as the fitting programs read them."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

from retrieval.evaluation_sets import SquadSet


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a gzipped JSON-lines file: ``q`` a question, ``p`` its paragraph."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sampled(path: Path, paragraphs: int, questions: int, seed: int) -> SquadSet:
    """At most so many paragraphs of a set, and at most so many of the questions that they answer; the same ones every time."""
    found = rows(path)
    chance = random.Random(seed)
    distinct = sorted({_spaced(row["p"]) for row in found})
    kept = chance.sample(distinct, min(paragraphs, len(distinct)))
    numbers = {text: number for number, text in enumerate(kept)}
    asked = [(row["q"], numbers[text]) for row in found if (text := _spaced(row["p"])) in numbers]
    return SquadSet(path.name.partition(".")[0], kept, chance.sample(asked, min(questions, len(asked))))


def _spaced(text: str) -> str:
    return " ".join(text.split())
