"""Fits ``retrieval/weights.json``: what each part of a passage's score counts.

    python -m training.fit_ranking --corpus FOLDER [--out retrieval/weights.json]

Within a language: questions with their paragraphs (DRCD dev and CMRC 2018 trial for Chinese, SQuAD train sentences for
English). Across languages: passages of four translated sentences (NTREX news, TICO-19 medicine), asked for in the
other language by half the words of one sentence, which is about as much as a question says. None of it is an evaluation set.

The weights are those under which the right passages are likeliest among the candidates, as a conditional logit has it (McFadden
1974): one convex problem, every set counting alike. Only ratios rank, so the vectors' three weights are made to sum to 3. The
weights of words stay as they are, and that of the gloss, which is part of no sum since it changes the vectors.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, open_encoder
from index.types import Language
from retrieval.evaluating import built, written
from retrieval.evaluation_collections import Asking, Collection, answered_by
from retrieval.glossing import question_vector
from retrieval.lexicon import Lexicon
from retrieval.question import understand
from retrieval.renderings import renderings
from retrieval.retriever import Retriever
from retrieval.types import Candidate, Question
from retrieval.weights import FITTED, Weights
from training.question_sets import sampled
from training.translated_texts import chinese_words, pairs, sources

SEED = 20220712
PARAGRAPHS, QUESTIONS = 200, 300
"""Of each set: a collection of a size people have, in a few minutes."""
WITHIN = ("qa_drcd_dev", "qa_cmrc2018_trial", "qa_nqg_squad_sent")
ACROSS = ("ntrex_hans", "tico19")
LINES = 4
SMOOTH = 1e-3
"""Of the squared weights: enough that a part that says nothing stays near 0."""
PARTS = ("paragraph", "sentence", "window", "kind", "words", "translated")
FITTED_PARTS = 4
"""The first of them. Words keep theirs: left free they went to 1.4 and 2.0 with no set's mean reciprocal rank a hundredth better,
for a likelihood also rewards being surer of what is in order already, and where questions share most words with their paragraph
as in these sets nothing makes surer than words."""


def within(path: Path) -> Collection:
    """Paragraphs of a set of questions, and questions they answer."""
    found = sampled(path, PARAGRAPHS, QUESTIONS, SEED)
    return _collection(found.name, found.paragraphs, "en" if "squad" in found.name else "zh", found.questions)


def across(corpus: Path, name: str) -> Iterator[Collection]:
    """Translated passages of each language, asked for in the other."""
    [source] = [source for source in sources(corpus) if source.name == name]
    lines = list(pairs(source))
    runs = [lines[at : at + LINES] for at in range(0, len(lines) - LINES, LINES)]
    chance = random.Random(SEED)
    runs = chance.sample(runs, min(PARAGRAPHS, len(runs)))
    asked = [(at, one) for at, run in enumerate(runs) for one in chance.sample(run, 2)][:QUESTIONS]
    english = [(half(one.split(), " ", chance), at) for at, (one, _) in asked]
    chinese = [(half(chinese_words(other), "", chance), at) for at, (_, other) in asked]
    yield _collection(f"{name}-zh", ["".join(zh for _, zh in run) for run in runs], "en", english)
    yield _collection(f"{name}-en", [" ".join(en for en, _ in run) for run in runs], "zh", chinese)


def half(words: Sequence[str], between: str, chance: random.Random) -> str:
    """Half of ``words``, at least three, somewhere in their middle, with ``between`` between them."""
    length = max(3, len(words) // 2)
    start = chance.randrange(max(1, len(words) - length + 1))
    return between.join(words[start : start + length])


def _collection(name: str, paragraphs: list[str], language: Language, asked: list[tuple[str, int]]) -> Collection:
    questions = [answered_by(text, number) for text, number in asked]
    return Collection(name, [Asking(name, language, questions)], paragraphs)


@dataclass(frozen=True, slots=True)
class Choices:
    """One set: the parts of each question's candidates, shape (candidates, parts), and which of them is the right one."""

    name: str
    parts: list[NDArray[np.float64]]
    right: list[int]
    asked: int


