"""Fits ``retrieval/weights.json``: what each part of a passage's score counts.

    python -m training.fit_ranking --corpus FOLDER [--out retrieval/weights.json]

Within a language: questions with their paragraphs (DRCD dev and CMRC 2018 trial for Chinese, SQuAD train sentences for
English). Across languages: passages of four translated sentences (NTREX news, TICO-19 medicine), asked for in the
other language by half the words of one sentence, which is about as much as a question says. None of it is an evaluation set. One
weight after the other takes the value with the best mean reciprocal rank over all sets, until nothing moves; it stays as it was
where that gains less than ``LEAST_GAIN``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from index.encoder import Encoder, open_encoder
from index.types import Language
from retrieval.evaluating import built, ranks, written
from retrieval.evaluation_collections import Asking, Collection, answered_by
from retrieval.measures import figures
from retrieval.weights import FITTED, Weights
from training.translated_texts import chinese_words, pairs, sources

SEED = 20220712
PARAGRAPHS, QUESTIONS = 200, 120
"""Of each set: a collection of a size people have, in a few minutes."""
WITHIN = ("qa_drcd_dev", "qa_cmrc2018_trial", "qa_nqg_squad_sent")
ACROSS = ("ntrex_hans", "tico19")
LINES = 4
LEAST_GAIN = 0.005
"""Of the mean over all sets' mean reciprocal ranks; chosen after one run, whose small gains it leaves aside."""
TRIED = {
    "words": (0.4, 0.55, 0.7, 0.85, 1.0, 1.2),
    "translated": (0.5, 0.7, 0.9, 1.1, 1.4, 1.7),
    "gloss": (0.0, 0.2, 0.35, 0.5, 0.75),
}
"""Values of each weight; those of the vectors stay 1, since only ratios matter and the three are alike."""


def within(path: Path) -> Collection:
    """Paragraphs of a set of questions, and questions they answer."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    chance = random.Random(SEED)
    distinct = sorted({" ".join(row["p"].split()) for row in rows})
    paragraphs = chance.sample(distinct, min(PARAGRAPHS, len(distinct)))
    numbers = {text: number for number, text in enumerate(paragraphs)}
    asked = [(row["q"], numbers[p]) for row in rows if (p := " ".join(row["p"].split())) in numbers]
    language: Language = "en" if "squad" in path.name else "zh"
    return _collection(
        path.name.partition(".")[0], paragraphs, language, chance.sample(asked, min(QUESTIONS, len(asked)))
    )


def across(corpus: Path, name: str) -> Iterator[Collection]:
    """Translated passages of each language, asked for in the other."""
    [source] = [source for source in sources(corpus) if source.name == name]
    lines = list(pairs(source))
    runs = [lines[at : at + LINES] for at in range(0, len(lines) - LINES, LINES)]
    chance = random.Random(SEED)
    runs = chance.sample(runs, min(PARAGRAPHS, len(runs)))
    asked = [(at, chance.choice(run)) for at, run in enumerate(runs)][:QUESTIONS]
    english = [(_half(one.split(), " ", chance), at) for at, (one, _) in asked]
    chinese = [(_half(chinese_words(other), "", chance), at) for at, (_, other) in asked]
    yield _collection(f"{name}-zh", ["".join(zh for _, zh in run) for run in runs], "en", english)
    yield _collection(f"{name}-en", [" ".join(en for en, _ in run) for run in runs], "zh", chinese)


def _half(words: Sequence[str], between: str, chance: random.Random) -> str:
    length = max(3, len(words) // 2)
    start = chance.randrange(max(1, len(words) - length + 1))
    return between.join(words[start : start + length])


def _collection(name: str, paragraphs: list[str], language: Language, asked: list[tuple[str, int]]) -> Collection:
    questions = [answered_by(text, number) for text, number in asked]
    return Collection(name, [Asking(name, language, questions)], paragraphs)


def fit(corpus: Path, encoder: Encoder, start: Weights) -> tuple[Weights, dict[str, float]]:
    """The weights, and the mean reciprocal rank of each set with them."""
    collections = [within(corpus / f"{name}.jsonl.gz") for name in WITHIN]
    collections += [collection for name in ACROSS for collection in across(corpus, name)]
    with tempfile.TemporaryDirectory() as folder:
        libraries = []
        for collection in collections:
            place = Path(folder) / collection.name
            place.mkdir()
            libraries.append(built(written(collection.paragraphs, place), place, encoder))
            print(f"{collection.name}: {len(collection.paragraphs)} paragraphs", flush=True)
        best, seen = start, dict[Weights, list[float]]()

        def measure(variants: list[Weights]) -> None:
            fresh = [one for one in dict.fromkeys(variants) if one not in seen]
            if not fresh:
                return
            rows = [
                ranks(library, encoder, collection, asking.questions, fresh)
                for library, collection in zip(libraries, collections, strict=True)
                for asking in collection.askings
            ]
            for at, one in enumerate(fresh):
                seen[one] = [figures(row[at])["MRR"] for row in rows]

        for _ in range(2):
            before = best
            for part, values in TRIED.items():
                variants = [best, *(replace(best, **{part: value}) for value in values)]
                measure(variants)
                likeliest = max(variants, key=lambda one: sum(seen[one]))
                if sum(seen[likeliest]) - sum(seen[best]) >= LEAST_GAIN * len(collections):
                    best = likeliest
                shown = {
                    value: round(sum(seen[replace(best, **{part: value})]) / len(collections), 4) for value in values
                }
                print(f"{part}: {shown}", flush=True)
            if best == before:
                break
        for library in libraries:
            library.close()
    return best, {one.name: round(value, 4) for one, value in zip(collections, seen[best], strict=True)}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FITTED)
    options = parser.parse_args()
    encoder = open_encoder()
    weights, found = fit(options.corpus, encoder, Weights.shipped())
    run = {"encoder": encoder.identity, "seed": SEED, "MRR": found}
    options.out.write_text(json.dumps({"weights": asdict(weights), "fitted": run}, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(asdict(weights)))


if __name__ == "__main__":
    main()
