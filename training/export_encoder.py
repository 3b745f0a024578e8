"""Writes a trained encoder as the product ships it: int8 ONNX per channel in a sentence-transformers folder, with its card.

    python -m training.export_encoder --run RUN --out FOLDER [--share 0.7 --base CACHE/torch]

With a share the weights lie that far on the way from the base to the run's (Wortsman et al. 2022, Robust fine-tuning of
zero-shot models): most of what is new is kept, and most of what the base did better comes back.
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
from typing import TYPE_CHECKING

import numpy as np

from training import export, folder
from training.make_encoder import DIRECTION

if TYPE_CHECKING:
    from transformers import BertModel

_SECTION = """
## Trained

On translated passages by `python -m training.train_encoder`, all settings: `{settings}`.
Recall@1 on held-out passages of both languages at once, question language first:

| step | {names} |
|---|{rules}|
{rows}
"""

_BETWEEN = """
The weights lie at {share} of the way from the base's to the run's (Wortsman et al. 2022).
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


def transformer_of(model: Path) -> Path:
    """The folder of the transformer in a saved sentence-transformers model."""
    return next(path.parent for path in sorted(model.rglob("config.json")) if (path.parent / "tokenizer.json").exists())


def between(base: BertModel, trained: BertModel, share: float) -> None:
    """Move the weights of ``trained`` to ``share`` of the way from ``base``'s."""
    state = base.state_dict()
    trained.load_state_dict(
        {
            name: state[name].lerp(own, share) if own.is_floating_point() else own
            for name, own in trained.state_dict().items()
        }
    )


def make(run: Path, out: Path, share: float = 1.0, base: Path | None = None) -> None:
    """Export the run's model to ``out``, or what lies at ``share`` between ``base`` and it."""
    from transformers import AutoModel

    about = section(run)
    transformer = transformer_of(run / "trained")
    model = AutoModel.from_pretrained(transformer, attn_implementation="eager", add_pooling_layer=False)
    if base is not None:
        between(AutoModel.from_pretrained(transformer_of(base), add_pooling_layer=False), model, share)
        about += _BETWEEN.format(share=share)
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
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--base", type=Path, help="the base in torch; needed with a share")
    options = parser.parse_args()
    if options.share != 1.0 and options.base is None:
        parser.error("--share needs --base, the folder `torch` in the cache of training.train_encoder")
    try:
        make(options.run, options.out, options.share, options.base)
    except RunError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
