"""Retrieval on sets in SQuAD v1.1 format: the distinct paragraphs are the collection, a question's own is the right one.

    python -m benchmarks.squad ../shared/eval/xquad-{en,zh}-dev.json

Every paragraph goes through the whole way of a document (file, reader, passages, units, SQLite, FAISS), every question
through the whole way of a question. Given two files with the same paragraphs in two languages, all four directions are
measured. Ties count against the system: the right paragraph must be strictly ahead.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.adding import add_file
from index.encoder import Encoder, open_encoder
from index.library import LocalLibrary
from retrieval.glossing import question_vector
from retrieval.lexicon import Lexicon
from retrieval.question import understand
from retrieval.retriever import Candidate, Retriever


@dataclass(frozen=True, slots=True)
class SquadSet:
    """Paragraphs, and questions with the number of the paragraph that answers them."""

    name: str
    paragraphs: list[str]
    questions: list[tuple[str, int]]

    @classmethod
    def load(cls, path: Path) -> SquadSet:
        """Read the JSON at ``path``."""
        paragraphs: list[str] = []
        questions: list[tuple[str, int]] = []
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                questions += [(qa["question"], len(paragraphs)) for qa in paragraph["qas"]]
                paragraphs.append(" ".join(paragraph["context"].split()))
        return cls(path.stem, paragraphs, questions)


def build(paragraphs: Iterable[str], folder: Path, encoder: Encoder) -> LocalLibrary:
    """A library with one document a paragraph: 0.txt, 1.txt and so on."""
    library = LocalLibrary.open(folder / "library")
    for number, paragraph in enumerate(paragraphs):
        path = folder / f"{number}.txt"
        path.write_text(paragraph + "\n", encoding="utf-8")
        add_file(library, encoder, path)
    library.sync_vectors()
    return library


def rank_of(right: int, candidates: list[Candidate]) -> int:
    """How many paragraphs are at least as good as the right one, itself included; a large number where it is missing."""
    scores: dict[int, float] = {}
    for candidate in candidates:
        scores.setdefault(int(candidate.passage.document.name.removesuffix(".txt")), candidate.score)
    if right not in scores:
        return 10_000
    return sum(score >= scores[right] for score in scores.values())


def ranks(
    library: LocalLibrary, encoder: Encoder, questions: list[tuple[str, int]]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The rank of each question's paragraph, from 1."""
    retriever = Retriever(library)
    found = []
    with library.reading():
        for text, right in questions:
            question = understand(text)
            vector = question_vector(encoder, question, Lexicon.shipped(), library.languages())
            found.append(rank_of(right, retriever.rank(question, vector)))
    return np.array(found)


def figures(found: np.ndarray[tuple[int], np.dtype[np.int64]]) -> dict[str, float]:
    """Recall@1, recall@5, MRR and nDCG@10 of ranks with one right paragraph each."""
    gain = np.where(found <= 10, 1 / np.log2(found + 1), 0)
    return {
        "recall@1": float((found <= 1).mean()),
        "recall@5": float((found <= 5).mean()),
        "MRR": float((1 / found).mean()),
        "nDCG@10": float(gain.mean()),
    }


def main() -> None:
    """Measure every pair of the given sets that has the same number of paragraphs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    sets = [SquadSet.load(path) for path in parser.parse_args().sets]
    encoder = open_encoder()
    print("| questions | paragraphs | recall@1 | recall@5 | MRR | nDCG@10 |\n|---|---|---|---|---|---|")
    for passages in sets:
        with tempfile.TemporaryDirectory() as folder:
            library = build(passages.paragraphs, Path(folder), encoder)
            for asked in sets:
                if len(asked.paragraphs) == len(passages.paragraphs):
                    row = figures(ranks(library, encoder, asked.questions)).values()
                    print(f"| {asked.name} | {passages.name} | " + " | ".join(f"{value:.3f}" for value in row) + " |")
            library.close()


if __name__ == "__main__":
    main()
