"""Fits how the best passages of both languages are held against each other (retrieval/merging.py).

    python -m training.fit_merging --corpus FOLDER [--out retrieval/weights.json]

Pools of passages with their translations: four sentences of news (NTREX) and of medicine (TICO-19), asked for by half the words
of one sentence; sections of documentation by their headings; laws by their names. And one of natural questions over Wikipedia
(DRCD, CMRC 2018 trial, SQuAD train sentences), which have their answer in their own language alone. Every question is asked
twice, with its own language's copy left out and with the other's; a logistic regression tells which language then holds the
answer from the first passages of both. None of it is an evaluation set.
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
from retrieval.evaluation_collections import document_name
from retrieval.glossing import question_vector
from retrieval.lexicon import Lexicon
from retrieval.question import understand
from retrieval.renderings import renderings
from retrieval.retriever import Retriever
from retrieval.types import Candidate
from retrieval.weights import FITTED, Merging, Weights
from training.fit_ranking import LINES, half
from training.question_sets import rows
from training.translated_texts import chinese_words, pairs, sources

SEED = 20220712
PASSAGES = 160
"""Of each pool, in each language."""
SENTENCES = ("ntrex_hans", "tico19")
SECTIONS = ("qa_doc_headings", "qa_taiwan_law_titles")
NATURAL: dict[Language, tuple[str, ...]] = {"en": ("qa_nqg_squad_sent",), "zh": ("qa_drcd_dev", "qa_cmrc2018_trial")}


@dataclass(frozen=True, slots=True)
class Pool:
    """Passages in both languages, and questions in each with the number of their passage.

    ``parallel``: passages of the same number say the same.
    """

    name: str
    passages: dict[Language, list[str]]
    questions: dict[Language, list[tuple[str, int]]]
    parallel: bool = True


def pools(corpus: Path) -> Iterator[Pool]:
    """All pools, the same every time."""
    for name in SENTENCES:
        yield _of_sentences(corpus, name)
    for name in SECTIONS:
        yield _of_sections(corpus, name)
    yield _natural(corpus)


def _of_sentences(corpus: Path, name: str) -> Pool:
    chance = random.Random(SEED)
    [source] = [one for one in sources(corpus) if one.name == name]
    lines = list(pairs(source))
    runs = chance.sample([lines[at : at + LINES] for at in range(0, len(lines) - LINES + 1, LINES)], PASSAGES)
    asked: dict[Language, list[tuple[str, int]]] = {"en": [], "zh": []}
    for number, run in enumerate(runs):
        for english, chinese in chance.sample(run, 2):
            asked["en"].append((half(english.split(), " ", chance), number))
            asked["zh"].append((half(chinese_words(chinese), "", chance), number))
    passages: dict[Language, list[str]] = {
        "en": [" ".join(en for en, _ in run) for run in runs],
        "zh": ["".join(zh for _, zh in run) for run in runs],
    }
    return Pool(name, passages, asked)


def _of_sections(corpus: Path, name: str) -> Pool:
    """Four rows that follow each other are one title and one text in both languages, crosswise."""
    lines = rows(corpus / f"{name}.jsonl.gz")
    fours = [{(row["lang_q"], row["lang_p"]): row for row in lines[at : at + 4]} for at in range(len(lines) - 3)]
    whole = [
        four
        for four in fours
        if len(four) == 4
        and four["en", "en"]["q"] == four["en", "zh"]["q"]
        and four["zh", "zh"]["p"] == four["en", "zh"]["p"]
        and four["en", "en"]["p"] == four["zh", "en"]["p"]
    ]
    distinct = list({four["en", "en"]["p"]: four for four in whole}.values())
    found = random.Random(SEED).sample(distinct, PASSAGES)
    passages: dict[Language, list[str]] = {"en": [], "zh": []}
    asked: dict[Language, list[tuple[str, int]]] = {"en": [], "zh": []}
    for number, four in enumerate(found):
        for language, texts in passages.items():
            texts.append(four[language, language]["p"])
            asked[language].append((four[language, language]["q"], number))
    return Pool(name, passages, asked)


def _natural(corpus: Path) -> Pool:
    chance = random.Random(SEED)
    passages: dict[Language, list[str]] = {"en": [], "zh": []}
    asked: dict[Language, list[tuple[str, int]]] = {"en": [], "zh": []}
    for language, names in NATURAL.items():
        for name in names:
            questions: dict[str, list[str]] = {}
            for row in rows(corpus / f"{name}.jsonl.gz"):
                questions.setdefault(row["p"], []).append(row["q"])
            for text in chance.sample(sorted(questions), PASSAGES // len(names)):
                asked[language].append((chance.choice(questions[text]), len(passages[language])))
                passages[language].append(text)
    return Pool("natural", passages, asked, parallel=False)


@dataclass(frozen=True, slots=True)
class Case:
    """The best passages of the question's own and the other language; ``other``: the answer is in the latter."""

    pool: str
    asked_in: Language
    other: bool
    numbers: tuple[float, float, float]


