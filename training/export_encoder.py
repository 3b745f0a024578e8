"""Writes a trained encoder as the product ships it: int8 ONNX per channel in a sentence-transformers folder, with its card.

    python -m training.export_encoder --run RUN --out FOLDER

RUN is what training.train_encoder left; the card holds the run's own settings and figures. FOLDER changes only when all is done.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np

from training import export, folder
from training.make_encoder import DIRECTION

_SECTION = """
## Trained

On translated passages by `python -m training.train_encoder`, all settings: `{settings}`.
Recall@1 on held-out passages of both languages at once, question language first:

| step | {names} |
|---|{rules}|
{rows}
"""


class RunError(Exception):
    """A run that cannot be exported; the text is the line a person reads."""


def section(run: Path) -> str:
    """The card's words about a run, from its ``run.json`` and ``log.csv``: every evaluation's figures.

    Raises ``RunError`` where the run left none.
    """
    if not (run / "log.csv").is_file() or not (run / "trained").is_dir():
        raise RunError(
            f"{run} is not a finished run. Next: python -m training.train_encoder --out {run} --pairs FOLDER"
        )
    settings = json.loads((run / "run.json").read_text(encoding="utf-8"))
    with (run / "log.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row.get("eval_mean")]
    names = sorted({name for row in found for name in row if name.startswith("eval_") and "-" in name})
    return _SECTION.format(
        settings=json.dumps(settings),
        names=" | ".join(name.removeprefix("eval_") for name in names),
        rules="---|" * (len(names) - 1) + "---",
        rows="\n".join(
            f"| {row['step']} | " + " | ".join(f"{float(row[name]):.3f}" for name in names) + " |" for row in found
        ),
    )


def make(run: Path, out: Path) -> None:
    """Export the run's model to ``out``."""
    from transformers import AutoModel

    about = section(run)
    source = run / "trained"
    transformer = next(
        path.parent for path in sorted(source.rglob("config.json")) if (path.parent / "tokenizer.json").exists()
    )
    model = AutoModel.from_pretrained(transformer, attn_implementation="eager", add_pooling_layer=False)
    model.eval()
    with tempfile.TemporaryDirectory(dir=out.parent) as place:
        made = Path(place) / "made"
        made.mkdir()
        shutil.copy(transformer / "tokenizer.json", made / "tokenizer.json")
        export.to_onnx(model, np.loadtxt(DIRECTION).astype(np.float32), made / "model.onnx")
        folder.write(made, hidden=model.config.hidden_size, pieces=model.config.vocab_size, about=about)
        if out.exists():
            shutil.rmtree(out)
        made.rename(out)


def main() -> int:
    """Read the options and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    try:
        make(options.run, options.out)
    except RunError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
