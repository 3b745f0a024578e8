"""Paragraph vectors alone on XQuAD, all four directions, for one or more encoders.

    python -m training.compare FOLDER_OF_SETS ENCODER…

An encoder is ``built-in``, a folder written by training.make_encoder, or any sentence-transformers model.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.squad import SquadSet, figures
from index.encoder import Encoder, open_encoder
from index.onnx_encoder import OnnxEncoder


def opened(name: str) -> Encoder:
    """The encoder called ``name``."""
    return OnnxEncoder.load(Path(name)) if (Path(name) / "encoder.json").exists() else open_encoder(name)


def row(encoder: Encoder, asked: SquadSet, passages: SquadSet) -> str:
    """Recall@1 / recall@5 of one direction."""
    products = (
        encoder.encode_questions([q for q, _ in asked.questions]) @ encoder.encode_passages(passages.paragraphs).T
    )
    right = np.array([number for _, number in asked.questions])
    own = products[np.arange(len(right)), right]
    found = figures((products >= own[:, None]).sum(axis=1))
    return f"{found['recall@1']:.3f} / {found['recall@5']:.3f}"


def main() -> None:
    """Print one line an encoder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("encoders", nargs="+")
    options = parser.parse_args()
    sets = {language: SquadSet.load(options.sets / f"xquad-{language}-dev.json") for language in ("en", "zh")}
    print("| encoder | en→en | en→zh | zh→en | zh→zh |\n|---|---|---|---|---|")
    for name in options.encoders:
        encoder = opened(name)
        cells = [row(encoder, sets[a], sets[b]) for a in sets for b in sets]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
