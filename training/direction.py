"""The direction of language: what tells the encoder's Chinese vectors from its English ones, whatever they say.

u = mean of Chinese vectors − mean of English vectors over translated pairs, at unit length. With u removed from questions
and passages alike, a sentence is no longer found for its script.

    python -m training.direction --pairs FOLDER [--pairs-per-source 1500] [--model FOLDER] [--out training/direction.txt]

FOLDER holds ``*.tsv.gz`` with one English–Chinese pair a line; SOURCES.tsv beside them says what each is (term lists are
left out).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.onnx_encoder import OnnxEncoder

SEED = 20240712
SHORTEST, LONGEST = 12, 600
"""English characters of a pair worth counting: no single words, no whole chapters."""


def pairs(folder: Path, per_source: int) -> Iterator[tuple[str, str]]:
    """English–Chinese sentences, at most ``per_source`` of each sentence source, the same ones every time."""
    with (folder / "SOURCES.tsv").open(encoding="utf-8") as file:
        sources = [row["source"] for row in csv.DictReader(file, delimiter="\t") if row["kind"].startswith("sentence")]
    for source in sources:
        with gzip.open(folder / f"{source}.tsv.gz", "rt", encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
        usable = [(row[0], row[1]) for row in rows if len(row) >= 2 and SHORTEST <= len(row[0]) <= LONGEST and row[1]]
        yield from random.Random(SEED).sample(usable, min(per_source, len(usable)))


def direction(encoder: OnnxEncoder, sentences: list[tuple[str, str]], batch: int = 512) -> NDArray[np.float32]:
    """Unit vector, shape (dimension,), of mean Chinese minus mean English passage vector."""
    total = np.zeros(encoder.dimension, np.float64)
    for start in range(0, len(sentences), batch):
        english, chinese = zip(*sentences[start : start + batch], strict=True)
        total += encoder.encode_passages(chinese).sum(axis=0) - encoder.encode_passages(english).sum(axis=0)
        print(f"\r{min(start + batch, len(sentences))}/{len(sentences)} pairs", end="", flush=True)
    print()
    unit: NDArray[np.float32] = (total / np.linalg.norm(total)).astype(np.float32)
    return unit


def main() -> None:
    """Compute the direction with a model whose graph still has it, and write it as text, one number a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--pairs-per-source", type=int, default=1500)
    parser.add_argument(
        "--model", type=Path, required=True, help="folder made by training.make_encoder --keep-direction"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "direction.txt")
    options = parser.parse_args()
    sentences = list(pairs(options.pairs, options.pairs_per_source))
    np.savetxt(options.out, direction(OnnxEncoder.load(options.model), sentences), fmt="%.8f")


if __name__ == "__main__":
    main()
