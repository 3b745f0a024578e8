"""Trains the upper layers of the base encoder on translated passages, in the background, to be resumed where it was cut off.

    python -m training.train_encoder --pairs FOLDER --out RUN [--cache FOLDER] [--steps 500] [--threads 2]

RUN holds checkpoints, ``log.csv`` (loss and evaluation by step), ``log.png``, ``run.json`` (its settings) and at the end
``trained/``, a sentence-transformers model in torch that training.export_encoder writes as int8. The same command again goes on
from the last checkpoint. CUDA where there is one; bfloat16 where the processor multiplies it, else float32 (without AVX-512
bfloat16 is emulated, a hundred times slower); the seed is fixed.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from training.translated_passages import SEED, Example, examples, held_out, of_like_length
from training.translated_texts import Source, SourceError, sources

if TYPE_CHECKING:
    from datasets import Dataset
    from sentence_transformers import SentenceTransformer, SentenceTransformerTrainingArguments
    from sentence_transformers.base.sampler import DefaultBatchSampler
    from sentence_transformers.sentence_transformer.evaluation import SentenceEvaluator

LEARNING_RATE = 3e-5
BATCH = 32
TRAINED_LAYERS = range(6, 12)
"""Upper half: the lower ones need no backward pass then, which saves a third of the time."""
EVERY = 50
"""Steps between checkpoints and evaluations."""
PROMPTS = {
    "question_en": "query: ",
    "question_zh": "query: ",
    "passage_en": "passage: ",
    "passage_zh": "passage: ",
}
EVALUATED = (("ntrex_hans", 1, 300), ("tico19", 4, 200))
"""Held-out sources, lines of a passage and most passages: recall@1 over both languages' passages at once."""


def dataset(found: list[Example]) -> Dataset:
    """The examples as columns, in the order that the loss takes them."""
    from datasets import Dataset

    return Dataset.from_dict({name: [getattr(example, name) for example in found] for name in PROMPTS})


def trainable(base: Path) -> SentenceTransformer:
    """The base with everything frozen but its upper layers.

    Without dropout: its noise in a similarity is as large as the changes that the loss is to hold.
    """
    from sentence_transformers import SentenceTransformer
    from torch.nn import Dropout

    model = SentenceTransformer(str(base), device="cpu")
    model.requires_grad_(False)
    for module in model.modules():
        if isinstance(module, Dropout):
            module.p = 0.0
    for layer in TRAINED_LAYERS:
        model[0].get_submodule(f"auto_model.encoder.layer.{layer}").requires_grad_(True)
    return model


def recall(model: SentenceTransformer, found: list[Example]) -> dict[str, float]:
    """Recall@1 in each of four directions, the passages of both languages being candidates but for the own copy."""
    import torch

    vectors = {
        name: model.encode(
            [getattr(example, name) for example in found], prompt=PROMPTS[name], convert_to_tensor=True, batch_size=32
        ).float()
        for name in PROMPTS
    }
    right = torch.arange(len(found), device=vectors["question_en"].device)
    figures = {}
    for asked in ("en", "zh"):
        for held in ("en", "zh"):
            other = "zh" if held == "en" else "en"
            own = vectors[f"question_{asked}"] @ vectors[f"passage_{held}"].T
            rest = vectors[f"question_{asked}"] @ vectors[f"passage_{other}"].T
            best = rest.masked_fill(torch.eye(len(found), dtype=torch.bool, device=rest.device), -1).max(dim=1).values
            score = own[right, right]
            beaten = (own >= score[:, None]).sum(dim=1) == 1
            figures[f"{asked}-{held}"] = float((beaten & (best < score)).float().mean())
    return figures