def cases(pool: Pool, encoder: Encoder, folder: Path, weights: Weights) -> Iterator[Case]:
    """Every question twice, as far as the best passage of the language that holds its answer is the right one."""
    texts = pool.passages["en"] + pool.passages["zh"]
    first = {"en": 0, "zh": len(pool.passages["en"])}
    library = built(written(texts, folder), folder, encoder)
    retriever = Retriever(library, weights)
    with library.reading():
        languages = library.languages()
        for own, questions in pool.questions.items():
            other: Language = "zh" if own == "en" else "en"
            for text, number in questions:
                question, rendered = understand(text), renderings(text, Lexicon.shipped())
                vector = question_vector(encoder, question, rendered, languages, weights.gloss)
                ranked = retriever.by_language(question, vector, rendered)
                names = {language: document_name(at + number) for language, at in first.items()}
                for holder in (own, other) if pool.parallel else (own,):
                    case = _case(ranked, own, other, holder, names, weights)
                    if case is not None:
                        yield Case(pool.name, own, holder == other, case)
    library.close()


def _case(
    ranked: dict[Language, list[Candidate]],
    own: Language,
    other: Language,
    holder: Language,
    names: dict[str, str],
    weights: Weights,
) -> tuple[float, float, float] | None:
    """The numbers of one case, or None where the best passage of ``holder`` is a wrong one."""
    left_out = names[other if holder == own else own]
    best = {
        language: next((one for one in ranked.get(language, []) if one.passage.document.name != left_out), None)
        for language in (own, other)
    }
    mine, its, held = best[own], best[other], best[holder]
    if mine is None or its is None or held is None or held.passage.document.name != names[holder]:
        return None
    return without_words(its, weights.translated) - without_words(mine, weights.words), -mine.coverage, its.coverage


def without_words(candidate: Candidate, weight: float) -> float:
    """A score without its word coverage, which counted ``weight``."""
    return candidate.score - weight * candidate.coverage


def fit(found: Sequence[Case], weights: Weights) -> tuple[Weights, dict[str, float]]:
    """The weights with those of merging, and how often they choose the right language, by pool, question and answer."""
    from sklearn.linear_model import LogisticRegression

    numbers: NDArray[np.float64] = np.array([case.numbers for case in found])
    other = np.array([case.other for case in found])
    # both kinds alike: nobody knows beforehand in which language an answer is, and wrong first passages leave fewer of one
    model = LogisticRegression(C=100, max_iter=2000, class_weight="balanced").fit(numbers, other)
    score, words, translated = model.coef_[0].tolist()
    fitted = replace(
        weights,
        merging=Merging(
            words=round(words / score, 2),
            translated=round(translated / score, 2),
            other=round(model.intercept_[0] / score, 3),
        ),
    )
    right = model.predict(numbers) == other
    shown = {}
    for key in sorted({(case.pool, case.asked_in, case.other) for case in found}):
        chosen = [(case.pool, case.asked_in, case.other) == key for case in found]
        shown[f"{key[0]} {key[1]} {'other' if key[2] else 'own'}"] = round(float(right[chosen].mean()), 3)
    return fitted, shown


def main() -> None:
    """Fit, and write the merging's weights beside the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FITTED)
    options = parser.parse_args()
    encoder, weights = open_encoder(), Weights.shipped()
    found: list[Case] = []
    for pool in pools(options.corpus):
        with tempfile.TemporaryDirectory(prefix="wuzhen-fit-") as folder:
            found += cases(pool, encoder, Path(folder), weights)
        print(f"{pool.name}: {len(found)} cases so far", flush=True)
    fitted, shown = fit(found, weights)
    facts = json.loads(FITTED.read_text(encoding="utf-8"))
    facts |= {"weights": asdict(fitted), "merging": {"encoder": encoder.identity, "seed": SEED, "right": shown}}
    options.out.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(asdict(fitted)), json.dumps(shown, indent=1), sep="\n")


if __name__ == "__main__":
    main()
