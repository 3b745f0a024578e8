"""Measures retrieval: whole sets of questions through the real pipeline, with all weights, each leg alone, each part left out.

Every paragraph goes through the whole way of a document (file, reader, passages, units, SQLite, FAISS), every question through
the whole way of a question. Ties count against the system: a right passage must be strictly ahead of a wrong one.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.adding import add_file
from index.encoder import Encoder
from index.library import LocalLibrary
from index.types import Language, OnProgress, Progress
from retrieval.evaluation_collections import Asked, Collection, document_name
from retrieval.glossing import question_vector
from retrieval.lexicon import Lexicon
from retrieval.measures import RESAMPLES, Figure, with_intervals
from retrieval.question import understand
from retrieval.renderings import renderings
from retrieval.retriever import RANKED, Retriever
from retrieval.types import Candidate
from retrieval.weights import Weights

PARTS = tuple(field.name for field in fields(Weights))
NUMBERS = PARTS[:-1]
"""All but the merging, which is no part of a passage's own score."""
LEGS: Mapping[str, tuple[str, ...]] = {
    "paragraph": ("paragraph",),
    "sentence": ("sentence",),
    "window": ("window",),
    "words": ("words", "translated"),
}
"""The parts that rank on their own. Words are one leg: which of its two weights counts, the passage's language decides."""

Figures = Mapping[str, Figure]
"""By measure."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one set's questions in one language over one collection; ``size`` is its paragraphs, or else passages.

    ``alone`` and ``left_out`` have the figures of each leg, of each part; ``left_out`` is empty where not asked for.
    """

    questions: str
    language: Language
    count: int
    passages: str
    languages: tuple[Language, ...]
    size: int
    whole: Figures
    alone: Mapping[str, Figures]
    left_out: Mapping[str, Figures]


def alone(weights: Weights, leg: str) -> Weights:
    """Only the parts of ``leg``; one that ``weights`` does without counts 1, so that there is something to see."""
    nothing = dict.fromkeys(NUMBERS, 0.0)
    return Weights(**nothing | {part: getattr(weights, part) or 1.0 for part in LEGS[leg]})


def left_out(weights: Weights, part: str) -> Weights:
    """``weights`` without ``part``; words that do not count do not count between languages either."""
    if part == "merging":
        return replace(weights, merging=None)
    merging = weights.merging
    if merging is not None and part in {"words", "translated"}:
        merging = replace(merging, **{part: 0.0})
    return replace(weights, merging=merging, **{part: 0.0})


def measured(
    collections: Iterable[Collection],
    encoder: Encoder,
    *,
    weights: Weights | None = None,
    ablation: bool = False,
    resamples: int = RESAMPLES,
    progress: OnProgress | None = None,
) -> Iterator[Measured]:
    """Build each collection in a folder of its own, gone afterwards, and ask it its questions."""
    weights = weights or Weights.shipped()
    variants = [weights, *(alone(weights, leg) for leg in LEGS)]
    variants += [left_out(weights, part) for part in PARTS if ablation]
    for collection in collections:
        with _built(collection, encoder, progress) as library:
            for asking in collection.askings:
                found = ranks(library, encoder, collection, asking.questions, variants, progress)
                whole, *others = (with_intervals(row, resamples) for row in found)
                yield Measured(
                    questions=asking.name,
                    language=asking.language,
                    count=len(asking.questions),
                    passages=collection.name,
                    languages=tuple(sorted(library.languages())),
                    size=len(collection.paragraphs) or library.totals()[0],
                    whole=whole,
                    alone=dict(zip(LEGS, others, strict=False)),
                    left_out=dict(zip(PARTS, others[len(LEGS) :], strict=False)),
                )


@contextmanager
def _built(collection: Collection, encoder: Encoder, progress: OnProgress | None) -> Iterator[LocalLibrary]:
    with tempfile.TemporaryDirectory(prefix="wuzhen-eval-") as folder:
        place = Path(folder)
        files = collection.files or written(collection.paragraphs, place)
        with closing(built(files, place, encoder, collection.name, progress)) as library:
            yield library


def written(paragraphs: Iterable[str], folder: Path) -> list[Path]:
    """A text file in ``folder`` for each paragraph: 0.txt, 1.txt and so on."""
    paths = []
    for number, paragraph in enumerate(paragraphs):
        paths.append(folder / document_name(number))
        paths[-1].write_text(paragraph + "\n", encoding="utf-8")
    return paths


def built(
    files: Sequence[Path], folder: Path, encoder: Encoder, name: str = "", progress: OnProgress | None = None
) -> LocalLibrary:
    """A library of ``files`` in ``folder``; progress counts files, under ``name``."""
    library = LocalLibrary.open(folder / "library")
    for done, path in enumerate(files):
        _report(progress, name, done, len(files))
        add_file(library, encoder, path)
    library.sync_vectors()
    _report(progress, name, len(files), len(files))
    return library


def _report(progress: OnProgress | None, name: str, done: int, total: int) -> None:
    if progress is not None:
        progress(Progress(name, done, total))


def ranks(
    library: LocalLibrary,
    encoder: Encoder,
    collection: Collection,
    asked: Sequence[Asked],
    variants: Sequence[Weights],
    progress: OnProgress | None = None,
) -> NDArray[np.float64]:
    """The rank of each question's right answer for each of ``variants``, shape (variants, questions), from 1 to infinity.

    Each question is encoded once for each weight of the gloss among the variants. Paragraphs that say the same are told
    apart where each is a document of its own, or the right one could stand behind another.
    """
    folded = bool(collection.files)
    retrievers = [(Retriever(library, weights, folded=folded), weights.gloss) for weights in variants]
    found = np.empty((len(variants), len(asked)))
    with library.reading():
        languages = library.languages()
        for at, one in enumerate(asked):
            question = understand(one.text)
            pulls = {gloss for _, gloss in retrievers}
            rendered = renderings(question.text, Lexicon.shipped())
            vectors = {p: question_vector(encoder, question, rendered, languages, p) for p in pulls}
            rankings = [retriever.rank(question, vectors[gloss], rendered) for retriever, gloss in retrievers]
            found[:, at] = [rank_of(one, ranking, collection) for ranking in rankings]
            _report(progress, f"{question.language} → {collection.name}", at + 1, len(asked))
    return found


def rank_of(asked: Asked, candidates: Sequence[Candidate], collection: Collection) -> float:
    """How many are at least as good as the best right one, itself included and other right ones not; infinite without one.

    A right one that is no better than the last of a full ranking counts as not found: what was cut off may be as good.
    """
    right, wrong = -math.inf, dict[int, float]()
    for candidate in candidates:
        if asked.left_out(candidate.passage):
            continue
        if asked.right(candidate.passage):
            right = max(right, candidate.score)
        else:
            unit = collection.unit(candidate.passage)
            wrong[unit] = max(wrong.get(unit, -math.inf), candidate.score)
    floor = min((candidate.score for candidate in candidates[RANKED - 1 :]), default=-math.inf)
    return 1.0 + sum(score >= right for score in wrong.values()) if right > floor else math.inf
