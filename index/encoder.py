"""Texts to vectors: the protocol every encoder keeps, and the one place that opens one by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), each row of unit length."""

BUILT_IN = "built-in"
MODEL = Path(__file__).parent / "model"
"""The encoder that comes with wuzhen: a sentence-transformers folder."""


class Encoder(Protocol):
    """Turns questions and passages into unit vectors of one space."""

    @property
    def name(self) -> str:
        """What a person types to choose this encoder."""

    @property
    def identity(self) -> str:
        """What the library remembers: two encoders of the same identity give the same vectors."""

    @property
    def dimension(self) -> int:
        """Numbers in one vector."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), dimension)."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, sentences or windows, shape (len(texts), dimension)."""


def open_encoder(name: str = BUILT_IN) -> Encoder:
    """The built-in encoder, or any sentence-transformers model by name or path.

    Raises ``EncoderError`` where the model is not on this machine: nothing is ever downloaded.
    """
    if name == BUILT_IN:
        from index.onnx_encoder import OnnxEncoder

        return OnnxEncoder.load(MODEL)
    from index.transformer_encoder import TransformerEncoder

    return TransformerEncoder.load(name)
