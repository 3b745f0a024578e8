"""Runs the built-in encoder with onnxruntime and tokenizers alone: neither torch nor sentence-transformers is imported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import BUILT_IN, Vectors
from index.errors import EncoderError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

PADDED_TOKENS = 512
"""Tokens of one batch, padding included: the fastest of 512, 1,024 and 1,536 on two cores."""


class OnnxEncoder:
    """Tokenizer and graph of the built-in encoder, with the prompts its training used."""

    name = BUILT_IN

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, card: dict[str, Any]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._question_prompt: str = card["prompts"]["query"]
        self._passage_prompt: str = card["prompts"]["document"]
        self.dimension: int = card["dimension"]
        self.identity: str = card["identity"]

    @classmethod
    def load(cls, folder: Path) -> OnnxEncoder:
        """The encoder in ``folder``; raises ``EncoderError`` where a file of it is missing or damaged."""
        from tokenizers import Tokenizer

        try:
            card = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
            session = open_session(folder / "model.onnx")
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # tokenizers and onnxruntime raise bare Exceptions of their own
            raise EncoderError(
                f"The built-in encoder in {folder} cannot be opened ({error}). Next: pip install --force-reinstall wuzhen",
                f"无法打开内置编码器 {folder}（{error}）。下一步：pip install --force-reinstall wuzhen",
            ) from error
        tokenizer.no_padding()
        return cls(session, tokenizer, card)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, shape (len(texts), dimension)."""
        return self._encode([self._question_prompt + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, shape (len(texts), dimension); what is past 512 tokens does not count."""
        return self._encode([self._passage_prompt + text for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        encodings = self._tokenizer.encode_batch(texts)
        for rows in _batches([len(encoding.ids) for encoding in encodings]):
            ids, mask = _padded([encodings[row] for row in rows])
            (tokens,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
            vectors[rows] = _pooled(tokens, mask)
        return vectors


def open_session(path: Path) -> InferenceSession:
    """An onnxruntime session on the CPU that says nothing below an error.

    Processors without VNNI add two products of int8 in 16 bits, which overflow; there weights are read as unsigned, which
    do not. Without it the same question found other passages on such a machine (XQuAD zh→en, paragraphs alone: .742 → .758).
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Rows sorted by length, cut so that a batch with its padding stays within ``PADDED_TOKENS``."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    batch: list[int] = []
    for row in order:
        if batch and (len(batch) + 1) * lengths[row] > PADDED_TOKENS:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _padded(encodings: list[Encoding]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    longest = max(len(encoding.ids) for encoding in encodings)
    ids = np.ones((len(encodings), longest), np.int64)  # 1 is <pad>
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return ids, mask


def _pooled(tokens: NDArray[np.float32], mask: NDArray[np.int64]) -> Vectors:
    """Mean of the tokens that are not padding, at unit length."""
    weights = mask.astype(np.float32)[:, None, :]
    mean = np.matmul(weights, tokens)[:, 0, :]
    unit: Vectors = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)
    return unit
