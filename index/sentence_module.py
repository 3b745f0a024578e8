"""The built-in encoder's graph as a sentence-transformers module, so that ``index/model`` is a genuine folder of that library.

Imported by sentence-transformers alone (modules.json names it); wuzhen itself runs ``onnx_encoder`` and never comes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

from index.onnx_encoder import open_session

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"


class OnnxTransformer(InputModule):
    """Token embeddings from the ONNX graph in a folder; what comes after (pooling, normalising) is the library's own."""

    config_keys: list[str] = []  # noqa: RUF012  # declared so by the base class
    save_in_root = True

    def __init__(self, folder: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.folder = Path(folder)
        self.tokenizer = Tokenizer.from_file(str(self.folder / TOKENIZER))
        self.tokenizer.enable_padding(pad_id=1, pad_token="<pad>")  # noqa: S106  # a token of text
        self._session = open_session(self.folder / GRAPH)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_kwargs: Any) -> Self:  # type: ignore[override]  # noqa: ANN401
        """The module in ``model_name_or_path/subfolder``, a local folder."""
        return cls(str(Path(model_name_or_path) / subfolder))

    @property
    def max_seq_length(self) -> int:
        """Tokens of one text that count."""
        truncation = self.tokenizer.truncation
        return int(truncation["max_length"]) if truncation else 512

    def get_embedding_dimension(self) -> int:
        """Numbers of one token embedding."""
        return int(self._session.get_outputs()[0].shape[-1])

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_kwargs: Any) -> dict[str, torch.Tensor]:  # noqa: ANN401
        """Texts to padded ids and their mask, each of shape (texts, tokens)."""
        encodings = self.tokenizer.encode_batch([(prompt or "") + str(text) for text in inputs])
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def forward(self, features: dict[str, torch.Tensor], **_kwargs: Any) -> dict[str, torch.Tensor]:  # noqa: ANN401
        """Adds ``token_embeddings``, shape (texts, tokens, dimension)."""
        feed = {name: features[name].cpu().numpy() for name in ("input_ids", "attention_mask")}
        (tokens,) = self._session.run(None, feed)
        features["token_embeddings"] = torch.from_numpy(tokens).to(features["input_ids"].device)
        return features

    def save(self, output_path: str, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401
        """Copy graph and tokenizer into ``output_path``."""
        for name in (GRAPH, TOKENIZER):
            (Path(output_path) / name).write_bytes((self.folder / name).read_bytes())
