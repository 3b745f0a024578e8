"""Fits ``retrieval/confidence.json``: how sure the ranking lets us be, per pair of languages.

    python -m training.fit_confidence --corpus FOLDER [--out retrieval/confidence.json]

Data: questions with their paragraphs from FOLDER (``qa_*.jsonl.gz``, named below; none of them is an evaluation set), and the
fitting half of the golden questions. Each question is judged twice: with its right passage in the collection, and with it taken
out; a question that names a year a third time, with another year. What a ranking shows is answerable when its first passage is
right. The threshold is set on the fitting half alone.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.golden import fitting_half, seed_library
from benchmarks.questions import Golden, golden
from benchmarks.squad import build
from index.encoder import Encoder, open_encoder
from index.library import LocalLibrary
from retrieval.confidence import FEATURES, PAIRS, WEIGHTS, features, pair_of
from retrieval.glossing import question_vector
from retrieval.lexicon import Lexicon
from retrieval.question import understand
from retrieval.renderings import renderings
from retrieval.retriever import Retriever
from retrieval.types import Candidate
from training.question_sets import sampled

SEED = 7
SETS = ("qa_drcd_dev", "qa_cmrc2018_trial", "qa_us_gov_covid_faq", "qa_nqg_squad_sent", "qa_doc_headings")
PARAGRAPHS, QUESTIONS = 150, 300
"""At most so many of each set: one collection of a size people have."""
GOLDEN_WEIGHT = 4.0
"""How much a golden question counts beside one of the sets: they are what people ask of documents."""
NOWHERE = -1
"""The paragraph of a question that none answers."""
RIDGE = 1.0
"""Pull of each pair's own weights towards those all pairs share."""
REFUSED = 0.05
"""Share of the fitting half's answerable questions that the threshold refuses: well under the .10 allowed on the other half."""


@dataclass(frozen=True, slots=True)
class Example:
    """What the judge sees of one ranking, and whether its first passage answers."""

    pair: str
    features: list[float]
    right: bool
    weight: float
    answerable: bool


def examples(
    text: str, candidates: list[Candidate], answers: Callable[[Candidate], bool], weight: float
) -> Iterator[Example]:
    """The ranking as it is, and as it would be without the right passages."""
    question = understand(text)
    others = [candidate for candidate in candidates if not answers(candidate)]
    for ranking, whole in ((candidates, True), (others, False)):
        if ranking:
            answerable = whole and len(others) < len(candidates)
            right = answers(ranking[0])
            yield Example(pair_of(question, ranking), features(question, ranking), right, weight, answerable)


def rankings(library: LocalLibrary, encoder: Encoder, texts: list[str]) -> Iterator[list[Candidate]]:
    """The ranking of each question."""
    retriever = Retriever(library)
    with library.reading():
        for text in texts:
            question = understand(text)
            rendered = renderings(text, Lexicon.shipped())
            vector = question_vector(encoder, question, rendered, library.languages())
            yield retriever.rank(question, vector, rendered)


def from_corpus(path: Path, encoder: Encoder) -> Iterator[Example]:
    """Examples of one set of questions and paragraphs."""
    found = sampled(path, PARAGRAPHS, QUESTIONS, SEED)
    asked = list(found.questions)
    asked += [(other, NOWHERE) for text, _ in asked if (other := in_another_year(text)) != text]
    with tempfile.TemporaryDirectory() as folder:
        library = build(found.paragraphs, Path(folder), encoder)
        for (text, number), ranking in zip(asked, rankings(library, encoder, [text for text, _ in asked]), strict=True):
            yield from examples(text, ranking, _from(number), 1.0)
        library.close()


