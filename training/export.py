"""The weights as one int8 ONNX graph: token ids in, token embeddings with the language direction removed out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from training.e5_file import E5File

if TYPE_CHECKING:
    import torch
    from transformers import BertModel

_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def bert(source: E5File, kept: Sequence[int]) -> BertModel:
    """The encoder as a float32 torch model whose vocabulary is the ``kept`` rows."""
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=source.hidden,
        num_hidden_layers=source.layers,
        num_attention_heads=source.heads,
        intermediate_size=source.feed_forward,
        max_position_embeddings=source.positions,
        layer_norm_eps=source.epsilon,
        pad_token_id=1,
        attn_implementation="eager",  # type: ignore[call-arg]  # taken by the base class
    )
    model = BertModel(config, add_pooling_layer=False)
    state = {name: torch.from_numpy(value) for name, value in _state(source, kept).items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or [name for name in missing if "position_ids" not in name and "token_type_ids" not in name]:
        raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")
    model.eval()  # type: ignore[no-untyped-call]
    return model


def _state(source: E5File, kept: Sequence[int]) -> dict[str, NDArray[np.float32]]:
    h, ff = source.hidden, source.feed_forward
    state = {
        "embeddings.word_embeddings.weight": source.weights("emb.word", source.rows, h)[list(kept)],
        "embeddings.position_embeddings.weight": source.weights("emb.pos", source.positions, h),
        "embeddings.token_type_embeddings.weight": source.weights("emb.type", 2, h),
        "embeddings.LayerNorm.weight": source.weights("emb.ln.w", h),
        "embeddings.LayerNorm.bias": source.weights("emb.ln.b", h),
    }
    shapes = {"fi": (ff, h), "fo": (h, ff), "aln": (h,), "oln": (h,)}
    for layer in range(source.layers):
        for short, name in _PARTS.items():
            shape = shapes.get(short, (h, h))
            prefix = f"encoder.layer.{layer}.{name}"
            state[f"{prefix}.weight"] = source.weights(f"l{layer}.{short}.w", *shape)
            state[f"{prefix}.bias"] = source.weights(f"l{layer}.{short}.b", shape[0])
    return state


def to_onnx(model: BertModel, direction: NDArray[np.float32], path: Path) -> None:
    """Write the int8 graph to ``path``; ``direction`` is a unit vector of the hidden size, or zeros to keep everything.

    Removing the direction u from each token (t − (t·u)u) removes it from their mean as well, so pooling stays plain.
    """
    import torch

    plain = path.with_suffix(".float.onnx")
    example = torch.ones(2, 8, dtype=torch.int64)
    batch = {0: "batch", 1: "tokens"}
    with torch.no_grad():
        torch.onnx.export(
            _without(model, direction),
            (example, example),
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["token_embeddings"],
            dynamic_axes={"input_ids": batch, "attention_mask": batch, "token_embeddings": batch},
            opset_version=17,
            dynamo=False,
        )
    _quantise(plain, path, model.config.num_attention_heads, model.config.hidden_size)
    plain.unlink()


def _quantise(plain: Path, path: Path, heads: int, hidden: int) -> None:
    """Fuse attention and layer norms, then int8 weights per channel: the fused graph loads in half the time."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    fused = path.with_suffix(".fused.onnx")
    optimize_model(str(plain), model_type="bert", num_heads=heads, hidden_size=hidden, opt_level=0).save_model_to_file(
        str(fused)
    )
    # fused operators are of another domain, where shape inference cannot tell the type of what they return
    types = {"DefaultTensorType": TensorProto.FLOAT}
    quantize_dynamic(fused, path, weight_type=QuantType.QInt8, per_channel=True, extra_options=types)
    fused.unlink()


def _without(model: BertModel, direction: NDArray[np.float32]) -> torch.nn.Module:
    import torch

    class WithoutDirection(torch.nn.Module):
        """The encoder with one direction taken out of every token."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model
            self.direction = torch.nn.Parameter(torch.from_numpy(direction.reshape(-1, 1)), requires_grad=False)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            tokens: torch.Tensor = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            return tokens - (tokens @ self.direction) * self.direction.squeeze(-1)

    return WithoutDirection()
