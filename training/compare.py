"""Vectors alone: how well an encoder's paragraphs, best sentences and best windows find the right one.

    python -m training.compare --sets ../shared/eval ENCODER…        # XQuAD dev, all four directions
    python -m training.compare --corpus ../shared/corpus ENCODER…    # sets that are no test sets: what a run is chosen by

An encoder is ``built-in``, a folder of training.make_encoder or training.export_encoder, or a sentence-transformers model.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.squad import SquadSet, figures
from index.encoder import Encoder, open_encoder
from index.onnx_encoder import OnnxEncoder
from index.sentences import sentences
from index.split import windows
from index.units import sentence_count, units_of
from training.question_sets import sampled
from training.translated_passages import HELD_OUT, SEED, held_out
from training.translated_texts import sources

WITHIN = ("qa_drcd_dev", "qa_cmrc2018_trial", "qa_nqg_squad_sent")
ACROSS = (("ntrex_hans", 4), ("tico19", 4))
"""Held-out translations and lines of a passage."""
PARAGRAPHS, QUESTIONS = 120, 300
"""Most of each set: a minute an encoder."""


def opened(name: str) -> Encoder:
    """The encoder called ``name``."""
    return OnnxEncoder.load(Path(name)) if (Path(name) / "encoder.json").exists() else open_encoder(name)


def of_squad(folder: Path) -> Iterator[SquadSet]:
    """XQuAD in its four directions."""
    sets = {language: SquadSet.load(folder / f"xquad-{language}-dev.json") for language in ("en", "zh")}
    for asked, questions in sets.items():
        for held, passages in sets.items():
            yield SquadSet(f"{asked}→{held}", passages.paragraphs, questions.questions)


def of_corpus(folder: Path) -> Iterator[SquadSet]:
    """Questions within a language, and sentences of held-out translations asked of both languages' passages."""
    for name in WITHIN:
        yield sampled(folder / f"{name}.jsonl.gz", PARAGRAPHS, QUESTIONS, SEED)
    sets = sources(folder)
    for name, lines in ACROSS:
        assert name in HELD_OUT
        found_pairs = held_out(sets, name, lines)[:PARAGRAPHS]
        for asked_in in ("en", "zh"):
            for held_in in ("en", "zh"):
                questions = [(getattr(one, f"question_{asked_in}"), at) for at, one in enumerate(found_pairs)]
                paragraphs = [getattr(one, f"passage_{held_in}") for one in found_pairs]
                yield SquadSet(f"{name} {asked_in}→{held_in}", paragraphs, questions)


@dataclass(frozen=True, slots=True)
class Units:
    """Vectors of all units of some paragraphs; of each paragraph where its units start and how many they are."""

    vectors: NDArray[np.float32]
    places: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, paragraphs: Sequence[str], encoder: Encoder) -> Units:
        """Encode them."""
        texts: list[str] = []
        places = []
        for text in paragraphs:
            spans = sentences(text)
            units = units_of(text, "", spans, windows(spans))
            places.append((len(texts), len(units)))
            texts += units
        return cls(encoder.encode_passages(texts), places)

    def products(self, asked: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
        """Inner products, shape (questions, paragraphs), with the paragraph, its best sentence, its best window; their sum."""
        every = asked @ self.vectors.T
        paragraph = every[:, [start for start, _ in self.places]]
        sentence, window = paragraph.copy(), paragraph.copy()
        for at, (start, units) in enumerate(self.places):
            first, second = start + 1, start + 1 + sentence_count(units)
            if second > first:
                sentence[:, at] = every[:, first:second].max(axis=1)
            if start + units > second:
                window[:, at] = every[:, second : start + units].max(axis=1)
        yield from (paragraph, sentence, window, paragraph + sentence + window)


def row(encoder: Encoder, search: SquadSet, units: Units) -> list[float]:
    """Recall@1 of each granularity; a tie counts against the right paragraph."""
    right = np.array([number for _, number in search.questions])
    found = []
    for products in units.products(encoder.encode_questions([text for text, _ in search.questions])):
        own = products[np.arange(len(right)), right]
        found.append(figures((products >= own[:, None]).sum(axis=1))["recall@1"])
    return found


def main() -> None:
    """Print a table an encoder, a line a set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--sets", type=Path)
    where.add_argument("--corpus", type=Path)
    parser.add_argument("encoders", nargs="+")
    options = parser.parse_args()
    searches = list(of_squad(options.sets) if options.sets else of_corpus(options.corpus))
    for name in options.encoders:
        encoder = opened(name)
        print(f"\n| {name}, recall@1 | paragraph | sentence | window | all |\n|---|---|---|---|---|")
        found: list[list[float]] = []
        units: dict[tuple[str, ...], Units] = {}
        for search in searches:
            paragraphs = tuple(search.paragraphs)
            if paragraphs not in units:
                units[paragraphs] = Units.of(paragraphs, encoder)
            found.append(row(encoder, search, units[paragraphs]))
            print(f"| {search.name} | " + " | ".join(f"{value:.3f}" for value in found[-1]) + " |", flush=True)
        print("| mean | " + " | ".join(f"{value:.4f}" for value in np.mean(found, axis=0)) + " |", flush=True)


if __name__ == "__main__":
    main()