def in_another_year(text: str) -> str:
    """The question about a year that its paragraph hardly has: three years earlier."""
    return re.sub(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", lambda year: str(int(year.group()) - 3), text)


def _from(number: int) -> Callable[[Candidate], bool]:
    return lambda candidate: candidate.passage.document.name == f"{number}.txt"


def _answering(question: Golden) -> Callable[[Candidate], bool]:
    return lambda candidate: question.answered_by(candidate.passage.text)


def from_golden(encoder: Encoder) -> Iterator[Example]:
    """Examples of the fitting half of the golden questions."""
    asked = fitting_half(golden())
    with tempfile.TemporaryDirectory() as folder:
        library = seed_library(Path(folder), encoder)
        texts = [(question.question, question) for question in asked]
        changed = [(in_another_year(text), replace(question, evidence=())) for text, question in texts]
        texts += [(text, question) for text, question in changed if text != question.question]
        for (text, question), ranking in zip(texts, rankings(library, encoder, [t for t, _ in texts]), strict=True):
            yield from examples(text, ranking, _answering(question), GOLDEN_WEIGHT)
        library.close()


def fit(data: list[Example]) -> dict[str, list[float]]:
    """Logistic regression on [x, x of the pair's own], ridge on the latter: weights of each pair, intercept first."""
    from sklearn.linear_model import LogisticRegression

    width = len(FEATURES) + 1
    rows = np.zeros((len(data), width * (1 + len(PAIRS))))
    for row, example in zip(rows, data, strict=True):
        x = np.array([1.0, *example.features])
        own = (1 + PAIRS.index(example.pair)) * width
        row[:width], row[own : own + width] = x * 3, x
    model = LogisticRegression(C=1 / RIDGE, fit_intercept=False, max_iter=5000)
    model.fit(rows, [example.right for example in data], [example.weight for example in data])
    shared, *own_weights = model.coef_[0].reshape(-1, width)
    return {pair: (shared * 3 + own).round(4).tolist() for pair, own in zip(PAIRS, own_weights, strict=True)}


def as_asked(data: list[Example]) -> list[Example]:
    """The answerable questions over the whole collection, whether their best passage is right or not."""
    return [example for example in data if example.answerable]


def judged(weights: dict[str, list[float]], data: list[Example]) -> NDArray[np.float64]:
    """Confidence of each example."""
    logits = np.array([np.dot(weights[example.pair], [1.0, *example.features]) for example in data])
    confidence: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
    return confidence


def even(weights: dict[str, list[float]], threshold: float) -> dict[str, list[float]]:
    """The same judge with its threshold at one half.

    The fitting data have as many wrong rankings as right ones or more; people mostly ask what their documents hold. Moving the
    intercept by the threshold's odds puts that prior right: an answer is given when it is more likely right than not.
    """
    moved = math.log(threshold / (1 - threshold))
    return {pair: [round(intercept - moved, 4), *rest] for pair, (intercept, *rest) in weights.items()}


def main() -> None:
    """Fit, set the threshold, write, and say how well the fitting data are told apart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    encoder = open_encoder()
    data: list[Example] = []
    for name in SETS:
        found = list(from_corpus(options.corpus / f"{name}.jsonl.gz", encoder))
        print(f"{name}: {len(found)} examples, {sum(example.right for example in found)} right")
        data += found
    own = list(from_golden(encoder))
    print(f"golden, fitting half: {len(own)} examples, {sum(example.right for example in own)} right")
    weights = fit(data + own)
    threshold = float(np.quantile(judged(weights, as_asked(own)), REFUSED).round(3))
    weights, threshold = even(weights, threshold), 0.5
    facts = {"features": list(FEATURES), "weights": weights, "threshold": threshold}
    options.out.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    for pair in PAIRS:
        part = [example for example in data + own if example.pair == pair]
        sure = judged(weights, part) >= threshold
        right = np.array([example.right for example in part])
        shares = [1 - sure[right].mean(), 1 - sure[~right].mean()]
        print(f"{pair}: {len(part)} examples; refused {shares[0]:.2f} of the right, {shares[1]:.2f} of the wrong")


if __name__ == "__main__":
    main()