def choices(collection: Collection, encoder: Encoder, folder: Path, weights: Weights) -> Choices:
    """What ``weights`` rank for every question of a collection; those whose right passage they miss say nothing."""
    library = built(written(collection.paragraphs, folder), folder, encoder)
    retriever = Retriever(library, weights)
    parts, right = [], []
    [asking] = collection.askings
    with library.reading():
        for one in asking.questions:
            question, rendered = understand(one.text), renderings(one.text, Lexicon.shipped())
            vector = question_vector(encoder, question, rendered, library.languages(), weights.gloss)
            ranking = retriever.rank(question, vector, rendered)
            places = [at for at, candidate in enumerate(ranking) if one.right(candidate.passage)]
            if places:
                parts.append(np.array([parts_of(question, candidate) for candidate in ranking]))
                right.append(places[0])
    library.close()
    return Choices(collection.name, parts, right, len(asking.questions))


def parts_of(question: Question, candidate: Candidate) -> list[float]:
    """One number for each of ``PARTS``."""
    own = candidate.passage.language == question.language
    typed = question.kind in {"when", "how many"}
    return [
        candidate.paragraph,
        candidate.best_sentence,
        candidate.best_window,
        float(typed and candidate.fits),
        candidate.coverage if own else 0.0,
        0.0 if own else candidate.coverage,
    ]


def likeliest(sets: Sequence[Choices], start: Weights) -> Weights:
    """The weights of the conditional logit over all sets; words count against the vectors as they do in ``start``."""
    from scipy.optimize import minimize

    before = np.array([getattr(start, name) for name in PARTS])
    words = before / before[:3].sum() * (np.arange(len(PARTS)) >= FITTED_PARTS)
    # the last columns in terms of the first three: whatever those sum to, words keep their share beside them
    basis = np.eye(len(PARTS))[:FITTED_PARTS] + np.outer([1, 1, 1, 0], words)

    def loss(free: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = free @ basis
        value, slope = SMOOTH * float(weights @ weights), 2 * SMOOTH * weights
        for one in sets:
            for parts, right in zip(one.parts, one.right, strict=True):
                score = parts @ weights
                chance = np.exp(score - score.max())
                chance /= chance.sum()
                value -= float(np.log(chance[right])) / len(one.parts) / len(sets)
                slope += (chance @ parts - parts[right]) / len(one.parts) / len(sets)
        return value, basis @ slope

    free = minimize(loss, 20 * before[:FITTED_PARTS], jac=True, method="L-BFGS-B", bounds=[(0, None)] * FITTED_PARTS).x
    found = free * 3 / free[:3].sum()
    scaled = {name: round(float(value), 2) for name, value in zip(PARTS, found, strict=False)}
    return replace(start, **scaled)  # type: ignore[arg-type]  # those parts are numbers


def reciprocal_rank(choices: Choices, weights: Weights) -> float:
    """Mean reciprocal rank of one set; a tie counts against the right passage."""
    numbers = np.array([getattr(weights, name) for name in PARTS])
    found = [
        1 / ((parts @ numbers) >= (parts @ numbers)[right]).sum()
        for parts, right in zip(choices.parts, choices.right, strict=True)
    ]
    return float(sum(found)) / choices.asked


def fit(corpus: Path, encoder: Encoder, start: Weights) -> tuple[Weights, dict[str, float]]:
    """The weights, and the mean reciprocal rank of each set with them."""
    collections = [within(corpus / f"{name}.jsonl.gz") for name in WITHIN]
    collections += [collection for name in ACROSS for collection in across(corpus, name)]
    sets = []
    for collection in collections:
        with tempfile.TemporaryDirectory(prefix="wuzhen-fit-") as folder:
            sets.append(choices(collection, encoder, Path(folder), start))
        print(f"{collection.name}: {len(sets[-1].parts)} of {sets[-1].asked} questions", flush=True)
    best = likeliest(sets, start)
    shown = {one.name: (reciprocal_rank(one, start), reciprocal_rank(one, best)) for one in sets}
    for name, (before, after) in shown.items():
        print(f"{name}: MRR {before:.4f} before, {after:.4f} now", flush=True)
    return best, {name: round(after, 4) for name, (_, after) in shown.items()}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FITTED)
    options = parser.parse_args()
    encoder = open_encoder()
    weights, found = fit(options.corpus, encoder, Weights.shipped())
    facts = json.loads(FITTED.read_text(encoding="utf-8"))
    facts |= {"weights": asdict(weights), "fitted": {"encoder": encoder.identity, "seed": SEED, "MRR": found}}
    options.out.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(asdict(weights)))


if __name__ == "__main__":
    main()