def evaluator(sets: list[Source]) -> SentenceEvaluator:
    """An evaluator for the trainer: mean recall@1 of all directions and sources, and each of them."""
    from sentence_transformers.sentence_transformer.evaluation import SentenceEvaluator

    kept = {f"{name}-{lines}": held_out(sets, name, lines)[:most] for name, lines, most in EVALUATED}

    class Recall(SentenceEvaluator):
        """Recall@1 on what is held out."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.primary_metric = "mean"

        def __call__(  # type: ignore[override]  # the base's own models are all of one class here
            self, model: SentenceTransformer, *_: object, **__: object
        ) -> dict[str, float]:
            found = {f"{name}-{way}": value for name, one in kept.items() for way, value in recall(model, one).items()}
            return {"mean": sum(found.values()) / len(found), **found}

    return Recall()


def in_order(dataset: Dataset, batch_size: int, drop_last: bool, **_: object) -> DefaultBatchSampler:
    """Batches as ``of_like_length`` arranged them."""
    from sentence_transformers.base.sampler import DefaultBatchSampler
    from torch.utils.data import SequentialSampler

    return DefaultBatchSampler(SequentialSampler(dataset), batch_size=batch_size, drop_last=drop_last)


def _arguments(out: Path, steps: int, rate: float) -> SentenceTransformerTrainingArguments:
    """The trainer's settings."""
    import torch
    from sentence_transformers import SentenceTransformerTrainingArguments

    cuda = torch.cuda.is_available()
    return SentenceTransformerTrainingArguments(
        output_dir=str(out),
        max_steps=steps,
        per_device_train_batch_size=BATCH,
        learning_rate=rate,
        lr_scheduler_type="cosine",
        warmup_steps=steps // 20,
        bf16=cuda or torch.cpu._is_avx512_bf16_supported(),
        use_cpu=not cuda,
        batch_sampler=in_order,
        seed=SEED,
        data_seed=SEED,
        prompts=PROMPTS,
        logging_steps=10,
        save_steps=EVERY,
        save_total_limit=2,
        eval_strategy="steps",
        eval_steps=EVERY,
        report_to="none",
        disable_tqdm=not sys.stderr.isatty(),
    )


def train(pairs: Path, out: Path, base: Path, options: argparse.Namespace) -> None:
    """Train to the end, from the last checkpoint of ``out`` where there is one."""
    import torch
    from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer

    from training.losses import HOLD, AcrossLanguages

    torch.set_num_threads(options.threads)
    sets = sources(pairs)
    found = examples(sets, options.per_source)
    student = trainable(base)
    frozen = SentenceTransformer(str(base), device="cuda" if torch.cuda.is_available() else "cpu")
    trainer = SentenceTransformerTrainer(
        model=student,
        args=_arguments(out, options.steps, options.rate),
        train_dataset=dataset(of_like_length(found, BATCH)),
        loss=AcrossLanguages(student, frozen),
        evaluator=evaluator(sets),
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / "run.json").write_text(
        json.dumps({**_settings(options), "examples": len(found), "hold": HOLD}, indent=2) + "\n"
    )
    trainer.train(resume_from_checkpoint=any(out.glob("checkpoint-*")))
    _log(trainer.state.log_history, out)
    student.save(str(out / "trained"))


def _settings(options: argparse.Namespace) -> dict[str, object]:
    kept = {name: value for name, value in vars(options).items() if not isinstance(value, Path)}
    return {**kept, "layers": list(TRAINED_LAYERS), "batch": BATCH, "seed": SEED}


def _log(history: list[dict[str, float]], out: Path) -> None:
    """Write every logged figure as CSV, and loss and mean recall as a plot."""
    columns = ["step", *sorted({name for row in history for name in row} - {"step"})]
    with (out / "log.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(history)
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4))
    for place, name in enumerate(("loss", "eval_mean"), 1):
        axes = figure.add_subplot(1, 2, place)
        axes.plot(*zip(*((row["step"], row[name]) for row in history if name in row), strict=True))
        axes.set(xlabel="step", ylabel=name)
    figure.tight_layout()
    figure.savefig(out / "log.png")


def main() -> int:
    """Make the base where it is missing, then train."""
    from training.torch_encoder import write_base

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "wuzhen-training")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--rate", type=float, default=LEARNING_RATE)
    parser.add_argument("--per-source", type=int, default=3000)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    base = options.cache / "torch"
    if not (base / "modules.json").exists():
        write_base(base, options.cache)
    try:
        train(options.pairs, options.out, base, options)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
